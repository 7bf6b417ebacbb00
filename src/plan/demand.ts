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
  const { onViolation, quasi } = { onViolation: anonymitet.vedBrudd, quasi: anonymitet.kvasi.map(parseRef) };
  if (quasi.length === 0) return refuseUnjudged(c, anonymitet, tables);
  const named = new Set(quasi.map((ref) => `${ref.register}.${ref.tabell}`));
  if (vedtak.kobling.filform !== 'sammenstilt' && refuseAcross(c, [...named])) return null;
  const events = planEvents(c, anonymitet);
  return {
    k: anonymitet.k,
    unit: anonymitet.enhet,
    quasi,
    sensitive: anonymitet.sensitive.map(({ variabel, l, t }) => ({
      ...parseRef(variabel),
      ...(l !== undefined && { l }),
      ...(t !== undefined && { t }),
    })),
    ...(events !== null && { events }),
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

/** Combinations of more events than two are more than can be counted of a register. */
function planEvents(
  c: PlanContext,
  { hendelse }: Vedtak['anonymitet'],
): NonNullable<PlanDemand['events']> | null {
  if (hendelse === undefined) return null;
  const { antall: m, variabler } = hendelse;
  if (m !== 1 && m !== 2) return note(c, 'plan.known-events', 'anonymitet.hendelse.antall', { antall: m });
  const refs = variabler.map(parseRef);
  const [first] = refs;
  if (first === undefined) throw new Error('events without a variable');
  const columns = [...new Set(refs.map(({ column }) => column))];
  return { m, register: first.register, tabell: first.tabell, columns };
}

/** Fail closed: what is demanded of no quasi-identifier, and quasi-identifying variables without a demand, have no verdict. */
function refuseUnjudged(
  c: PlanContext,
  { sensitive, hendelse }: Vedtak['anonymitet'],
  tables: readonly PlanTable[],
): null {
  if (sensitive.length > 0 || hendelse !== undefined)
    return note(c, 'plan.parameter', 'anonymitet.kvasi', {
      expected: 'the quasi-identifiers that anonymitet.sensitive and anonymitet.hendelse are held to',
      got: 'none',
    });
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

/** Quasi-identifiers of several tables are combined where each has one row a person (VEDTAK, suppression). */
function refuseAcross(c: PlanContext, tables: readonly string[]): boolean {
  if (tables.length < 2) return false;
  const single = tables.every((name) => {
    const [register = '', tabell = ''] = name.split('.');
    return c.catalogue.get(register)?.tabeller.find((t) => t.id === tabell)?.enRadPerPerson === true;
  });
  if (!single) note(c, 'plan.quasi-across-tables', 'anonymitet.kvasi', { tables: tables.join(', ') });
  return !single;
}
