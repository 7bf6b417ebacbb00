import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkAgreement, readDelivered, type Delivered } from './agreement.ts';
import type { BenchJob, Contestant, OwnReport } from './contestants/contestant.ts';
import { measure, type Measured } from './measure.ts';
import type { Line } from './records.ts';
import { inputRows, warmUp } from './registers.ts';

export interface RoundsRequest {
  readonly run: string;
  readonly job: BenchJob;
  readonly contestants: readonly Contestant[];
  readonly rounds: number;
  /** Folder that everything written while measuring lies in. */
  readonly work: string;
  /** Hold contents against each other as well, not only the number of rows. */
  readonly digest: boolean;
  readonly add: (line: Line) => void;
  readonly say: (text: string) => void;
}

/**
 * Measures everyone in turn, round by round, so that what disturbs the machine disturbs all alike. Who fails takes no
 * further part and is recorded with the reason. Throws a plain error when two deliveries of a round disagree.
 */
export async function runRounds(request: RoundsRequest): Promise<void> {
  const out = new Set<string>();
  for (let round = 1; round <= request.rounds; round += 1) {
    await warmUp(request.job.registers);
    const delivered: Parameters<typeof checkAgreement>[0][number][] = [];
    for (const contestant of request.contestants.filter(({ id }) => !out.has(id))) {
      const reason = contestant.missing(request.job);
      const turn = reason === null ? await takeTurn(request, contestant, round) : { failed: reason };
      if ('failed' in turn) {
        out.add(contestant.id);
        request.say(`${contestant.label}: ${turn.failed}`);
        request.add({ type: 'absent', ...groupOf(request), ...nameOf(contestant), reason: turn.failed });
      } else if (turn.delivered !== null) delivered.push({ id: contestant.id, ...turn.delivered });
    }
    checkAgreement(delivered);
  }
}

const groupOf = ({ run, job }: RoundsRequest) => ({
  run,
  episodes: job.episodes,
  decision: job.decision,
  memoryBytes: job.memoryBytes,
});
const nameOf = ({ id, label }: Contestant) => ({ contestant: id, label });

type Turn =
  { readonly failed: string } | { readonly delivered: (Delivered & Pick<OwnReport, 'suppressed'>) | null };

async function takeTurn(request: RoundsRequest, contestant: Contestant, round: number): Promise<Turn> {
  const { job } = request;
  const folder = join(request.work, `${contestant.id}-${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  try {
    const measured = await measure(await contestant.command(job, folder));
    if (measured.status !== 0) return { failed: failureOf(measured) };
    const own = contestant.report(measured);
    const delivered = await look(request, contestant, own, folder);
    const peakBytes = measured.peakBytes ?? own.peakBytes;
    const { seconds, cpuSeconds, othersCpuSeconds } = measured;
    request.add({
      type: 'measure',
      ...groupOf(request),
      ...nameOf(contestant),
      round,
      inputRows: inputRows(job.registers),
      ...{ seconds, cpuSeconds, peakBytes, othersCpuSeconds },
      profile: { ...own.profile },
      rows: { ...delivered?.rows },
      suppressed: { ...own.suppressed },
      bytes: bytesBelow(join(folder, 'ut')),
    });
    request.say(`round ${round}  ${contestant.label.padEnd(32)} ${seconds.toFixed(2)} s`);
    await keepPlaintext(job, contestant, folder);
    return { delivered };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function look(
  { job, digest }: RoundsRequest,
  contestant: Contestant,
  own: OwnReport,
  folder: string,
): Promise<(Delivered & Pick<OwnReport, 'suppressed'>) | null> {
  if (!contestant.delivers) return null;
  const { suppressed } = own;
  if (own.rows !== null && !digest) return { rows: own.rows, digest: null, suppressed };
  return { ...(await readDelivered(await contestant.open(job, folder), digest)), suppressed };
}

/** What the age command will encrypt is what a hand-written script has just written. */
async function keepPlaintext(job: BenchJob, contestant: Contestant, folder: string): Promise<void> {
  if (!['b1', 'b2'].includes(contestant.id)) return;
  await rm(job.plaintext, { recursive: true, force: true });
  await rename(join(folder, 'ut'), job.plaintext);
}

/** The last line that a program has said, which is where most say what went wrong. */
function failureOf({ status, stderr, stdout }: Measured): string {
  const said = (stderr.trim() === '' ? stdout : stderr).trim().split('\n');
  const line = said.findLast((text) => /error|memory|kill/i.test(text)) ?? said.at(-1) ?? '';
  return `failed with status ${status ?? 'killed'}: ${line.trim().slice(0, 160)}`;
}

const bytesBelow = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => {
    const found = statSync(join(folder, name));
    return found.isFile() ? sum + found.size : sum;
  }, 0);
