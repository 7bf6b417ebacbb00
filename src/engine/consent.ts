import { z } from 'zod';
import type { Plan } from '../artifacts/plan.ts';
import { refuse } from '../errors/pipeline-error.ts';
import {
  CONSENT_VIEW,
  emitConsents,
  emitDropConsents,
  emitGrownUp,
  emitLeaveOutWithoutConsent,
  emitUnreadableConsents,
  emitWithoutConsent,
  emitWithoutConsentCount,
} from '../sql/consent.ts';
import { csvView, type CsvSource } from '../sql/dialect.ts';
import type { Engine } from './engine.ts';
import { namingFiles } from './naming-files.ts';
import { readRowCount } from './row-count.ts';

/** A list of consents, and what it is read against. */
export interface ConsentLists {
  readonly consents: CsvSource | null;
  /** Ids of all registers of the catalogue. */
  readonly registers: readonly string[];
  /** The day of the run, ISO. */
  readonly day: string;
}

/**
 * Marks who lacks a consent that the plan asks for, or has withdrawn it, as one who objects; gives how many persons of
 * the sources only that leaves out. To be run when objections have been read. Throws `run.consent-unreadable`.
 */
export async function runConsents(engine: Engine, plan: Plan, lists: ConsentLists): Promise<number> {
  const { consent } = plan.population;
  if (consent === undefined) return 0;
  const { consents } = lists;
  if (consents === null) throw new Error('a plan that rests on consent was run without a list of them');
  await namingFiles('samtykker.csv', [consents.file], () => readConsents(engine, consents, lists));
  await engine.run(emitWithoutConsent(plan, consent));
  const persons = await readRowCount(engine, emitWithoutConsentCount(plan));
  for (const statement of emitLeaveOutWithoutConsent()) await engine.run(statement);
  return persons;
}

async function readConsents(
  engine: Engine,
  consents: CsvSource,
  { registers, day }: ConsentLists,
): Promise<void> {
  await engine.run({ id: 'population.consents.source', sql: csvView(CONSENT_VIEW, consents), params: [] });
  const list = { view: CONSENT_VIEW, columns: consents.columns };
  const unreadable = emitUnreadableConsents(list, registers, day);
  const [row] = await engine.read(unreadable, z.object({ unreadable: z.coerce.number() }));
  const rows = row?.unreadable ?? 0;
  if (rows > 0) throw refuse('run', 'run.consent-unreadable', 'samtykker.csv', { rows });
  await engine.run(emitConsents(list));
}

/**
 * How many persons of the utvalg only guardians have consented for who are 16 by now, on the day `day` (ISO). To be
 * run when the population is drawn; the list is forgotten.
 */
export async function countGrownUp(engine: Engine, plan: Plan, day: string): Promise<number> {
  const { consent } = plan.population;
  if (consent === undefined) return 0;
  // What is no national identifier tells nobody's age.
  const tells = plan.known === undefined;
  const persons = tells ? await readRowCount(engine, emitGrownUp(consent, day)) : 0;
  await engine.run(emitDropConsents());
  return persons;
}
