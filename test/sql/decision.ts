import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { vedtakSchema, type Vedtak } from '../../src/vedtak/schema.ts';

type Written = z.input<typeof vedtakSchema>;

const smallest = new URL('../../fixtures/vedtak/valid/ett-register.json', import.meta.url);
const written = JSON.parse(readFileSync(smallest, 'utf8')) as Written;

/** What a test says of a decision; the rest is that of the smallest valid decision. */
export type Said = Partial<
  Pick<Written, 'utvalg' | 'rettsgrunnlag' | 'referansedato' | 'kobling' | 'utlevering' | 'anonymitet'>
> & {
  readonly registre?: readonly Partial<Written['registre'][number]>[];
};

/** A variable of a decision as it is written in the file. */
export type WrittenVariable = Written['registre'][number]['variabler'][number];

/** A condition as it is written in the file. */
export type WrittenCondition = NonNullable<Written['utvalg']['hvor']>[number];

const PROEVE = { register: 'proeve', tabell: 'maaling' };
const TAUSHETSPLIKT = [{ gruppe: 'alle', type: 'unntak-19b' as const }];

/** A decision on the registers of the tests, with every default filled in. */
export function decide({ registre = [{}], ...said }: Said): Vedtak {
  return vedtakSchema.parse({
    ...written,
    utvalg: { kilde: PROEVE },
    anonymitet: { k: 2 },
    ...said,
    registre: registre.map((uttak) => ({
      ...PROEVE,
      taushetsplikt: TAUSHETSPLIKT,
      variabler: [{ navn: 'antall' }],
      ...uttak,
    })),
  });
}
