import type { Problem } from '../errors/problem.ts';
import { PipelineError } from '../errors/pipeline-error.ts';
import { renderProblems } from '../errors/render.ts';
import { INTERRUPTED } from '../errors/stages.ts';

/** What a command has to say: one document for machines, and text for people. */
export interface Outcome {
  readonly json: unknown;
  readonly text: string;
  /** Exit status of a command that has a result to show although it refuses; 0 without it. */
  readonly exitCode?: number;
  /** Problems to tell beside the text, on stderr. */
  readonly problems?: readonly Problem[];
}

/** The document of a command that refused. */
export interface Refusal {
  readonly exitCode: number;
  readonly problems: readonly Problem[];
}

interface CommandOptions {
  readonly json: boolean;
  readonly signal?: AbortSignal;
  /** Turns a refusal into the command's own document; by default `{ versjon, ok, exitCode, problems }`. */
  readonly refusal?: (refusal: Refusal) => unknown;
}

/**
 * Runs a command and prints: the result to stdout, everything else to stderr. A refusal sets its exit status; a fault of
 * the program sets 1 and shows the stack, since a fault holds no data: errors of DuckDB are redacted where they arise.
 */
export async function runCommand(options: CommandOptions, work: () => Promise<Outcome>): Promise<void> {
  try {
    const { json, text, exitCode, problems = [] } = await work();
    if (exitCode !== undefined) process.exitCode = exitCode;
    process.stdout.write(options.json ? `${JSON.stringify(json)}\n` : text);
    if (problems.length > 0) process.stderr.write(`\n${renderProblems(problems)}`);
  } catch (error) {
    const interrupted = options.signal?.aborted === true;
    const problems = error instanceof PipelineError ? error.problems : [];
    const exitCode = interrupted ? INTERRUPTED : error instanceof PipelineError ? error.exitCode : 1;
    process.exitCode = exitCode;
    if (options.json) {
      const make = options.refusal ?? ((refusal) => ({ versjon: 1, ok: false, ...refusal }));
      process.stdout.write(`${JSON.stringify(make({ exitCode, problems }))}\n`);
    }
    if (error instanceof PipelineError) process.stderr.write(`\n${renderProblems(problems)}`);
    else
      process.stderr.write(
        `a fault in the program:\n${error instanceof Error ? (error.stack ?? error.name) : 'unknown'}\n`,
      );
  }
}
