import { join } from 'node:path';
import type { Plan } from '../../src/artifacts/plan.ts';
import { readSecret } from '../../src/keys/project-secret.ts';
import { assignedNumbers } from './assigned-numbers.ts';
import { withDrawnNumbers } from './derived-codes.ts';
import { keptFaults, NOTHING_DRAWN, seriesFaults, type Drawn } from './drawn-by-program.ts';
import { findDifferences } from './compare.ts';
import { evaluate, type Outcome } from './evaluate.ts';
import { evaluateCoarsened } from './evaluated-levels.ts';
import { personsOf } from './evaluated-population.ts';
import { runInPasses } from './run-in-passes.ts';
import type { Registers } from './register-rows.ts';
import type { ReadPart } from './read-package.ts';
import { DAY, PROJECT } from './test-decision.ts';
import type { Layout } from './written-registers.ts';
import {
  inCase,
  layOut,
  orRefusal,
  planOf,
  runPrepare,
  type Case,
  type Delivery,
  type Planned,
  type Refused,
  type Workshop,
} from './workshop.ts';

export interface Checked {
  /** `delivered`, or the codes of the refusal. */
  readonly ending: string;
  readonly differences: readonly string[];
}

/**
 * The run beside the main job: the main job on the same rows in another order and in several files, which must give the
 * same files to the byte, be they Parquet, CSV or Arrow; a run in many passes and parts; or the main job on half the rows,
 * before, whose numbers must be kept. That one draws no controls: the oracle knows of one round of them.
 */
export type Beside = 'shuffled' | 'csv' | 'arrow' | 'passes' | 'earlier';
const LAYOUTS = ['shuffled', 'csv', 'arrow'] as const;

/** Holds the main job on a case, and the runs beside it, against the oracle. */
export const checkCase = (
  shop: Workshop,
  decision: Readonly<Record<string, unknown>>,
  registers: Registers,
  beside: readonly Beside[],
): Promise<Checked> =>
  inCase(shop, decision, registers, async (of) => {
    const before = beside.includes('earlier') ? await deliverEarlier(of) : NOTHING_DRAWN;
    await layOut(of, 'one file');
    const first = await runPrepare(of, 'one file');
    const planned = await orRefusal(() => planOf(of, 'one file'));
    if ('codes' in planned) return compareEmpty(first, registers);
    const drawn = 'codes' in first ? NOTHING_DRAWN : await of.readKey();
    if ('codes' in first && planned.plan.population.controls !== undefined)
      return compareRefusedControls(first, planned, registers);
    const coarsens = planned.plan.demand?.onViolation === 'generaliser';
    const expected = expectedOf(first, planned, registers, drawn);
    // A coarsening is chosen on all rows at once.
    const inPasses = beside.includes('passes') && !coarsens;
    if (expected.kind === 'refused')
      return compareRefusals(expected.codes, first, inPasses ? await runInPasses(of, planned) : null);
    if ('codes' in first) return ending(first, [`refused with ${first.codes.join()}, not delivered`]);
    return ending(first, [
      ...expected.faults,
      ...compareDelivery(of, planned, expected, await decoded(of, planned, first, drawn), drawn),
      ...compareAssigned(planned, registers, drawn),
      ...seriesFaults(drawn, personsOf(registers)),
      ...keptFaults(before, drawn),
      ...(await compareLayouts(
        of,
        first,
        LAYOUTS.filter((layout) => beside.includes(layout)),
      )),
      ...(inPasses ? await comparePasses(of, planned, expected) : []),
    ]);
  });

function expectedOf(
  first: Delivery | Refused,
  { plan }: Planned,
  registers: Registers,
  drawn: Drawn,
): Outcome {
  if (plan.demand?.onViolation !== 'generaliser') return evaluate(plan, registers, DAY, drawn);
  const chosen = 'codes' in first ? null : (first.result.risk?.transformation?.levels ?? {});
  return evaluateCoarsened(plan, registers, { today: DAY, drawn, chosen });
}

const ending = (run: Delivery | Refused, differences: readonly string[]): Checked => ({
  ending: 'codes' in run ? run.codes.join() : 'delivered',
  differences,
});

/** The drawn decisions hold; only an extract without rows stops one before the first row is read. */
function compareEmpty(first: Delivery | Refused, registers: Registers): Checked {
  const empty = Object.values(registers.tables).some((rows) => rows.length === 0);
  const codes = 'codes' in first ? first.codes : ['delivered'];
  const strange = codes.filter((code) => !empty || code !== 'run.extract-empty');
  return ending(first, strange.length === 0 ? [] : [`no plan, and ended with ${strange.join()}`]);
}

