import type { RunRecord } from '../artifacts/run-record.ts';
import { PipelineError, problem } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { partFile } from '../package/package-layout.ts';
import type { DeliveredTable } from './deliver-table.ts';

/** What decides the plaintext of a delivery beside the extracts and the key. */
interface Inputs {
  readonly vedtakSha256: string;
  readonly planSha256: string;
  readonly program: { readonly navn: string; readonly versjon: string };
}

/** Refuses where a run cannot come out the same, since decision, plan or version differ: `ledger.not-recreated`. */
export function checkSameInputs(record: RunRecord, now: Inputs): void {
  const { manifest } = record;
  const pairs: readonly (readonly [at: string, expected: string, got: string])[] = [
    ['vedtak', manifest.vedtakSha256, now.vedtakSha256],
    ['plan', manifest.planSha256, now.planSha256],
    [
      'program',
      `${manifest.program.navn} ${manifest.program.versjon}`,
      `${now.program.navn} ${now.program.versjon}`,
    ],
  ];
  refuseAny(
    pairs
      .filter(([, expected, got]) => expected !== got)
      .map(([at, expected, got]) => problem('ledger.not-recreated', at, { expected, got })),
  );
}

/** Holds what was made against what was delivered, part by part: `ledger.not-recreated` names each that differs. */
export function checkSameParts({ contents }: RunRecord, tables: readonly DeliveredTable[]): number {
  const made = new Map(
    tables.flatMap((t) => t.parts.map((p) => [partFile(p.name), p.sealed.plaintextSha256] as const)),
  );
  const delivered = new Map(contents.deler.map((del) => [del.fil, del.klartekstSha256]));
  const names = new Set([...delivered.keys(), ...made.keys()]);
  refuseAny([...names].flatMap((name) => checkPart(name, delivered.get(name), made.get(name))));
  return delivered.size;
}

function checkPart(name: string, before: string | undefined, now: string | undefined): Problem[] {
  if (before === now) return [];
  const expected = before === undefined ? 'no such part' : `plaintext with SHA-256 ${before}`;
  const got = now === undefined ? 'no such part' : `SHA-256 ${now}`;
  return [problem('ledger.not-recreated', name, { expected, got })];
}

function refuseAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new PipelineError('ledger', problems);
}
