import fc from 'fast-check';
import { HIERARCHY } from './hierarchy.ts';
import { drawnTables, type Kind } from './drawn-tables.ts';

type Json = Readonly<Record<string, unknown>>;

/** How many coarser forms each quasi-identifier may take, and whether the last is an empty column. */
export const levelChoice = fc.array(fc.record({ most: fc.constantFrom(1, 2, 2, 3), empty: fc.boolean() }), {
  minLength: 4,
  maxLength: 4,
});
type Picks = readonly { readonly most: number; readonly empty: boolean }[];

/** Forms coarser than a listing, each nested in the one before. */
function coarserThan(kind: Kind | undefined, minimering: Json | undefined): readonly Json[] {
  const type = minimering?.['type'];
  const group = (nivaa: number): Json => ({ type: 'hierarki', fil: HIERARCHY.file, nivaa });
  if ((kind === 'kjoenn' || kind === 'kode') && type === undefined) return [group(1), group(2)];
  if (type === 'hierarki') return [group(2)];
  if (kind === 'icd10' && type === 'kode')
    return minimering?.['nivaa'] === 'kategori'
      ? ['blokk', 'kapittel'].map((nivaa) => ({ type, nivaa }))
      : [];
  if (kind === 'atc' && type === 'kode')
    return [3, 1].filter((n) => n < Number(minimering?.['nivaa'])).map((nivaa) => ({ type, nivaa }));
  return type === 'aldersgruppe' && minimering?.['bredde'] === 20 ? [{ ...minimering, bredde: 40 }] : [];
}

/** What `generaliser` allows of each quasi-identifier. */
export function levelsOf(registre: readonly Json[], kvasi: readonly string[], picks: Picks): readonly Json[] {
  return kvasi.map((variabel, i) => {
    const [register, tabell, name] = variabel.split('.');
    const table = registre.find((r) => r['register'] === register && r['tabell'] === tabell);
    const listed = (table?.['variabler'] as readonly Json[] | undefined)?.find(
      (v) => (v['som'] ?? v['navn']) === name,
    );
    const kind = drawnTables
      .find((t) => t.register === register && t.tabell === tabell)
      ?.variables.find((v) => v.navn === listed?.['navn'])?.kind;
    const pick = picks[i % picks.length];
    const forms = coarserThan(kind, listed?.['minimering'] as Json | undefined).slice(0, pick?.most);
    const empty = pick?.empty === true || forms.length === 0;
    return { variabel, nivaaer: [...forms, ...(empty ? [{ type: 'tom' }] : [])] };
  });
}

/** Rare values are counted before rows are left out for the level that is chosen. */
export const withoutRare = (variable: Json): Json =>
  (variable['minimering'] as Json | undefined)?.['type'] === 'sjelden'
    ? { ...variable, minimering: { type: 'maske' } }
    : variable;
