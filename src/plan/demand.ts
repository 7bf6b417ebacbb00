import type { PlanDemand, PlanTable } from '../artifacts/plan.ts';
import type { Vedtak } from '../vedtak/schema.ts';
import { note, type PlanContext } from './context.ts';
import { planLevels } from './levels.ts';

interface ColumnRef {
  register: string;
  tabell: string;
  column: string;
}

/** What the delivery is held to; null when no delivered column is quasi-identifying, or when it was noted why not. */
export function planDemand(c: PlanContext, vedtak: Vedtak, tables: readonly PlanTable[]): PlanDemand | null {
  const { anonymitet } = vedtak;
  checkSupported(c, anonymitet);
  checkSensitive(c, anonymitet);
  const { onViolation, quasi } = { onViolation: anonymitet.vedBrudd, quasi: anonymitet.kvasi.map(parseRef) };
  if (quasi.length === 0) return refuseUnjudged(c, tables);
  const named = new Set(quasi.map((ref) => `${ref.register}.${ref.tabell}`));
  if (named.size > 1) return noteAcross(c, [...named]);
  return {
    k: anonymitet.k,
    unit: anonymitet.enhet,
    quasi,
    sensitive: anonymitet.sensitive.flatMap((s) =>
      s.l === undefined ? [] : [{ ...parseRef(s.variabel), l: s.l }],
    ),
    maxSuppression: anonymitet.maksUndertrykking,
    onViolation,
    ...(onViolation === 'generaliser' && { levels: [...planLevels(c, vedtak, tables)] }),
    suppress: anonymitet.undertrykk,
  };
}

function parseRef(text: string): ColumnRef {
  const [register = '', tabell = '', column = ''] = text.split('.');
  return { register, tabell, column };
}

function checkSupported(c: PlanContext, anonymitet: Vedtak['anonymitet']): void {
  if (anonymitet.hendelse !== undefined)
    note(c, 'plan.unsupported', 'anonymitet.hendelse', { what: 'anonymitet.hendelse (k^m-anonymity)' });
  anonymitet.sensitive.forEach((s, i) => {
    if (s.t !== undefined)
      note(c, 'plan.unsupported', `anonymitet.sensitive[${i}].t`, { what: 't-closeness' });
  });
}

/** Diversity is counted in the classes of one table: elsewhere nothing would come of the demand. */
function checkSensitive(c: PlanContext, { kvasi, sensitive }: Vedtak['anonymitet']): void {
  const tableOf = (name: string): string => name.split('.').slice(0, 2).join('.');
  const judged = new Set(kvasi.map(tableOf));
  sensitive.forEach((s, i) => {
    if (!judged.has(tableOf(s.variabel)))
      note(c, 'plan.unsupported', `anonymitet.sensitive[${i}]`, {
        what: 'a sensitive variable in a table without quasi-identifiers',
      });
  });
}

/** Fail closed: a delivery with quasi-identifying variables and no demand on them has no verdict. */
function refuseUnjudged(c: PlanContext, tables: readonly PlanTable[]): null {
  const exposed = tables.some((t) => {
    const variables = c.catalogue.get(t.register)?.tabeller.find((x) => x.id === t.tabell)?.variabler ?? [];
    return t.columns.some((column) => variables.find((v) => v.navn === column.source)?.art === 'kvasi');
  });
  return exposed
    ? note(c, 'plan.parameter', 'anonymitet.kvasi', {
        expected: 'the delivered quasi-identifying variables',
        got: 'none, though such variables are delivered',
      })
    : null;
}

function noteAcross(c: PlanContext, tables: readonly string[]): null {
  const single = tables.every((name) => {
    const [register = '', tabell = ''] = name.split('.');
    return c.catalogue.get(register)?.tabeller.find((t) => t.id === tabell)?.enRadPerPerson === true;
  });
  if (single)
    return note(c, 'plan.unsupported', 'anonymitet.kvasi', { what: 'quasi-identifiers of several tables' });
  return note(c, 'plan.quasi-across-tables', 'anonymitet.kvasi', { tables: tables.join(', ') });
}
