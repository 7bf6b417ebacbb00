import { spawnSync } from 'node:child_process';

const packages: Readonly<Record<string, string>> = {
  age: 'age',
  'age-keygen': 'age',
  'ssh-keygen': 'openssh-client',
  mkfifo: 'coreutils',
  gpg: 'gnupg',
  python3: 'python3',
  crypt4gh: 'crypt4gh of PyPI',
  'crypt4gh-keygen': 'crypt4gh of PyPI',
};

/** Runs a program that these tests need; fails, rather than skips, when it is not installed. */
export function runTool(
  tool: keyof typeof packages,
  args: readonly string[],
  input?: Uint8Array | string,
): Buffer {
  const done = spawnSync(tool, args, { input, maxBuffer: 64 * 1_048_576 });
  if (done.error && 'code' in done.error && done.error.code === 'ENOENT')
    throw new Error(
      `${tool} is not installed: install the package ${packages[tool] ?? tool} to run the tests`,
    );
  if (done.status !== 0)
    throw new Error(`${tool} ended with ${done.status ?? 'no status'}: ${done.stderr.toString()}`);
  return done.stdout;
}
