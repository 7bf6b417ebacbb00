import type { Catalogue, Register } from '../catalogue/register.ts';
import type { RegisterFacts, Registers } from '../vedtak/law/register-facts.ts';

/** Every purpose of helseregisterloven § 19 a: what a register may serve where its entry does not limit it. */
const EVERY_PURPOSE = [
  'forskning',
  'statistikk',
  'helseanalyse',
  'kvalitetsforbedring',
  'planlegging',
  'styring',
  'beredskap',
];

/** What the rules of law read of the catalogue; what an entry does not say follows from its legal class. */
export const registerFacts = (catalogue: Catalogue): Registers =>
  new Map([...catalogue].map(([id, register]) => [id, factsOf(register)]));

const factsOf = (register: Register): RegisterFacts => ({
  paragraf11: register.rettsligKlasse === 'lovbestemt',
  formaal: EVERY_PURPOSE,
  sluttdato: null,
  ...register,
});
