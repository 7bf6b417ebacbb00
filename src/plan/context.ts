import type { Hierarchy } from '../catalogue/hierarchy.ts';
import type { Catalogue, Register, Tabell, Variabel } from '../catalogue/register.ts';
import type { ExtractSchema } from '../extract/extract.ts';
import { problem } from '../errors/pipeline-error.ts';
import type { ProblemCode, ParametersOf } from '../errors/catalogue.ts';
import type { Problem } from '../errors/problem.ts';

/** What a decision is held against. */
export interface PlanInput {
  readonly catalogue: Catalogue;
  /** Schemas of the extracts by `register.tabell`. */
  readonly extracts: ReadonlyMap<string, ExtractSchema>;
  /** Dates from which a division into fylker holds, in order, the date of the code list last. */
  readonly divisions: readonly string[];
  readonly codeLists: Readonly<Record<string, string>>;
  /** Dates from which each edition of a list of areas holds, in order, by the list's name. */
  readonly editions: ReadonlyMap<string, readonly string[]>;
  /** Hierarchies by their file names. */
  readonly hierarchies: ReadonlyMap<string, Hierarchy>;
}

/** The input together with the problems found so far: the plan stage reports all of them at once. */
export interface PlanContext extends PlanInput {
  /** Column of every extract with the working number of a linkage; null where extracts have the identifier of the register. */
  readonly workingNumber: string | null;
  readonly problems: Problem[];
}

/** Notes a problem; the plan is refused at the end. */
export function note<C extends ProblemCode>(
  context: PlanContext,
  code: C,
  at: string,
  p: ParametersOf<C>,
): null {
  context.problems.push(problem(code, at, p));
  return null;
}

/** A table of the catalogue with the schema of its extract. */
export interface ResolvedTable {
  readonly register: Register;
  readonly tabell: Tabell;
  /** Column with what persons are known by. */
  readonly identifier: string;
  readonly schema: ExtractSchema;
}

/**
 * Finds a table in catalogue and extracts and checks its identifier column, or notes why not: also where the register is
 * a template, or holds no identifier that a person could be known by.
 */
export function resolveTable(
  c: PlanContext,
  ref: { register: string; tabell: string },
  at: string,
): ResolvedTable | null {
  const register = c.catalogue.get(ref.register);
  if (register === undefined)
    return note(c, 'plan.unknown-register', `${at}.register`, {
      register: ref.register,
      known: [...c.catalogue.keys()].join(', '),
    });
  const tabell = register.tabeller.find((t) => t.id === ref.tabell);
  if (tabell === undefined)
    return note(c, 'plan.unknown-table', `${at}.tabell`, {
      tabell: ref.tabell,
      known: register.tabeller.map((t) => t.id).join(', '),
    });
  if (register.mal) return note(c, 'plan.template', `${at}.register`, { register: register.id });
  const { identifikator: identifier } = tabell;
  if (identifier === null) return note(c, 'plan.not-linkable', `${at}.register`, { register: register.id });
  const schema = c.extracts.get(`${ref.register}.${ref.tabell}`);
  if (schema === undefined)
    throw new Error('the extract of a table that the decision names was not looked up');
  const column = c.workingNumber ?? identifier;
  const whole =
    c.workingNumber !== null && schema.columns.some((x) => x.name === column && x.type === 'heltall');
  checkColumn(c, schema, column, whole ? 'heltall' : 'tekst', at);
  return { register, tabell, identifier: column, schema };
}

/** Finds a variable of the catalogue in the extract, or notes why not. */
export function resolveVariable(
  c: PlanContext,
  table: ResolvedTable,
  name: string,
  at: string,
): Variabel | null {
  const variable = findVariable(c, table, name, at);
  return variable !== null && checkColumn(c, table.schema, name, variable.type, at) ? variable : null;
}

/** As `resolveVariable`; a date may also be a column of texts, where some are no whole dates. */
export function resolveDelivered(
  c: PlanContext,
  table: ResolvedTable,
  name: string,
  at: string,
): Variabel | null {
  const variable = findVariable(c, table, name, at);
  if (variable !== null && isTextDate(table, variable)) return variable;
  return variable !== null && checkColumn(c, table.schema, name, variable.type, at) ? variable : null;
}

/** Whether the extract holds a date as text. */
export const isTextDate = (table: ResolvedTable, variable: Variabel): boolean =>
  variable.type === 'dato' &&
  table.schema.columns.some((column) => column.name === variable.navn && column.type === 'tekst');

function findVariable(c: PlanContext, table: ResolvedTable, name: string, at: string): Variabel | null {
  const variable = table.tabell.variabler.find((v) => v.navn === name);
  if (variable !== undefined) return variable;
  return note(c, 'plan.unknown-variable', at, {
    variable: name,
    known: table.tabell.variabler.map((v) => v.navn).join(', '),
  });
}

/** As `resolveVariable`, and a date or timestamp, or notes that it is not. */
export function resolveDate(c: PlanContext, table: ResolvedTable, name: string, at: string): Variabel | null {
  const variable = resolveVariable(c, table, name, at);
  if (variable === null || variable.type === 'dato' || variable.type === 'tidspunkt') return variable;
  return note(c, 'plan.parameter', at, { expected: 'a date variable', got: variable.type });
}

function checkColumn(
  c: PlanContext,
  schema: ExtractSchema,
  name: string,
  type: Variabel['type'],
  at: string,
): boolean {
  const column = schema.columns.find((found) => found.name === name);
  if (column === undefined) {
    note(c, 'plan.variable-not-in-extract', at, {
      variable: name,
      columns: schema.columns.map((x) => x.name).join(', '),
    });
    return false;
  }
  const fits =
    column.type === type ||
    (type === 'tall' && column.type === 'heltall') ||
    (type === 'tidspunkt' && column.type === 'dato');
  if (!fits)
    note(c, 'plan.column-type', `${at} (column ${name})`, {
      expected: type,
      got: `${column.type} (${column.nativeType})`,
    });
  return fits;
}
