import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCodeLists } from '../../src/engine/code-lists.ts';
import { openEngine, type Engine } from '../../src/engine/engine.ts';
import type { Plan } from '../../src/artifacts/plan.ts';
import { compilePlan } from '../../src/plan/compile-plan.ts';
import { CONSENT_COLUMNS, CONSENT_VIEW } from '../../src/sql/consent.ts';
import { identifier, literal } from '../../src/sql/identifier.ts';
import { KEY_FILE_VIEW } from '../../src/sql/key-file.ts';
import { listStatements } from '../../src/sql/list-statements.ts';
import type { Statement } from '../../src/sql/statement.ts';
import { readVedtak } from '../../src/vedtak/read-vedtak.ts';
import { codeLists } from './code-lists.ts';
import { input, NATIVE, tables } from './catalogue-schema.ts';
import { DAY } from './scene.ts';

const fixtures = new URL('../../fixtures/', import.meta.url);
const decisions = [
  'vedtak/valid/ett-register',
  'vedtak/valid/to-kilder-snitt',
  'vedtak/valid/alle-minimeringer',
  'vedtak/valid/lister-og-serier',
  'vedtak/valid/samtykke-og-kontroller',
  'vedtak/valid/utvalg-fra-noekkelfil',
  'vedtak/valid/avledet-loepenummer',
  'vedtak/valid/sammenstilt',
  'vedtak/valid/statistikk',
  'demo/decision',
];

const folder = mkdtempSync(join(tmpdir(), 'tilrette-golden-'));
const opened: Engine[] = [];
beforeAll(async () => {
  const signal = new AbortController().signal;
  opened.push(
    await openEngine({ memoryBytes: 512 * 1024 * 1024, threads: 2, directories: [folder], signal }),
  );
});
afterAll(() => {
  for (const engine of opened) engine.close();
  rmSync(folder, { recursive: true });
});

const golden = (decision: string, kind: string): string =>
  new URL(`golden/${decision.replaceAll('/', '-')}.${kind}`, import.meta.url).pathname;

function planOf(decision: string) {
  const { vedtak, sha256 } = readVedtak(readFileSync(new URL(`${decision}.json`, fixtures)), DAY);
  return compilePlan(input, vedtak, sha256);
}

const render = ({ id, sql, params }: Statement): string => {
  const values = params.map(
    (value, i) => `-- $${i + 1} = ${typeof value === 'string' ? literal(value) : value}\n`,
  );
  return `-- ${id}\n${sql};\n${values.join('')}`;
};

describe.each(decisions)('%s', (decision) => {
  it('compiles into the plan of the golden file', async () => {
    await expect(`${JSON.stringify(planOf(decision), null, 2)}\n`).toMatchFileSnapshot(
      golden(decision, 'plan.json'),
    );
  });
  it('gives the statements of the golden file', async () => {
    const text = listStatements(planOf(decision), DAY).map(render).join('\n');
    await expect(text).toMatchFileSnapshot(golden(decision, 'sql'));
  });
  it('gives statements that DuckDB binds and runs in their order, on extracts without rows', async () => {
    await runListed(decision, planOf(decision));
  });
});

/** Runs the statements of a plan in a database of its own, on extracts without rows. */
async function runListed(name: string, plan: Plan): Promise<void> {
  const [engine] = opened;
  if (engine === undefined) throw new Error('no engine');
  const scene = identifier(name);
  await engine.connection.run(`ATTACH ':memory:' AS ${scene}`);
  await engine.connection.run(`USE ${scene}`);
  await loadCodeLists(engine, plan, codeLists().lists);
  for (const { name: table, tabell } of tables) {
    const columns = tabell.variabler.map(({ navn, type }) => `${identifier(navn)} ${NATIVE[type].sql}`);
    await engine.connection.run(`CREATE TABLE ${identifier(`kilde ${table}`)} (${columns.join(', ')})`);
  }
  const consents = CONSENT_COLUMNS.map((column) => `${column} VARCHAR`).join(', ');
  await engine.connection.run(`CREATE TABLE ${CONSENT_VIEW} (${consents})`);
  await engine.connection.run(`CREATE TABLE ${KEY_FILE_VIEW} (identifikator VARCHAR, loepenummer VARCHAR)`);
  for (const statement of listStatements(plan, DAY)) await bindAndRun(engine, statement);
}

it('a demand on several tables gives statements that DuckDB binds and runs in their order', async () => {
  const plan = planOf('vedtak/valid/to-kilder-snitt');
  const dar = { register: 'dar', tabell: 'doedsfall' };
  const demand: Plan['demand'] = plan.demand && {
    ...plan.demand,
    quasi: [...plan.demand.quasi, { ...dar, column: 'doedssted' }],
    sensitive: [{ ...dar, column: 'underliggende_aarsak', l: 2, t: 0.5 }],
    events: { m: 1, ...dar, columns: ['doedsdato'] },
  };
  await runListed('flere tabeller', { ...plan, demand });
});

const EXPLAINED = /^(SELECT|INSERT|DELETE|CREATE (OR REPLACE )?TABLE "?[^"(]*"? AS|COPY)/;

/** EXPLAIN binds a text without running it; macros and variables have none. Parts are written to the test's folder. */
async function bindAndRun(engine: Engine, { id, sql, params }: Statement): Promise<void> {
  const text = sql.replace(/TO '([^']+)' \(/, (_, file: string) => `TO ${literal(join(folder, file))} (`);
  try {
    if (EXPLAINED.test(text)) await engine.connection.run(`EXPLAIN ${text}`, [...params]);
    await engine.connection.run(text, [...params]);
  } catch (error) {
    throw new Error(`${id}: ${(error as Error).message}\n${text}`);
  }
}
