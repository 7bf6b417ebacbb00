import type { PlanColumn, PlanDemand, PlanTable } from '../artifacts/plan.ts';
import type { Minimering, Registeruttak, Variabelvalg, Vedtak } from '../vedtak/schema.ts';
import { planColumn } from './column.ts';
import { note, resolveTable, type PlanContext } from './context.ts';

type Levels = NonNullable<PlanDemand['levels']>[number];

/**
 * The coarser forms of each quasi-identifier that `anonymitet.generaliser` allows, finest first, as columns that are
 * staged beside it; nothing where the decision orders none. Notes `plan.parameter` for a variable that is no
 * quasi-identifier or is listed twice, and for a minimisation that is no level of a value.
 */
export function planLevels(c: PlanContext, vedtak: Vedtak, tables: readonly PlanTable[]): readonly Levels[] {
  const { kvasi, generaliser } = vedtak.anonymitet;
  const names = generaliser.map((g) => g.variabel);
  return generaliser.flatMap(({ variabel, nivaaer }, i) => {
    const at = `anonymitet.generaliser[${i}]`;
    if (!kvasi.includes(variabel) || names.indexOf(variabel) !== i) {
      note(c, 'plan.parameter', `${at}.variabel`, {
        expected: 'each variable of anonymitet.kvasi at most once',
        got: variabel,
      });
      return [];
    }
    const chosen = findChosen(vedtak, tables, variabel);
    if (chosen === null) return [];
    const coarser = nivaaer.flatMap(
      (level, j) => planLevel(c, vedtak, chosen, { level, nr: j + 1, at: `${at}.nivaaer[${j}]` }) ?? [],
    );
    const { register, tabell } = chosen.uttak;
    return coarser.length === nivaaer.length
      ? [{ register, tabell, column: nameOf(chosen.valg), coarser }]
      : [];
  });
}

/** Name of a coarser form while it is staged; nr is 1 for the finest of them. */
export const levelName = (column: string, nr: number): string => `_${column}_${nr}`;

interface Chosen {
  readonly uttak: Registeruttak;
  readonly valg: Variabelvalg;
}

const nameOf = (valg: Variabelvalg): string => valg.som ?? valg.navn;

/** The variable as the decision lists it; null where its table could not be planned, which was noted. */
function findChosen(vedtak: Vedtak, tables: readonly PlanTable[], name: string): Chosen | null {
  for (const uttak of vedtak.registre)
    for (const valg of uttak.variabler)
      if (
        `${uttak.register}.${uttak.tabell}.${nameOf(valg)}` === name &&
        tables.some((t) => t.register === uttak.register && t.tabell === uttak.tabell)
      )
        return { uttak, valg };
  return null;
}

/** What a value becomes by other rows, or by the person, is no level of it. */
const NO_LEVEL: readonly Minimering['type'][] = ['referansedato', 'loepenummer', 'sjelden'];

interface Step {
  readonly level: Minimering;
  /** From 1, the minimisation of the variable itself being 0. */
  readonly nr: number;
  readonly at: string;
}

function planLevel(
  c: PlanContext,
  vedtak: Vedtak,
  { uttak, valg }: Chosen,
  { level, nr, at }: Step,
): PlanColumn | null {
  if (NO_LEVEL.includes(level.type))
    return note(c, 'plan.parameter', `${at}.type`, {
      expected: 'a minimisation that each value has by itself',
      got: level.type,
    });
  const own: PlanContext = { ...c, problems: [] };
  const table = resolveTable(own, uttak, at);
  // What is wrong with the table was noted when it was planned.
  if (table === null) return null;
  const problems = own.problems.length;
  const column = planColumn(
    own,
    table,
    uttak,
    { ...valg, som: levelName(nameOf(valg), nr), minimering: level },
    vedtak,
    at,
  );
  for (const found of own.problems.slice(problems))
    c.problems.push({ ...found, at: found.at.replace(`${at}.minimering`, at) });
  return column;
}
