import type { BatchResult, PipelineReport } from '../artifacts/batch-result.ts';
import { exitCodes, INTERRUPTED } from '../errors/stages.ts';
import type { Gate } from './gate.ts';
import type { ReadPipeline } from './read-pipelines.ts';
import { runPipeline } from './run-pipeline.ts';
import type { ScheduleWorld } from './world.ts';

/** Runs what is due of all pipelines, as many at once as they allow, and tells of each, by name. */
export async function runBatch(
  read: readonly ReadPipeline[],
  gate: Gate,
  world: ScheduleWorld,
): Promise<BatchResult> {
  const began = world.now();
  const reports = await Promise.all(
    read.map(async (one) => {
      if (!one.ok) return [invalid(one.navn, [...one.problems])];
      return one.pipeline.aktiv ? [await runPipeline(one.pipeline, gate, world)] : [];
    }),
  );
  return summarise(reports.flat(), began, world.now());
}

/** The document over reports of pipelines; see `exitCode` there. */
function summarise(reports: readonly PipelineReport[], began: Date, ended: Date): BatchResult {
  const codes = reports.map((report) => report.exitCode).filter((code) => code !== 0);
  const exitCode = codes.includes(INTERRUPTED) ? INTERRUPTED : (codes[0] ?? 0);
  return {
    versjon: 1,
    ok: exitCode === 0,
    exitCode,
    began: began.toISOString(),
    ended: ended.toISOString(),
    pipelines: [...reports],
    problems: [],
  };
}

const invalid = (navn: string, problems: PipelineReport['problems']): PipelineReport => ({
  navn,
  outcome: 'invalid',
  exitCode: exitCodes.usage,
  due: null,
  next: null,
  attempts: 0,
  missed: 0,
  late: false,
  run: null,
  package: null,
  seconds: 0,
  problems,
});
