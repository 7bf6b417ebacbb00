import { z } from 'zod';
import type { Plan, PlanSelection } from '../artifacts/plan.ts';
import { PipelineError, problem, refuse } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { selectionColumns } from '../sql/columns-needed.ts';
import { csvView, parquetView, type CsvSource } from '../sql/dialect.ts';
import {
  emitCandidates,
  emitCandidateTable,
  emitDrawnCount,
  emitIdentity,
  emitIdentityConflicts,
  emitMalformedCandidates,
  emitNoObjections,
  emitObjections,
  emitPersons,
  emitPopulation,
  emitPopulationCount,
  emitUnreadableObjections,
  listCandidacies,
  type Candidacy,
} from '../sql/population.ts';
import { countGrownUp, runConsents, type ConsentLists } from './consent.ts';
import { readPool } from './controls.ts';
import type { Engine } from './engine.ts';
import { breaksPolicy, shareText } from '../base/share.ts';
import { namingFiles } from './naming-files.ts';
import { leaveOutWithoutNumber, readKeyFile, type KeyFileSource } from './key-file.ts';
import { readRowCount } from './row-count.ts';
import type { Sources } from './sources.ts';

/** Lists beside the extracts; null where there is none. */
export interface PopulationLists extends ConsentLists {
  readonly identities: CsvSource | { readonly parquet: string } | null;
  readonly objections: CsvSource | null;
  /** Numbers that another party has assigned; null where the program draws them. */
  readonly keyFile: KeyFileSource | null;
}

export interface DrawnPopulation {
  readonly persons: number;
  /** Persons before anyone was excluded or had objected. */
  readonly drawn: number;
  /** Persons of those drawn whom only the want of a consent leaves out. */
  readonly withoutConsent: number;
  /** Persons who are left out because nobody has assigned them a number. */
  readonly withoutNumber: number;
  /** Persons for whom only guardians have consented, and who are 16 by now. */
  readonly grownUp: number;
  /** Whether there is a table `reservert` of those who object or lack a consent. */
  readonly isReserved: boolean;
  /** Selections all of whose rows have a valid identifier. */
  readonly sound: readonly PlanSelection[];
}

const IDENTITY_VIEW = 'identiteter';
const OBJECTION_VIEW = 'reservasjoner';

/**
 * Draws the population: candidates of every source, identifiers checked, several identifiers made one person, objections,
 * missing consents and exclusions taken out, and those whom the file of numbers lacks. Gives the number of persons, and
 * where every identifier was valid. Throws what `readKeyFile` and `leaveOutWithoutNumber` throw, `run.identifier-malformed`, `run.identity-conflict`, `run.objection-unreadable`, `run.consent-unreadable`,
 * `run.population-empty`.
 */
export async function runPopulation(
  engine: Engine,
  sources: Sources,
  plan: Plan,
  lists: PopulationLists,
): Promise<DrawnPopulation> {
  const candidacies = listCandidacies(plan);
  for (const [index, candidacy] of candidacies.entries())
    await runCandidacy(engine, sources, candidacy, index);
  const sound = await checkMalformed(engine, plan, candidacies);
  await runIdentities(engine, lists);
  for (const statement of emitPersons(plan)) await engine.run(statement);
  await runHandedOver(engine, plan, lists);
  await runObjections(engine, plan, lists);
  const withoutConsent = await runConsents(engine, plan, lists);
  const isReserved = hasReserved(plan, lists);
  await engine.run(emitPopulation(plan, isReserved));
  const { handedOver } = plan.number;
  const withoutNumber = handedOver === undefined ? 0 : await leaveOutWithoutNumber(engine, handedOver);
  const grownUp = await countGrownUp(engine, plan, lists.day);
  const persons = await readRowCount(engine, emitPopulationCount());
  if (persons === 0) throw refuse('run', 'run.population-empty', 'utvalg', {});
  await readPool(engine, sources, plan, isReserved);
  const isLess = isReserved || plan.population.exclude.length > 0 || withoutNumber > 0;
  const drawn = isLess ? await readRowCount(engine, emitDrawnCount(plan)) : persons;
  return { persons, drawn, withoutConsent, withoutNumber, grownUp, isReserved, sound };
}

async function runHandedOver(engine: Engine, { number }: Plan, { keyFile }: PopulationLists): Promise<void> {
  if (number.handedOver === undefined) return;
  if (keyFile === null) throw new Error('the file of numbers was not looked for');
  await readKeyFile(engine, { file: number.handedOver.file, width: number.width }, keyFile);
}

const hasReserved = (plan: Plan, lists: PopulationLists): boolean =>
  lists.objections !== null || plan.population.consent !== undefined;

