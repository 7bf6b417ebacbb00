import type { Plan, PlanDemand, PlanTable } from '../../src/artifacts/plan.ts';
import type { Drawn } from './drawn-by-program.ts';
import { meetsAll } from './conditions.ts';
import { breaks, evaluatePopulation, type Population, type Refusal } from './evaluated-population.ts';
import { judge, type Judged, type OracleRisk, type OracleRow, type Verdict } from './evaluated-verdict.ts';
import { mergeRare } from './merged-rare.ts';
import { minimise } from './minimised.ts';
import { joinByPerson, joinedFile, severalRows } from './evaluated-joined.ts';
import { hasUnknownElsewhere } from './known-elsewhere.ts';
import { isIdentifier } from './national-identifier.ts';
import type { Cell, Registers } from './register-rows.ts';

export interface OracleTable {
  /** `register.tabell`. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly OracleRow[];
  readonly attrition: {
    readonly extract: number;
    readonly ofPopulation: number;
    readonly malformed: number;
    readonly suppressed: number;
    readonly delivered: number;
  };
}

export type Outcome =
  /** Codes that hold at the first stage that refuses; which of them is reported first is open. */
  | { readonly kind: 'refused'; readonly codes: readonly string[] }
  | {
      readonly kind: 'delivered';
      readonly tables: readonly OracleTable[];
      readonly persons: number;
      readonly risk: OracleRisk | null;
      /** Of a joined file, what became of the rows of each table. */
      readonly parts: readonly Pick<OracleTable, 'name' | 'attrition'>[];
      /** What is wrong with what the program drew. */
      readonly faults: readonly string[];
    };

const refused = (codes: readonly string[]): Outcome => ({ kind: 'refused', codes });

/**
 * What a plan delivers from these registers on the day `today` under what the program drew, or why it delivers nothing: slow, row by row, from what
 * the plan and the description of the decision file promise.
 */
export function evaluate(plan: Plan, registers: Registers, today: string, drawn: Drawn): Outcome {
  const empty = namedTables(plan).some((name) => registers.tables[name]?.length === 0);
  if (empty) return refused(['run.extract-empty']);
  const unlisted = plan.population.consent !== undefined && (registers.consents ?? null) === null;
  if (unlisted) return refused(['plan.list-missing']);
  const population = evaluateNumbered(plan, registers, drawn);
  if ('refused' in population) return refused(population.refused);
  const tables = plan.tables.map((table) => makeReady(table, registers, population, { today, drawn }));
  const { faults } = population;
  if (plan.joined === undefined) return judgeAndDeliver(plan, { ready: tables, parts: [], faults });
  const several = severalRows(tables, plan.joined.several);
  return several.length > 0
    ? refused([...several, ...tables.flatMap((table) => table.codes)])
    : judgeAndDeliver(plan, { ready: [joinedFile(tables)], parts: tables, faults });
}

/** Files that are ready, and of a joined one the tables that it is made of. */
interface ReadyDelivery {
  readonly ready: readonly ReadyTable[];
  readonly parts: readonly ReadyTable[];
  readonly faults: readonly string[];
}

function judgeAndDeliver(plan: Plan, of: ReadyDelivery): Outcome {
  const codes = new Set(of.ready.flatMap((table) => table.codes));
  const verdict = verdictOf(plan, of.ready);
  if (verdict !== null && 'refused' in verdict && verdict.of.codes.length === 0)
    for (const code of verdict.refused) codes.add(code);
  if (codes.size > 0) return refused([...codes]);
  if (verdict === null || 'refused' in verdict) return deliver(of, () => true, null);
  const all = plan.demand?.suppress === 'person' || plan.joined !== undefined;
  const stays = (table: ReadyTable, person: string): boolean =>
    !verdict.suppressed.has(person) || (!isSpokenOf(plan, table.table) && !all);
  return deliver(of, stays, verdict.risk);
}

/** The rows of the tables of a plan before any is suppressed; none where nobody can be drawn. */
export function readyRows(
  plan: Plan,
  registers: Registers,
  today: string,
  drawn: Drawn,
): readonly Pick<ReadyTable, 'table' | 'rows'>[] {
  const population = evaluateNumbered(plan, registers, drawn);
  if ('refused' in population) return [];
  return plan.tables.map((table) => makeReady(table, registers, population, { today, drawn }));
}

/** The population, which has no numbers where they cannot be derived. */
function evaluateNumbered(plan: Plan, registers: Registers, drawn: Drawn): Population | Refusal {
  const population = evaluatePopulation(plan, registers, drawn);
  const derives = plan.number.derived !== undefined && !('refused' in population);
  return derives && hasUnknownElsewhere(registers) ? { refused: ['run.derived-identifier'] } : population;
}

function namedTables(plan: Plan): string[] {
  const index = plan.reference?.type === 'index' ? [plan.reference.selection] : [];
  const controls = plan.population.controls === undefined ? [] : [plan.population.controls.selection];
  return [...plan.tables, ...plan.population.sources, ...controls, ...index].map(
    (t) => `${t.register}.${t.tabell}`,
  );
}

export interface ReadyTable {
  readonly table: PlanTable;
  readonly codes: readonly string[];
  readonly rows: readonly OracleRow[];
  readonly attrition: Omit<OracleTable['attrition'], 'suppressed' | 'delivered'>;
}

/** Columns whose policies hold and which are not delivered come last, under such names. */
export const HIDDEN = '_';

/** The rows of one table before any is suppressed. */
function makeReady(
  table: PlanTable,
  registers: Registers,
  p: Population,
  { today, drawn }: { readonly today: string; readonly drawn: Drawn },
): ReadyTable {
  const extract = registers.tables[`${table.register}.${table.tabell}`] ?? [];
  const inScope = extract.filter((row) => meetsAll(row, table.conditions));
  const identified = inScope.flatMap((row) => {
    const identifier = row[table.identifier];
    return isIdentifier(identifier) ? [{ row, person: p.personOf(identifier) }] : [];
  });
  const ours = identified.filter(({ person }) => p.persons.has(person));
  const minimised = ours.map(({ row, person }) => {
    const seriesOf = (name: string, value: string): string | null =>
      p.objectors.has(p.personOf(value)) ? null : (drawn.series.get(name)?.get(value) ?? null);
    const context = { row, reference: p.references.get(person) ?? null, today, seriesOf };
    return { person, values: table.columns.map((column) => minimise(column, context)) };
  });
  const malformed = inScope.length - identified.length;
  const invalid = table.columns.some((column, i) =>
    breaks(column.invalid, minimised.filter((row) => row.values[i]?.fits === false).length, ours.length),
  );
  const kept = minimised.filter(({ values }) =>
    table.columns.every((column, i) => column.invalid.action !== 'utelat' || values[i]?.fits === true),
  );
  const shown = table.columns.filter(({ name }) => !name.startsWith(HIDDEN));
  return {
    table: { ...table, columns: shown },
    codes: [
      ...(breaks(table.invalidIdentifier, malformed, ours.length + malformed)
        ? ['run.identifier-malformed']
        : []),
      ...(invalid ? ['run.invalid-value'] : []),
    ],
    rows: withRareMerged(
      table,
      kept.map(({ person, values }) => ({
        person,
        cells: values.map((v) => v.value),
        ranks: values.map((v) => v.rank),
      })),
    ).map(({ person, cells, ranks }) => ({
      ...{ person, cells: cells.slice(0, shown.length), ranks: ranks.slice(0, shown.length) },
    })),
    attrition: { extract: extract.length, ofPopulation: ours.length, malformed },
  };
}

/** The rows with the values that few persons have merged, in each column of which the decision wants it. */
function withRareMerged(table: PlanTable, rows: readonly OracleRow[]): readonly OracleRow[] {
  return table.columns.reduce((all, { transform }, place) => {
    if (transform.type !== 'rare') return all;
    const valued = all.flatMap(({ person, cells }) => {
      const value = cells[place] ?? null;
      return value === null ? [] : [{ person, value: String(value) }];
    });
    const become = mergeRare(valued, transform);
    const mergedIn = (cells: readonly Cell[]): Cell[] =>
      cells.map((cell, i) => (i === place && cell !== null ? become(String(cell)) : cell));
    return all.map((row) => ({ ...row, cells: mergedIn(row.cells), ranks: mergedIn(row.ranks) }));
  }, rows);
}

/** The verdict on the table with the quasi-identifiers; null where no demand is made. */
function verdictOf({ demand }: Plan, ready: readonly ReadyTable[]): (Verdict & { of: ReadyTable }) | null {
  if (demand === null) return null;
  const [of, ...others] = ready.filter(({ table }) => quasiPlaces(demand, table).length > 0);
  if (of === undefined) return null;
  const joined = others.length === 0 ? of.rows : joinByPerson([of, ...others]);
  return { ...judge(judgedOf(demand, [of, ...others], ready), joined, of.rows), of };
}

/** Whether the demand names a column of the table. */
const isSpokenOf = ({ demand }: Plan, { register, tabell }: PlanTable): boolean =>
  [...(demand?.quasi ?? []), ...(demand?.sensitive ?? []), ...(demand?.events ? [demand.events] : [])].some(
    (ref) => ref.register === register && ref.tabell === tabell,
  );

const placeOf = (table: PlanTable, ref: { register: string; tabell: string; column: string }): number =>
  ref.register === table.register && ref.tabell === table.tabell
    ? table.columns.findIndex((column) => column.name === ref.column)
    : -1;

const quasiPlaces = (demand: PlanDemand, table: PlanTable): number[] =>
  demand.quasi.map((ref) => placeOf(table, ref)).filter((place) => place >= 0);

/** Places of the quasi-identifiers in the rows of the tables, joined, and of the mark of who has a row in which. */
function joinedPlaces(demand: PlanDemand, tables: readonly ReadyTable[]): number[] {
  let start = 0;
  const places = tables.flatMap(({ table }) => {
    const own = quasiPlaces(demand, table).map((place) => start + place);
    start += table.columns.length;
    return own;
  });
  return tables.length === 1 ? places : [...places, start];
}

function judgedOf(demand: PlanDemand, combined: readonly ReadyTable[], ready: readonly ReadyTable[]): Judged {
  const of = combined[0]?.table;
  const inTable = (ref: { register: string; tabell: string }): ReadyTable => {
    const found = ready.find(({ table }) => ref.register === table.register && ref.tabell === table.tabell);
    if (found === undefined) throw new Error('a demand that no verdict was given on');
    return found;
  };
  const rowsOf = (ref: { register: string; tabell: string }): readonly OracleRow[] | null => {
    const { table, rows } = inTable(ref);
    return table === of ? null : rows;
  };
  const { events: e } = demand;
  return {
    demand,
    quasi: joinedPlaces(demand, combined),
    sensitive: demand.sensitive.map((s) => ({
      ...{ name: rowsOf(s) === null ? s.column : `${s.register}.${s.tabell}.${s.column}` },
      ...{ place: placeOf(inTable(s).table, s), l: s.l, t: s.t, elsewhere: rowsOf(s) },
    })),
    events:
      e === undefined
        ? null
        : {
            m: e.m,
            places: e.columns.map((column) => placeOf(inTable(e).table, { ...e, column })),
            // Who has no row has no event, though she is judged with empty cells.
            elsewhere: combined.length > 1 ? inTable(e).rows : rowsOf(e),
          },
  };
}

function deliver(
  {
    ready,
    parts,
    faults,
  }: Pick<Extract<Outcome, { kind: 'delivered' }>, 'faults'> & {
    readonly ready: readonly ReadyTable[];
    readonly parts: readonly ReadyTable[];
  },
  stays: (table: ReadyTable, person: string) => boolean,
  risk: OracleRisk | null,
): Outcome {
  const deliverOne = (of: ReadyTable): OracleTable => {
    const rows = of.rows.filter((row) => stays(of, row.person));
    return {
      name: `${of.table.register}.${of.table.tabell}`,
      columns: of.table.columns.map((column) => column.name),
      rows,
      attrition: { ...of.attrition, suppressed: of.rows.length - rows.length, delivered: rows.length },
    };
  };
  const tables = ready.map(deliverOne);
  const persons = new Set(tables.flatMap((t) => t.rows.map((row) => row.person))).size;
  return { kind: 'delivered', tables, persons, risk, faults, parts: parts.map(deliverOne) };
}
