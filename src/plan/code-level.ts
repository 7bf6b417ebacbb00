import type { PlanTransform } from '../artifacts/plan.ts';
import type { Kodeverk } from '../catalogue/register.ts';
import { note } from './context.ts';
import type { Minimised } from './minimisation.ts';

const prefix = (length: number): PlanTransform => ({ type: 'prefix', length });

/**
 * Levels of each code system as transforms: a prefix where the levels stand in the code itself, else a group of the list.
 * ICD-10: WHO; ATC: WHO Collaborating Centre for Drug Statistics Methodology; ICPC-2: WONCA, the letter is the chapter;
 * NCSP and NCMP: NOMESCO and Direktoratet for e-helse, the letters are chapter, group and subgroup.
 */
const LEVELS: Partial<Record<Kodeverk, Readonly<Record<string, PlanTransform>>>> = {
  icd10: {
    kapittel: { type: 'group', list: 'icd10.kapittel' },
    blokk: { type: 'group', list: 'icd10.blokk' },
    kategori: prefix(3),
  },
  atc: { 1: prefix(1), 2: prefix(3), 3: prefix(4), 4: prefix(5), 5: prefix(7) },
  icpc2: { kapittel: prefix(1), kode: prefix(3) },
  ncsp: { kapittel: prefix(1), blokk: prefix(2), kategori: prefix(3) },
  ncmp: { kapittel: prefix(1) },
};

/** Code systems whose levels are numbers, which are then no numbers of characters. */
const NUMBERED: readonly (Kodeverk | undefined)[] = ['atc'];

/** A level of a code system as a transform: a prefix, or a group looked up in the code list. */
export function planCode(m: Minimised, level: string | number): PlanTransform | null {
  const { kodeverk, type, navn } = m.variable;
  const known = kodeverk === undefined ? {} : (LEVELS[kodeverk] ?? {});
  const characters = typeof level === 'number' && !NUMBERED.includes(kodeverk) ? prefix(level) : null;
  const transform = known[level] ?? characters;
  if (type === 'tekst' && transform !== null) return transform;
  return note(m.c, 'plan.parameter', `${m.at}.minimering.nivaa`, {
    expected: `${Object.keys(known).join(', ') || 'no level of a code system'}${NUMBERED.includes(kodeverk) ? '' : ', or a number of characters of a text'}`,
    got: `${level} on ${navn} (${kodeverk ?? type})`,
  });
}
