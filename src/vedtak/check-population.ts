import { hitIf, rule } from './rule.ts';
import type { Utvalg, Vedtak } from './schema.ts';

/** The population, and how its registers are linked. */
export const populationRules = [
  rule('vedtak.utvalg-source', ['utvalg'], ({ utvalg }) =>
    hitIf(!hasOneForm(utvalg), ['utvalg'], { got: sourceKeys(utvalg) }),
  ),
  rule('vedtak.kobling-ingen', ['kobling', 'utvalg', 'registre'], (vedtak) => {
    const registers = registersOf(vedtak);
    return hitIf(vedtak.kobling.modell === 'ingen' && registers.length > 1, ['kobling', 'modell'], {
      registers,
    });
  }),
  rule('vedtak.kobling-variant', ['kobling'], ({ kobling: { modell, variant } }) =>
    hitIf(variant !== undefined && modell !== 'sentralisert', ['kobling', 'variant'], { modell }),
  ),
];

function hasOneForm({ kilde, kilder, kombiner }: Utvalg): boolean {
  return kilde === undefined ? kilder !== undefined && kombiner !== undefined : !kilder && !kombiner;
}

function sourceKeys(utvalg: Utvalg): string {
  const keys = (['kilde', 'kilder', 'kombiner'] as const).filter((key) => utvalg[key] !== undefined);
  return keys.length === 0 ? 'none of them' : keys.join(' and ');
}

function registersOf({ utvalg, registre }: Pick<Vedtak, 'utvalg' | 'registre'>): readonly string[] {
  const named = [utvalg.kilde, ...(utvalg.kilder ?? []), utvalg.kontroller?.kilde];
  const sources = named.filter((kilde) => kilde !== undefined);
  return [...new Set([...sources, ...registre].map(({ register }) => register))];
}
