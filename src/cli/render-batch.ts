import type { BatchResult, PipelineReport } from '../artifacts/batch-result.ts';

const WORDS: Readonly<Record<PipelineReport['outcome'], string>> = {
  delivered: 'delivered',
  refused: 'refused',
  interrupted: 'interrupted, still owed',
  waiting: 'nothing due',
  elsewhere: 'run by another process',
  invalid: 'the file cannot be read',
};

/** What became of each pipeline, a line each; the problems are told beside it. */
export const renderBatch = ({ pipelines }: BatchResult): string =>
  pipelines.map((report) => `${renderReport(report)}\n`).join('');

function renderReport(report: PipelineReport): string {
  const { navn, outcome, exitCode, attempts, missed, late, next, seconds } = report;
  const details = [
    ...(exitCode === 0 ? [] : [`exit status ${exitCode}`]),
    ...(attempts === 0
      ? []
      : [`${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}, ${seconds.toFixed(1)} s`]),
    ...(missed === 0 ? [] : [`makes good ${missed} missed`]),
    ...(late ? ['after the deadline'] : []),
    ...(report.package === null ? [] : [report.package]),
    ...(next === null ? [] : [`next ${next}`]),
  ];
  return `${navn}: ${[WORDS[outcome], ...details].join('; ')}`;
}
