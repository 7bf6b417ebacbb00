import { z } from 'zod';
import { problemSchema } from './problem.ts';

/** What a rule comes to: it stops the delivery, needs an answer, is told, is met, or is not relevant in this mode. */
const outcome = z.enum(['refuse', 'warn', 'note', 'passed', 'none']);

const ruleSchema = z.strictObject({
  /** Code in the list of rules, such as `T6`; several entries may share one. */
  code: z.string(),
  /** Code of the problem, of this entry alone. */
  problem: z.string(),
  title: z.string(),
  /** The same in Norwegian. */
  tittel: z.string(),
  basis: z.string(),
  source: z.string(),
  outcome,
  /** Where the rule bites; empty when it is met or not relevant. */
  findings: z.array(
    /** `funn`: what was found, in words that need no translation into Norwegian. */
    problemSchema.extend({ funn: z.string().optional() }),
  ),
});

/** A decision held against every rule of law, version 1. */
export const assessmentSchema = z.strictObject({
  versjon: z.literal(1),
  saksnummer: z.string(),
  /** Who decided: `H` Helsedataservice, `F` the registerforvalter, `H+` Helsedataservice with minimisation delegated. */
  mode: z.enum(['H', 'F', 'H+']),
  /** ISO date of the assessment. */
  date: z.iso.date(),
  rules: z.array(ruleSchema).readonly(),
});

export type Assessment = Readonly<z.infer<typeof assessmentSchema>>;
export type AssessedRule = Assessment['rules'][number];
