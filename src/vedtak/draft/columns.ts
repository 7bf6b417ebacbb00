import { folded } from './folded.ts';
import type { Cells } from './read-list.ts';

/** What a column of a variable list can hold. */
export const ROLES = ['register', 'tabell', 'variabel', 'som', 'minimering', 'begrunnelse'] as const;
export type Role = (typeof ROLES)[number];
const DEMANDED: readonly Role[] = ['register', 'variabel'];

const HEADINGS: Readonly<Record<Role, readonly string[]>> = {
  register: ['register', 'registernavn', 'registre', 'datakilde', 'kilde'],
  tabell: ['tabell', 'tabellnavn', 'datasett', 'skjema', 'modul'],
  variabel: ['variabel', 'variabelnavn', 'variabler', 'teknisk_navn', 'kolonne', 'felt'],
  som: ['som', 'levert_navn', 'leveres_som', 'navn_i_leveransen'],
  minimering: [
    'minimering',
    'dataminimering',
    'detaljering',
    'detaljeringsgrad',
    'detaljnivaa',
    'gruppering',
  ],
  begrunnelse: ['begrunnelse', 'hvorfor', 'begrunnelse_for_variabelen'],
};

/** Where the headings stand, and which column has which role. */
export interface ListColumns {
  /** Index of the row of headings. */
  readonly heading: number;
  readonly of: Readonly<Partial<Record<Role, number>>>;
  /** Headings as they stand in the list. */
  readonly names: readonly string[];
  /** Demanded roles without a column. */
  readonly missing: readonly Role[];
}

/** Rows above the headings that are looked through: titles, case numbers. */
const TOP = 30;

/** Finds the columns by their headings: those that `given` names for a role, otherwise those that are known to mean it. */
export function findColumns(rows: Cells, given: Readonly<Partial<Record<Role, string>>>): ListColumns {
  const found = rows.slice(0, TOP).map((row, heading) => columnsOf(row, heading, given));
  const whole = found.find(({ missing }) => missing.length === 0);
  const most = [...found].sort((a, b) => a.missing.length - b.missing.length)[0];
  return whole ?? most ?? { heading: 0, of: {}, names: [], missing: DEMANDED };
}

function columnsOf(
  row: readonly string[],
  heading: number,
  given: Readonly<Partial<Record<Role, string>>>,
): ListColumns {
  const names = row.map(folded);
  const of: Partial<Record<Role, number>> = {};
  for (const role of ROLES) {
    const asked = given[role];
    const wanted = asked === undefined ? HEADINGS[role] : [folded(asked)];
    const [place] = wanted.map((name) => names.indexOf(name)).filter((at) => at >= 0);
    if (place !== undefined) of[role] = place;
  }
  const demanded = ROLES.filter((role) => DEMANDED.includes(role) || given[role] !== undefined);
  const missing = demanded.filter((role) => of[role] === undefined);
  return { heading, of, names: row.filter((name) => name !== ''), missing };
}

/** The columns as `--kolonner` takes them: `register=Kilde,variabel=Variabelnavn`. */
export function renderColumns(rows: Cells, { heading, of }: ListColumns): string {
  return ROLES.flatMap((role) => {
    const place = of[role];
    return place === undefined ? [] : [`${role}=${rows[heading]?.[place] ?? ''}`];
  }).join(',');
}
