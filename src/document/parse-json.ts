import { type Node, parseTree } from 'jsonc-parser';
import type { Json } from '../base/canonical-json.ts';
import { PipelineError, refuse } from '../errors/pipeline-error.ts';
import { atLine, type Family, type Finding, finding, stageOf } from './finding.ts';
import { type JsonPath, renderPath } from './json-path.ts';
import { jsonDepth, scanJson, type SyntaxFault } from './json-syntax.ts';
import { lineIndex } from './line-index.ts';
import { shownText } from './shown-value.ts';

export interface JsonDocument {
  readonly value: Json;
  /** Keys that stand twice in their object (`<family>.duplicate-key`); the value is that of the last. */
  readonly duplicates: readonly Finding[];
  /** Line, from 1, of what stands at a path, or of the nearest thing around it that is there. */
  readonly lineOf: (path: JsonPath) => number;
}

type LineAt = (offset: number) => number;

const MAX_DEPTH = 32;

/**
 * Strict JSON (RFC 8259) to its value and the lines where its parts stand.
 * @throws PipelineError `<family>.depth` (over 32 levels), `<family>.syntax` (the first error only)
 */
export function parseJson(text: string, family: Family): JsonDocument {
  const place = lineIndex(text);
  const { fault, deep, repeated } = scanJson(text, MAX_DEPTH);
  if (deep)
    throw refuse(stageOf[family], `${family}.depth`, renderPath([]), {
      limit: MAX_DEPTH,
      depth: jsonDepth(text),
    });
  if (fault !== undefined) throw syntaxRefusal(fault, place(fault.offset), family);
  const lineAt: LineAt = (offset) => place(offset).line;
  let root: Node | undefined;
  const tree = (): Node => (root ??= treeOf(text));
  return {
    value: JSON.parse(text) as Json,
    duplicates: repeated ? duplicateKeys(tree(), [], lineAt, family) : [],
    lineOf: (path) => lineAt(nodeAt(tree(), path).offset),
  };
}

function syntaxRefusal(
  fault: SyntaxFault,
  { line, column }: { readonly line: number; readonly column: number },
  family: Family,
): PipelineError {
  const problem = atLine(finding(`${family}.syntax`, [], fault), line);
  return new PipelineError(stageOf[family], [{ ...problem, at: `column ${column}` }]);
}

function treeOf(text: string): Node {
  const root = parseTree(text);
  if (root === undefined) throw new Error('text without a syntax error has no value');
  return root;
}

function duplicateKeys(node: Node, path: JsonPath, lineAt: LineAt, family: Family): readonly Finding[] {
  const first = new Map<string, number>();
  return (node.children ?? []).flatMap((child, i) => {
    if (node.type !== 'object') return duplicateKeys(child, [...path, i], lineAt, family);
    const key = keyOf(child);
    const inside = duplicateKeys(memberOf(child), [...path, key], lineAt, family);
    const line = first.get(key);
    if (line === undefined) first.set(key, lineAt(child.offset));
    return line === undefined
      ? inside
      : [finding(`${family}.duplicate-key`, [...path, key], { key: shownText(key), first: line }), ...inside];
  });
}

/** The property or element at the path, or as far along it as the document goes. */
function nodeAt(root: Node, path: JsonPath): Node {
  let found = root;
  let inside = root;
  for (const segment of path) {
    const next = childOf(inside, segment);
    if (next === undefined) break;
    found = next;
    inside = next.type === 'property' ? memberOf(next) : next;
  }
  return found;
}

function childOf(node: Node, segment: string | number): Node | undefined {
  if (node.type === 'array') return typeof segment === 'number' ? node.children?.[segment] : undefined;
  return node.type === 'object'
    ? node.children?.findLast((property) => keyOf(property) === segment)
    : undefined;
}

const keyOf = (property: Node): string => String(property.children?.[0]?.value);

function memberOf(property: Node): Node {
  const member = property.children?.[1];
  if (member === undefined) throw new Error('a property without a value in text without a syntax error');
  return member;
}
