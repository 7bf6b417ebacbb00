import type { PlanCondition, PlanTest } from '../artifacts/plan.ts';
import type { Variabeltype } from '../catalogue/register.ts';
import type { Betingelse } from '../vedtak/schema.ts';
import { note, resolveVariable, type PlanContext, type ResolvedTable } from './context.ts';

type Tests = Omit<Betingelse, 'variabel' | 'ikke'>;

/** Conditions of a decision as tests on columns; values that do not fit the column's type are noted. */
export function planConditions(
  c: PlanContext,
  table: ResolvedTable,
  hvor: readonly Betingelse[],
  at: string,
): PlanCondition[] {
  return hvor.flatMap((condition, i) => {
    const variable = resolveVariable(c, table, condition.variabel, `${at}[${i}].variabel`);
    if (variable === null) return [];
    checkValues(c, condition, variable.type, `${at}[${i}]`);
    const negated = negatedTests(condition.ikke);
    return [
      { column: variable.navn, columnType: variable.type, tests: listTests(condition), notAll: negated },
    ];
  });
}

const negatedTests = (ikke: Betingelse['ikke']): PlanTest[] => {
  if (ikke === undefined) return [];
  return isList(ikke) ? [{ type: 'oneOf', values: scalars(ikke) }] : listTests(ikke);
};

type Values = NonNullable<Betingelse['i']>;
const isList = (ikke: NonNullable<Betingelse['ikke']>): ikke is Values => Array.isArray(ikke);
const scalars = (values: Values): (string | number)[] =>
  values.map((v) => (typeof v === 'boolean' ? String(v) : v));

function listTests(t: Tests): PlanTest[] {
  const tests: PlanTest[] = [];
  if (t.starterMed !== undefined) tests.push({ type: 'startsWith', values: [...t.starterMed] });
  if (t.lik !== undefined) tests.push({ type: 'oneOf', values: scalars([t.lik]) });
  if (t.i !== undefined) tests.push({ type: 'oneOf', values: scalars(t.i) });
  if (t.fra !== undefined || t.til !== undefined)
    tests.push({ type: 'range', from: t.fra ?? null, to: t.til ?? null });
  if (t.mangler !== undefined) tests.push({ type: 'missing', missing: t.mangler });
  return tests;
}

/** What a value in a condition must be for a column of each type. */
const fits: Readonly<Record<Variabeltype, (value: unknown) => boolean>> = {
  tekst: (v) => typeof v === 'string',
  heltall: (v) => Number.isSafeInteger(v),
  tall: (v) => typeof v === 'number',
  dato: (v) => typeof v === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(v),
  tidspunkt: (v) => typeof v === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(v),
};

function checkValues(c: PlanContext, condition: Betingelse, type: Variabeltype, at: string): void {
  const ikke =
    condition.ikke === undefined
      ? []
      : isList(condition.ikke)
        ? [...condition.ikke]
        : valuesOf(condition.ikke);
  const values = [...valuesOf(condition), ...ikke];
  if (!values.every(fits[type]))
    note(c, 'plan.parameter', at, { expected: `values of type ${type}`, got: 'a value of another type' });
  if (saysMissing(condition.ikke))
    note(c, 'plan.parameter', `${at}.ikke.mangler`, {
      expected: 'mangler outside ikke',
      got: 'mangler in it',
    });
  if (type !== 'tekst' && [condition, condition.ikke].some(hasPrefixes))
    note(c, 'plan.parameter', `${at}.starterMed`, { expected: 'starterMed on a text', got: type });
}

const hasPrefixes = (test: Tests | Betingelse['ikke']): boolean =>
  test !== undefined && 'starterMed' in test && test.starterMed !== undefined;

const saysMissing = (ikke: Betingelse['ikke']): boolean =>
  ikke !== undefined && 'mangler' in ikke && ikke.mangler !== undefined;

function valuesOf(t: Tests): unknown[] {
  return [...(t.starterMed ?? []), ...(t.i ?? []), t.lik, t.fra, t.til].filter(
    (value) => value !== undefined,
  );
}
