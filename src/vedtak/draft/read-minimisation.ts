import type { Tabell, Variabel } from '../../catalogue/register.ts';
import type { Json } from '../../base/canonical-json.ts';
import { folded } from './folded.ts';

type Draft = Readonly<Record<string, Json>>;

/** One way in which lists say a minimisation; what the list leaves open is not made up. */
interface Reading {
  readonly says: RegExp;
  readonly means: (found: RegExpExecArray, table: Tabell) => Draft;
}

const eventDate = ({ hendelsesdato }: Tabell, key: string): Draft =>
  hendelsesdato === null ? {} : { [key]: hendelsesdato };
const count = (found: RegExpExecArray): number => Number(found[1]);

const ageGroups = (found: RegExpExecArray, table: Tabell): Draft => ({
  type: 'aldersgruppe',
  ...eventDate(table, 'ved'),
  bredde: Number.parseInt(found[0], 10),
});

const READINGS: readonly Reading[] = [
  { says: /^referansedato$/, means: () => ({ type: 'referansedato' }) },
  { says: /^(?:dato_(?:til_)?)?(maaned|kvartal|aar)$/, means: ([, nivaa = '']) => ({ type: 'dato', nivaa }) },
  {
    says: /^(?:aldersgrupp\w*|alder_i_grupper)(?:_(?:paa_)?(\d{1,3})(?:_aar)?)?$/,
    means: (found, table) => ({
      type: 'aldersgruppe',
      ...eventDate(table, 'ved'),
      ...(found[1] === undefined ? {} : { bredde: count(found) }),
    }),
  },
  { says: /^\d{1,3}_aars(?:_alders)?grupper$/, means: ageGroups },
  { says: /^foedselsaar$/, means: () => ({ type: 'foedselsaar' }) },
  { says: /^fylke$/, means: (_, table) => ({ type: 'fylke', ...eventDate(table, 'datokolonne') }) },
  {
    says: /^(helseregion|landsdel|sentralitet|helseforetak)$/,
    means: ([, inndeling = ''], table) => ({ type: 'region', inndeling, ...eventDate(table, 'datokolonne') }),
  },
  { says: /^(kapittel|blokk|kategori|kode)$/, means: ([, nivaa = '']) => ({ type: 'kode', nivaa }) },
  {
    says: /^(?:atc_)?nivaa_(\d)$|^(\d{1,2})_tegn$/,
    means: ([, level, signs]) => ({ type: 'kode', nivaa: Number(level ?? signs) }),
  },
  {
    says: /^avrundes?(?:_til)?(?:_naermeste)?_(\d+)$/,
    means: (found) => ({ type: 'avrund', til: count(found) }),
  },
  {
    says: /^topp?kodes?(?:_(?:ved|paa))?_(\d+)$/,
    means: (found) => ({ type: 'toppkode', topp: count(found) }),
  },
  {
    says: /^bunnkodes?(?:_(?:ved|paa))?_(\d+)$/,
    means: (found) => ({ type: 'bunnkode', bunn: count(found) }),
  },
  {
    says: /^loepenummer(?:_i_serien_([a-z][a-z0-9_]{0,31}))?$/,
    means: ([, serie]) => ({ type: 'loepenummer', ...(serie === undefined ? {} : { serie }) }),
  },
];

/**
 * What the list says of a variable's minimisation, as a part of the decision, parameters that it leaves open left out and
 * the event date of the catalogue put in; `none` where it says that the value comes as it is, undefined where it is not
 * understood or is none that the catalogue has for the variable.
 */
export function readMinimisation(
  says: string,
  tabell: Tabell,
  variabel: Variabel,
): Draft | 'none' | undefined {
  const text = folded(says);
  if (['', '-', 'ingen', 'nei', 'som_den_er', '_'].includes(text)) return 'none';
  for (const { says: pattern, means } of READINGS) {
    const found = pattern.exec(text);
    const meant = found === null ? undefined : means(found, tabell);
    if (meant !== undefined && variabel.nivaaer.some((level) => level === meant['type'])) return meant;
  }
  return undefined;
}
