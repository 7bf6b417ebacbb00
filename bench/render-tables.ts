import { budget, megabytes, millions, ratio, secondsOf } from './format.ts';
import type { Group, Row } from './summary.ts';

const COLUMNS = [
  'contestant',
  'rows/s',
  'seconds',
  'CPU s',
  'peak MB',
  'written MB',
  'over (b)',
  'CPU over (b)',
  'over (a)',
  'over prepare',
];

/** All jobs as Markdown: medians with the least and the most in brackets; ratios round by round. */
export function renderTables(groups: readonly Group[]): string {
  return `# Benchmarks\n\n${EXPLAINED}\n${groups.map(renderGroup).join('')}`;
}

const EXPLAINED =
  'Seconds of the whole process. Rows are those of the three extracts read. (a) is a plain COPY of the same columns, ' +
  '(b) the faster of the two hand-written scripts. Ratios are of seconds in the same round.\n';

function renderGroup(group: Group): string {
  const { run, decision, episodes, memoryBytes, inputRows } = group;
  const { cpu, cores, memoryBytes: all, os, node, duckdb } = run.machine;
  const absent = group.absent.map((a) => `- ${a.label}: not measured: ${a.reason}\n`).join('');
  return (
    `\n## ${decision}, ${millions(episodes)} episodes, ${budget(memoryBytes)}\n\n` +
    `${run.date.slice(0, 10)}, run ${run.run}: ${cpu}, ${cores} cores, ${Math.round(all / 1e9)} GB, ${os}, Node ${node}, ` +
    `DuckDB ${duckdb}; ${run.rounds} rounds, ${millions(inputRows)} rows in; ` +
    `load before ${run.load.toFixed(2)}${run.loaded ? ', **on a loaded machine**' : ''}, ` +
    `others took at most ${worstDisturbance(group)} of a core.\n\n` +
    `${renderTable(group)}${absent === '' ? '' : `\n${absent}`}`
  );
}

const worstDisturbance = ({ rows }: Group): string => Math.max(...rows.map((r) => r.disturbance)).toFixed(2);

function renderTable({ rows, handwritten }: Group): string {
  const cells = rows.map((row) => cellsOf(row, handwritten));
  const widths = COLUMNS.map((name, i) => Math.max(name.length, ...cells.map((c) => c[i]?.length ?? 0)));
  const line = (words: readonly string[]): string =>
    `| ${words.map((w, i) => (i === 0 ? w.padEnd(widths[i] ?? 0) : w.padStart(widths[i] ?? 0))).join(' | ')} |\n`;
  const rule = `| ${widths.map((w, i) => (i === 0 ? '-'.repeat(w) : `${'-'.repeat(w - 1)}:`)).join(' | ')} |\n`;
  return `${line(COLUMNS)}${rule}${cells.map(line).join('')}`;
}

const cellsOf = (row: Row, handwritten: string | null): readonly string[] => [
  row.id === handwritten ? `(b) ${row.label}` : row.id === 'a' ? `(a) ${row.label}` : row.label,
  Math.round(row.rowsPerSecond).toLocaleString('en'),
  secondsOf(row.seconds),
  row.cpuSeconds === null ? '-' : row.cpuSeconds.toFixed(1),
  megabytes(row.peakBytes),
  megabytes(row.bytes),
  ratio(row.overHandwritten),
  ratio(row.cpuOverHandwritten),
  ratio(row.overFloor),
  ratio(row.overPrepare),
];
