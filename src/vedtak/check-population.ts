import { hitIf, rule } from './rule.ts';
import type { Utvalg, Vedtak } from './schema.ts';

/** The population, and how its registers are linked. */
export const populationRules = [
  rule('vedtak.utvalg-source', ['utvalg'], ({ utvalg }) =>
    hitIf(!hasOneForm(utvalg), ['utvalg'], { got: sourceKeys(utvalg) }),
  ),
  rule('vedtak.utvalg-key-file', ['utvalg', 'kobling'], ({ utvalg, kobling }) => {
    const asked = utvalg.noekkelfil === true;
    const { metode } = kobling.loepenummer;
    const other = asked && metode !== 'noekkelfil' ? [{ key: 'noekkelfil', got: `metode ${metode}` }] : [];
    const onRows = asked ? conditionKeys(utvalg).map((key) => ({ key, got: `${key} beside it` })) : [];
    return [...other, ...onRows].map(({ key, got }) => ({ path: ['utvalg', key], parameters: { got } }));
  }),
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

function hasOneForm({ kilde, kilder, kombiner, noekkelfil }: Utvalg): boolean {
  const several = kilder !== undefined && kombiner !== undefined;
  const none = kilder === undefined && kombiner === undefined;
  if (kilde === undefined) return noekkelfil === true ? none : several;
  return none && noekkelfil === undefined;
}

const conditionKeys = ({ hvor, ekskluder, alder, kontroller }: Utvalg): readonly string[] => [
  ...(hvor.length > 0 ? ['hvor'] : []),
  ...(ekskluder.length > 0 ? ['ekskluder'] : []),
  ...(alder === undefined ? [] : ['alder']),
  ...(kontroller === undefined ? [] : ['kontroller']),
];

function sourceKeys(utvalg: Utvalg): string {
  const keys = (['kilde', 'kilder', 'kombiner', 'noekkelfil'] as const).filter(
    (key) => utvalg[key] !== undefined,
  );
  return keys.length === 0 ? 'none of them' : keys.join(' and ');
}

function registersOf({
  utvalg,
  registre,
  kobling,
}: Pick<Vedtak, 'utvalg' | 'registre' | 'kobling'>): readonly string[] {
  const named = [utvalg.kilde, ...(utvalg.kilder ?? []), utvalg.kontroller?.kilde];
  const sources = named.filter((kilde) => kilde !== undefined);
  const own = [...sources, ...registre].map(({ register }) => register);
  return [...new Set([...own, ...kobling.parter.flatMap((part) => part.registre)])];
}