/** The population with its controls, who are drawn last and left out of nothing. */
export const withControls = (
  population: DrawnPopulation,
  { persons }: { readonly persons: number },
): DrawnPopulation => ({
  ...population,
  drawn: population.drawn + persons,
  persons: population.persons + persons,
});

async function runCandidacy(
  engine: Engine,
  sources: Sources,
  candidacy: Candidacy,
  index: number,
): Promise<void> {
  const columns = selectionColumns(candidacy.selection, candidacy.date?.column ?? null);
  await engine.run(emitCandidateTable(index));
  await sources.each(candidacy.selection, columns, () => engine.run(emitCandidates(candidacy, index)));
}

const malformedRow = z.object({ malformed: z.number(), total: z.number() });

/** A row in the utvalg without a usable identifier is a person who may be missed: the policy of its table decides. */
async function checkMalformed(
  engine: Engine,
  plan: Plan,
  candidacies: readonly Candidacy[],
): Promise<readonly PlanSelection[]> {
  const problems: Problem[] = [];
  const sound: PlanSelection[] = [];
  for (const [index, { selection }] of candidacies.entries()) {
    const [row] = await engine.read(emitMalformedCandidates(index), malformedRow);
    const { malformed, total } = row ?? { malformed: 0, total: 0 };
    if (malformed === 0) sound.push(selection);
    const policy = plan.tables.find((t) => t.register === selection.register && t.tabell === selection.tabell)
      ?.invalidIdentifier ?? { action: 'stopp', maxShare: null };
    if (breaksPolicy(policy, malformed, total))
      problems.push(
        problem(
          'run.identifier-malformed',
          `${selection.register}.${selection.tabell}.${selection.identifier}`,
          {
            rows: malformed,
            share: shareText(malformed, total),
          },
        ),
      );
  }
  const first = problems.filter((p, i) => problems.findIndex((other) => other.at === p.at) === i);
  if (first.length > 0) throw new PipelineError('run', first);
  return sound;
}

function runIdentities(engine: Engine, { identities }: PopulationLists): Promise<void> {
  if (identities === null) return readIdentities(engine, null);
  const file = 'parquet' in identities ? identities.parquet : identities.file;
  return namingFiles('identiteter', [file], () => readIdentities(engine, identities));
}

async function readIdentities(engine: Engine, identities: PopulationLists['identities']): Promise<void> {
  if (identities !== null) {
    const view =
      'parquet' in identities
        ? parquetView(IDENTITY_VIEW, [identities.parquet])
        : csvView(IDENTITY_VIEW, identities);
    await engine.run({ id: 'population.identity.source', sql: view, params: [] });
  }
  for (const statement of emitIdentity(identities === null ? null : IDENTITY_VIEW))
    await engine.run(statement);
  const [row] = await engine.read(emitIdentityConflicts(), z.object({ conflicts: z.coerce.number() }));
  const count = row?.conflicts ?? 0;
  if (count > 0) throw refuse('run', 'run.identity-conflict', 'identiteter', { count });
}

async function runObjections(engine: Engine, plan: Plan, lists: PopulationLists): Promise<void> {
  const { objections, registers } = lists;
  if (objections === null) {
    if (hasReserved(plan, lists)) await engine.run(emitNoObjections());
    return;
  }
  await namingFiles('reservasjoner.csv', [objections.file], () =>
    readObjections(engine, plan, objections, registers),
  );
}

async function readObjections(
  engine: Engine,
  plan: Plan,
  objections: CsvSource,
  registers: readonly string[],
): Promise<void> {
  const hasRegister = objections.columns.includes('register');
  await engine.run({
    id: 'population.objections.source',
    sql: csvView(OBJECTION_VIEW, objections),
    params: [],
  });
  const unreadable = emitUnreadableObjections(OBJECTION_VIEW, hasRegister, registers);
  const [row] = await engine.read(unreadable, z.object({ unreadable: z.coerce.number() }));
  const rows = row?.unreadable ?? 0;
  if (rows > 0) throw refuse('run', 'run.objection-unreadable', 'reservasjoner.csv', { rows });
  for (const statement of emitObjections(OBJECTION_VIEW, hasRegister, namedRegisters(plan)))
    await engine.run(statement);
}

/**
 * An objection counts in every register of the delivery, also where the catalogue knows of no such right: it was given.
 */
const namedRegisters = (plan: Plan): string[] => [
  ...new Set([...plan.tables, ...plan.population.sources, ...controlSource(plan)].map((t) => t.register)),
];

const controlSource = ({ population: { controls } }: Plan): readonly PlanSelection[] =>
  controls === undefined ? [] : [controls.selection];
