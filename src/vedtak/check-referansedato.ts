import { minimeringer, variabler } from './located.ts';
import { hitIf, rule } from './rule.ts';

/** The reference date and the variables that are delivered relative to it. */
export const referansedatoRules = [
  rule('vedtak.referansedato-missing', ['referansedato', 'registre', 'anonymitet'], (vedtak) => {
    if (vedtak.referansedato !== undefined) return [];
    const ordered = variabler(vedtak).find(({ value }) => value.minimering?.type === 'referansedato');
    const variable =
      ordered === undefined ? 'generaliser' : `${ordered.uttak.register}.${ordered.value.navn}`;
    const used = minimeringer(vedtak).some(({ value }) => value.type === 'referansedato');
    return hitIf(used, ['referansedato'], { variable });
  }),
  rule('vedtak.forankring', ['referansedato'], ({ referansedato }) => {
    if (referansedato === undefined || referansedato.metode === 'tilfeldig') return [];
    const { levering, forankring } = referansedato;
    const has = forankring !== undefined;
    return hitIf((levering === 'dato') !== has, ['referansedato', has ? 'forankring' : 'levering'], {
      levering,
      has,
    });
  }),
  rule('vedtak.index-event', ['referansedato'], ({ referansedato }) => {
    if (referansedato?.metode !== 'indeksdato') return [];
    const { hendelse, hvor } = referansedato.indeks;
    const both = hendelse !== undefined && hvor !== undefined;
    return hitIf(both || (hendelse === undefined && hvor === undefined), ['referansedato', 'indeks'], {
      both,
    });
  }),
];
