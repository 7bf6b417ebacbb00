import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PipelineError } from '../errors/pipeline-error.ts';
import type { AssessedVedtak } from '../vedtak/read-vedtak.ts';
import { renderFinding } from './render-finding.ts';
import { today } from './settings.ts';

/** The run that ended, and where its record lies. */
export interface EndedRun {
  /** State directory: the note lies beside the ledger. */
  readonly state: string;
  readonly run: string;
  /** Null when the decision could not be read. */
  readonly decision: AssessedVedtak | null;
  readonly now: () => Date;
}

/**
 * Where a demand of the decision is not met, and Helsedataservice has neither ordered nor delegated what would mend it
 * (the regulation §§ 4 fourth paragraph and 10; rules A16, A17): writes the finding as a note to Helsedataservice and
 * gives the error with the note's path. Any other error is given as it is.
 */
export async function reportFinding(ended: EndedRun, error: unknown): Promise<unknown> {
  const { decision, state, run, now } = ended;
  if (!(error instanceof PipelineError) || error.stage !== 'risk') return error;
  if (decision?.assessment.mode !== 'H') return error;
  const codes = error.problems.map(({ code }) => code);
  const path = join(state, `funn-${run}.md`);
  const told = await writeNote(path, renderFinding({ decision, run, date: today({ now }), codes }));
  return new PipelineError(
    'risk',
    error.problems.map((problem) => ({ ...problem, fix: `${problem.fix}; ${told}` })),
  );
}

/** What became of the note: without it the refusal holds all the same. */
async function writeNote(path: string, text: string): Promise<string> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    return `the finding is ready to be sent to Helsedataservice: ${path}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return `the note to Helsedataservice could not be written (${code}): tell them yourself, without counts`;
  }
}
