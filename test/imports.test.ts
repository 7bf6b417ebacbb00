import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const src = fileURLToPath(new URL('../src/', import.meta.url));

/** Everyone may take values from these. */
const GROUND = ['errors', 'base', 'artifacts', 'crypto', 'document'];
/** These string the stages together and may import everything. */
const EVERYTHING = ['cli', 'steps', 'pipeline.ts'];

interface Import {
  /** File below `src`. */
  readonly from: string;
  /** File below `src`, or the name of a package. */
  readonly to: string;
  readonly inside: boolean;
  readonly typeOnly: boolean;
}

const sources = (readdirSync(src, { recursive: true }) as string[])
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(sep).join('/'))
  .sort()
  .map((file) => {
    const text = readFileSync(join(src, file), 'utf8');
    return { file, tree: ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true) };
  });
const imports = sources.flatMap(({ file, tree }) => [...walk(tree)].flatMap((node) => importOf(file, node)));
const folderOf = (file: string): string => file.split('/')[0] ?? file;

function* walk(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* walk(child);
}

function importOf(from: string, node: ts.Node): Import[] {
  if (ts.isImportDeclaration(node))
    return resolved(
      from,
      node.moduleSpecifier,
      node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
    );
  if (ts.isExportDeclaration(node)) return resolved(from, node.moduleSpecifier, node.isTypeOnly);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return resolved(from, node.arguments[0], false);
  return ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
    ? resolved(from, node.argument.literal, true)
    : [];
}

function resolved(from: string, specifier: ts.Node | undefined, typeOnly: boolean): Import[] {
  if (specifier === undefined || !ts.isStringLiteral(specifier)) return [];
  const inside = specifier.text.startsWith('.');
  const path = relative(src, join(src, dirname(from), specifier.text));
  return [{ from, to: inside ? path.split(sep).join('/') : specifier.text, inside, typeOnly }];
}

interface Row {
  readonly folder: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** The table of `src/ARCHITECTURE.md`: folder, promise, values from, types from. */
const table: readonly Row[] = readFileSync(join(src, 'ARCHITECTURE.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const folder = /^`([a-z]+\/|pipeline\.ts)`$/.exec(cells[1] ?? '')?.[1]?.replace('/', '');
    return folder === undefined ? [] : [{ folder, values: names(cells[3]), types: names(cells[4]) }];
  });

function names(cell = ''): string[] {
  return cell.split(', ').filter((name) => name !== '');
}

function permitted(row: Row, found: Import): boolean {
  const to = folderOf(found.to);
  if (to === row.folder || row.values.includes('everything')) return true;
  const values = GROUND.includes(row.folder) ? row.values : [...GROUND, ...row.values];
  return values.includes(to) || (found.typeOnly && row.types.includes(to));
}

/** Something reachable from itself over the edges, as the way round; null when there is none. */
function findCycle(edges: readonly (readonly [string, string])[]): string[] | null {
  const nextOf = (node: string): string[] => edges.flatMap(([from, to]) => (from === node ? [to] : []));
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): string[] | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const to of nextOf(node)) {
      const cycle = visit(to, [...path, node]);
      if (cycle !== null) return cycle;
    }
    done.add(node);
    return null;
  };
  for (const [node] of edges) {
    const cycle = visit(node, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

it('the table of ARCHITECTURE.md has one row for every folder of src, and for pipeline.ts', () => {
  const folders = new Set(sources.map(({ file }) => folderOf(file)));
  expect(table.map((row) => row.folder).sort()).toEqual([...folders].sort());
});

it('no folder imports what the table of ARCHITECTURE.md does not give it', () => {
  const forbidden = imports
    .filter(({ inside }) => inside)
    .filter((found) => {
      const row = table.find(({ folder }) => folder === folderOf(found.from));
      return row === undefined || !permitted(row, found);
    });
  expect(forbidden.map((f) => `${f.from} ${f.typeOnly ? 'type ' : ''}${f.to}`)).toEqual([]);
});

it('the table promises no import that nobody makes', () => {
  const between = imports.filter(({ inside }) => inside);
  const made = (folder: string, to: string, typeOnly: boolean): boolean =>
    to === 'everything' ||
    between.some((i) => folderOf(i.from) === folder && folderOf(i.to) === to && i.typeOnly === typeOnly);
  const unused = table.flatMap(({ folder, values, types }) => [
    ...values.filter((to) => !made(folder, to, false)).map((to) => `${folder} values ${to}`),
    ...types.filter((to) => !made(folder, to, true)).map((to) => `${folder} types ${to}`),
  ]);
  expect(unused).toEqual([]);
});

it('folders make no circle, not even with types', () => {
  const edges = imports
    .filter(({ inside, from }) => inside && !EVERYTHING.includes(folderOf(from)))
    .map(({ from, to }) => [folderOf(from), folderOf(to)] as const)
    .filter(([from, to]) => from !== to);
  expect(findCycle(edges)).toBeNull();
});

it('files make no circle of values', () => {
  const edges = imports
    .filter(({ inside, typeOnly }) => inside && !typeOnly)
    .map(({ from, to }) => [from, to] as const);
  expect(findCycle(edges)).toBeNull();
});

it('only cli and steps know more than the stage before them: nobody imports them or pipeline.ts', () => {
  const wrong = imports.filter(
    ({ inside, from, to }) =>
      inside && EVERYTHING.includes(folderOf(to)) && !EVERYTHING.includes(folderOf(from)),
  );
  expect(wrong.map(({ from, to }) => `${from} ${to}`)).toEqual([]);
});

it('only the engine and the generator of synthetic data open DuckDB', () => {
  const openers = imports.filter(({ to }) => to.startsWith('@duckdb/')).map(({ from }) => folderOf(from));
  expect([...new Set(openers)].sort()).toEqual(['engine', 'synthetic']);
});

const SIDE_EFFECTS = [
  'process.env',
  'process.argv',
  'process.exitCode',
  'process.stdout',
  'process.stderr',
  'Math.random',
  'Date.now',
  'performance.now',
];

function sideEffectOf(node: ts.Node): string[] {
  if (ts.isIdentifier(node) && node.text === 'console' && !ts.isPropertyAssignment(node.parent))
    return ['console'];
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && node.arguments?.length === 0)
    return ['new Date()'];
  if (!ts.isPropertyAccessExpression(node)) return [];
  const text = node.getText();
  return SIDE_EFFECTS.includes(text) ? [text] : [];
}

it('environment, arguments, console, clock and chance are read in cli alone', () => {
  const found = sources
    .filter(({ file }) => folderOf(file) !== 'cli')
    .flatMap(({ file, tree }) => [...walk(tree)].flatMap(sideEffectOf).map((effect) => `${file} ${effect}`));
  expect(found).toEqual([]);
});

it('nothing but makeFolder makes the folders above another: Node tries for ever where a file system takes none', () => {
  const found = sources.filter(({ tree }) =>
    [...walk(tree)].some((n) => ts.isCallExpression(n) && /^mkdir(Sync)?\(.*recursive/s.test(n.getText())),
  );
  expect(found.map(({ file }) => file)).toEqual([]);
});

it('nothing calls process.exit, which would cut off what is not yet written', () => {
  const found = sources.filter(({ tree }) =>
    [...walk(tree)].some((n) => ts.isPropertyAccessExpression(n) && n.getText() === 'process.exit'),
  );
  expect(found.map(({ file }) => file)).toEqual([]);
});