function compareRefusals(
  expected: readonly string[],
  first: Delivery | Refused,
  passes: object | Refused | null,
): Checked {
  const faultOf = (name: string, run: object | Refused): string[] => {
    const codes = 'codes' in run ? run.codes : ['a delivery'];
    const strange = codes.filter((code) => !expected.includes(code));
    return strange.length === 0 ? [] : [`${name}: ${strange.join()} instead of ${expected.join(' or ')}`];
  };
  return ending(first, [
    ...faultOf('prepare', first),
    ...(passes === null ? [] : faultOf('in passes', passes)),
  ]);
}

/** Which rows stop a run depends on who was drawn; that there are too few to draw from does not. */
function compareRefusedControls(first: Refused, { plan }: Planned, registers: Registers): Checked {
  const expected = evaluate(plan, registers, DAY, NOTHING_DRAWN);
  const few = expected.kind === 'refused' && expected.codes.includes('run.controls-few');
  const told = first.codes.includes('run.controls-few');
  return ending(
    first,
    few === told ? [] : [`${first.codes.join()}, though ${few ? 'too few' : 'enough'} to draw from`],
  );
}

/** The delivery with drawn numbers in place of derived ones. */
async function decoded(of: Case, { plan }: Planned, run: Delivery, drawn: Drawn): Promise<Delivery> {
  const parts = await decodedParts(of, plan, run.delivery.parts, drawn);
  return { ...run, delivery: { ...run.delivery, parts } };
}

async function decodedParts(
  of: Case,
  plan: Plan,
  parts: readonly ReadPart[],
  drawn: Drawn,
): Promise<readonly ReadPart[]> {
  if (plan.number.derived === undefined) return parts;
  const { key } = await readSecret(join(of.folder, 'hjem'), PROJECT);
  return withDrawnNumbers(plan, parts, drawn, { key, personOf: personsOf(of.registers) });
}

/** A key manager's numbers are kept as they are. */
function compareAssigned({ plan }: Planned, registers: Registers, { numbers }: Drawn): string[] {
  if (plan.number.handedOver === undefined) return [];
  const assigned = assignedNumbers(registers);
  return [...numbers].flatMap(([identifier, number]) =>
    (assigned.get(identifier) ?? number) === number
      ? []
      : [`${identifier} has ${number}, not what was assigned`],
  );
}

type Delivered = Extract<Outcome, { kind: 'delivered' }>;

function compareDelivery(
  of: Case,
  { plan }: Planned,
  expected: Delivered,
  { result, delivery }: Delivery,
  { numbers }: Drawn,
): string[] {
  const figures = {
    persons: result.persons,
    risk: result.risk === null ? null : { ...result.risk, transformation: null },
    attrition: result.attrition,
    listed: delivery.contents.personer,
  };
  const wanted = {
    persons: expected.persons,
    risk: expected.risk === null ? null : { ...expected.risk, transformation: null },
    attrition: Object.fromEntries([...expected.tables, ...expected.parts].map((t) => [t.name, t.attrition])),
    listed: expected.persons,
  };
  const [found, sought] = [JSON.stringify(figures), JSON.stringify(wanted)];
  return [
    ...(found === sought ? [] : [`figures ${found} instead of ${sought}`]),
    ...findDifferences(plan, expected, delivery.parts, numbers, personsOf(of.registers)),
  ];
}

/** What the main job drew for half the rows. */
async function deliverEarlier(of: Case): Promise<Drawn> {
  await layOut(of, 'earlier');
  const run = await runPrepare(of, 'earlier');
  return 'codes' in run ? NOTHING_DRAWN : of.readKey();
}

const compareLayouts = async (
  of: Case,
  first: Delivery,
  layouts: readonly Layout[],
): Promise<readonly string[]> =>
  (await Promise.all(layouts.map((layout) => compareLayout(of, first, layout)))).flat();

async function compareLayout(of: Case, first: Delivery, layout: Layout): Promise<string[]> {
  await layOut(of, layout);
  const again = await runPrepare(of, layout);
  if ('codes' in again) return [`${layout}: refused with ${again.codes.join()}`];
  const hashes = ({ delivery }: Delivery): string =>
    delivery.contents.deler.map((del) => `${del.fil} ${del.klartekstSha256}`).join('\n');
  return hashes(again) === hashes(first) ? [] : [`${layout}: other bytes in the delivered files`];
}

async function comparePasses(of: Case, planned: Planned, expected: Delivered): Promise<string[]> {
  const parts = await runInPasses(of, planned);
  if ('codes' in parts) return [`in passes: refused with ${parts.codes.join()}`];
  const drawn = await of.readKey();
  const readable = await decodedParts(of, planned.plan, parts, drawn);
  return findDifferences(planned.plan, expected, readable, drawn.numbers, personsOf(of.registers)).map(
    (difference) => `in passes: ${difference}`,
  );
}
