import { nearest } from '../../document/nearest.ts';
import { shownText } from '../../document/shown-value.ts';
import { problem } from '../../errors/pipeline-error.ts';
import type { Problem } from '../../errors/problem.ts';
import type { Catalogue, Register, Tabell, Variabel } from '../../catalogue/register.ts';
import { folded } from './folded.ts';

/** A row of the list, with its number as a spreadsheet shows it. */
export interface Asked {
  readonly row: number;
  readonly register: string;
  readonly tabell: string;
  readonly variabel: string;
}

export interface Match {
  readonly register: Register;
  readonly tabell: Tabell;
  readonly variabel: Variabel;
}

/**
 * The variable of the catalogue that a row names: register by id or name, table by id, name or `register.tabell`,
 * variable by name or description, each whole and without regard to how æ, ø, å, case and spaces are written. A row
 * without a table is matched where one table only has the variable. Gives `vedtak.list-unmatched` with the nearest
 * names where there is none.
 */
export function matchVariable(catalogue: Catalogue, asked: Asked): Match | Problem {
  const registers = [...catalogue.values()].filter((r) => !r.mal);
  const register = registers.find((r) => isNamed(asked.register, [r.id, r.navn]));
  if (register === undefined)
    return unmatched(
      asked,
      'register',
      registers.flatMap((r) => [r.id, r.navn]),
    );
  const tables = register.tabeller.filter(
    (t) => asked.tabell === '' || isNamed(asked.tabell, [t.id, t.navn, `${register.id}.${t.id}`]),
  );
  if (tables.length === 0)
    return unmatched(
      asked,
      'tabell',
      register.tabeller.map((t) => t.id),
    );
  const found = tables.flatMap((tabell) =>
    tabell.variabler
      .filter((v) => isNamed(asked.variabel, [v.navn, v.beskrivelse]))
      .map((variabel): Match => ({ register, tabell, variabel })),
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const candidates =
    found.length > 1
      ? found.map(({ tabell, variabel }) => `${tabell.id}.${variabel.navn}`)
      : nearestOf(
          asked.variabel,
          tables.flatMap((t) => t.variabler.map((v) => v.navn)),
        );
  return unmatchedBut(asked, 'variabel', candidates);
}

const isNamed = (asked: string, names: readonly string[]): boolean =>
  names.some((name) => folded(name) === folded(asked));

const unmatched = (
  asked: Asked,
  what: 'register' | 'tabell' | 'variabel',
  known: readonly string[],
): Problem => unmatchedBut(asked, what, nearestOf(asked[what], known));

const unmatchedBut = (
  asked: Asked,
  what: 'register' | 'tabell' | 'variabel',
  candidates: readonly string[],
): Problem =>
  problem('vedtak.list-unmatched', `row ${asked.row}`, {
    what: WORDS[what],
    got: shownText(asked[what]),
    nearest: candidates,
  });

const WORDS = {
  register: 'register',
  tabell: 'table of the register',
  variabel: 'variable of the table',
} as const;

const MOST = 3;

/** The nearest names, closest first. */
function nearestOf(asked: string, known: readonly string[]): readonly string[] {
  const found: string[] = [];
  while (found.length < MOST) {
    const next = nearest(
      folded(asked),
      known.filter((name) => !found.includes(name)),
    );
    if (next === undefined) return found;
    found.push(next);
  }
  return found;
}
