import { PipelineError } from '../errors/pipeline-error.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { CheckedVedtak } from '../vedtak/read-vedtak.ts';

/**
 * Records a run that ends without a delivery and gives the error to end with: where even the record fails, the ledger's,
 * with the reasons of the run beside its own.
 */
export async function recordRefusal(
  ledger: Ledger,
  run: string,
  decision: CheckedVedtak | null,
  error: unknown,
  interrupted: boolean,
): Promise<unknown> {
  const saksnummer = decision?.vedtak.saksnummer ?? null;
  const refused = error instanceof PipelineError ? error : null;
  try {
    if (interrupted && saksnummer !== null)
      await ledger.append({ type: 'abandoned', run, saksnummer, reason: 'interrupted' });
    else
      await ledger.append({
        type: 'refused',
        run,
        saksnummer,
        vedtak: decision?.sha256 ?? null,
        ...reasonOf(refused),
      });
    return error;
  } catch (failure) {
    if (!(failure instanceof PipelineError) || refused === null) return failure;
    return new PipelineError('ledger', [...failure.problems, ...refused.problems]);
  }
}

const reasonOf = (refused: PipelineError | null): { stage: string; exitCode: number; codes: string[] } => ({
  stage: refused?.stage ?? 'fault',
  exitCode: refused?.exitCode ?? 1,
  codes: refused?.problems.map((p) => p.code) ?? [],
});
