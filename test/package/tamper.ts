import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { verifyPackage } from '../../src/package/verify.ts';

/** What `verify` says of a package: code and place of each problem. */
export async function verifyProblems(dir: string, signers: string): Promise<string[]> {
  try {
    await verifyPackage(dir, signers);
    return [];
  } catch (error) {
    if (!(error instanceof PipelineError) || error.exitCode !== 16) throw error;
    return error.problems.map((p) => `${p.code} ${p.at}`);
  }
}

/** The same of a copy of the package that was tampered with. */
export async function problemsAfter(
  original: string,
  tamper: (dir: string) => void,
  signers: string,
): Promise<string[]> {
  const dir = mkdtempSync(`${original}-kopi-`);
  cpSync(original, dir, { recursive: true });
  tamper(dir);
  const problems = await verifyProblems(dir, signers);
  rmSync(dir, { recursive: true, force: true });
  return problems;
}
