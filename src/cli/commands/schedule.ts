import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../base/make-folder.ts';
import type { BatchResult } from '../../artifacts/batch-result.ts';
import { PipelineError } from '../../errors/pipeline-error.ts';
import { renderProblems } from '../../errors/render.ts';
import { writeAtomically } from '../../schedule/atomic-file.ts';
import { keepRunning } from '../../schedule/keep-running.ts';
import { readPipelines } from '../../schedule/read-pipelines.ts';
import { renderUnits, type UnitFile } from '../../schedule/render-units.ts';
import { stateDirectory } from '../paths.ts';
import { renderBatch } from '../render-batch.ts';
import { runCommand, type Outcome } from '../run-command.ts';
import { programWords, scheduleWorld } from '../schedule-world.ts';
import { openStop } from '../stop-signal.ts';
import { writeMetrics } from '../write-metrics.ts';
import { writingInto } from '../writing-into.ts';

const optionsSchema = z.object({
  pipelines: z.string(),
  metrikk: z.string().optional(),
  systemd: z.string().optional(),
  json: z.boolean().optional(),
});

type Options = z.infer<typeof optionsSchema>;

/** Stays and runs pipelines when they are due, or writes the units with which systemd does. */
export async function scheduleCommand(given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  const json = options.json === true;
  if (options.systemd !== undefined) {
    const folder = resolve(options.systemd);
    return runCommand({ json }, () => writeUnits(folder, options));
  }
  const signal = openStop();
  await runCommand({ json }, () => stay(options, signal));
}

/** Each run is told when it ends, as a line of JSON or as text; the last document says that all has ended. */
async function stay(options: Options, signal: AbortSignal): Promise<Outcome> {
  const folder = resolve(options.pipelines);
  const state = stateDirectory();
  const world = scheduleWorld(state, signal);
  const began = world.now().toISOString();
  const read = () => readPipelines(folder);
  const tell = async (result: BatchResult): Promise<void> => {
    process.stdout.write(options.json === true ? `${JSON.stringify(result)}\n` : renderBatch(result));
    process.stderr.write(renderProblems(result.pipelines.flatMap((p) => p.problems)));
    await writeMetrics(options.metrikk, await read(), state, world.now());
  };
  await writeMetrics(options.metrikk, await read(), state, world.now());
  world.log('waits for what is due');
  await keepRunning({ read, tell }, world);
  const ended = world.now().toISOString();
  const last: BatchResult = { versjon: 1, ok: true, exitCode: 0, began, ended, pipelines: [], problems: [] };
  return { json: last, text: '' };
}

async function writeUnits(folder: string, options: Options): Promise<Outcome> {
  const pipelines = resolve(options.pipelines);
  const found = await readPipelines(pipelines);
  // A unit may write into the folders that it names and no others: those of a file that cannot be read would be missing.
  const problems = found.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) throw new PipelineError('usage', problems);
  const read = found.flatMap((one) => (one.ok ? [one.pipeline.ut] : []));
  const metrics = options.metrikk === undefined ? undefined : resolve(options.metrikk);
  const settings = {
    program: programWords(),
    pipelines,
    state: stateDirectory(),
    metrics,
    writable: [...new Set([...read, ...(metrics === undefined ? [] : [dirname(metrics)])])],
    user: userInfo().username,
  };
  const units = renderUnits(settings);
  const files = units.map(({ name }) => join(folder, name));
  for (const made of [folder, ...settings.writable]) await writingInto(made, () => makeFolder(made));
  await writingInto(folder, () => writeAll(folder, units));
  const text = `${files.join('\n')}\n\ncopy to /etc/systemd/system, then: systemctl enable --now tilrette-batch.timer\n`;
  return { json: { versjon: 1, ok: true, exitCode: 0, files, problems: [] }, text };
}

async function writeAll(folder: string, units: readonly UnitFile[]): Promise<void> {
  for (const { name, text } of units) await writeAtomically(join(folder, name), text, 0o644);
}
