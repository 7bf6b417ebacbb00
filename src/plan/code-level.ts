import type { PlanTransform } from '../artifacts/plan.ts';
import { note } from './context.ts';
import type { Minimised } from './minimisation.ts';

/** Characters of an ATC code at each of its levels (WHO Collaborating Centre for Drug Statistics Methodology). */
const ATC_LENGTHS = [1, 3, 4, 5, 7] as const;

/** A level of a code system as a transform: a prefix, or a group looked up in the code list. */
export function planCode(m: Minimised, level: string | number): PlanTransform | null {
  const transform = transformOf(m.variable.kodeverk, level);
  if (m.variable.type !== 'tekst' || transform === null)
    return note(m.c, 'plan.parameter', `${m.at}.minimering.nivaa`, {
      expected: 'kapittel, blokk or kategori (ICD-10), 1-5 (ATC), or a number of characters of a text',
      got: `${level} on ${m.variable.navn} (${m.variable.kodeverk ?? m.variable.type})`,
    });
  return transform;
}

function transformOf(system: string | undefined, level: string | number): PlanTransform | null {
  if (system === 'icd10') return icd10(level);
  if (system === 'atc') return atc(level);
  return typeof level === 'number' ? { type: 'prefix', length: level } : null;
}

function icd10(level: string | number): PlanTransform | null {
  if (level === 'kapittel' || level === 'blokk') return { type: 'group', list: `icd10.${level}` };
  if (level === 'kategori') return { type: 'prefix', length: 3 };
  return typeof level === 'number' ? { type: 'prefix', length: level } : null;
}

function atc(level: string | number): PlanTransform | null {
  const length = typeof level === 'number' ? ATC_LENGTHS[level - 1] : undefined;
  return length === undefined ? null : { type: 'prefix', length };
}
