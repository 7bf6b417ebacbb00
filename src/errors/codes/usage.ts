import { wording } from '../problem.ts';
import { reasonText } from '../reason-text.ts';

/** Codes of the command line (exit 2). */
export const usageCodes = {
  'usage.option': wording<{ expected: string; got: string }>({
    expected: (p) => p.expected,
    got: (p) => p.got,
    fix: () => 'see --help for what the option takes',
  }),
  'usage.file': wording<{ reason: string }>({
    expected: () => 'a file that can be read',
    got: (p) => reasonText(p.reason),
    fix: () => 'check the path and the permissions',
  }),
  'usage.senders': wording<Record<string, never>>({
    expected: () => 'the keys of senders that are known, in a file of the form allowed_signers',
    got: () => 'neither --avsendere nor such a file in the state directory',
    fix: () =>
      'give the file avsendere that came from the sender by another way than the package: --avsendere FILE',
  }),
  'usage.output': wording<{ reason: string }>({
    expected: () => 'to write the result to the standard output',
    got: (p) => reasonText(p.reason),
    fix: () => 'free space where the output goes; what the command did stands, see `tilrette oversikt`',
  }),
  'usage.folder': wording<{ reason: string }>({
    expected: () => 'a folder in which files can be made',
    got: (p) => reasonText(p.reason),
    fix: () => 'check the path and the permissions, and that there is room',
  }),
  'usage.register': wording<{ got: string; nearest: string | undefined; known: readonly string[] }>({
    expected: (p) => `a register of the catalogue: ${p.known.join(', ')}`,
    got: (p) => p.got,
    fix: (p) =>
      p.nearest === undefined ? 'correct the id, or add the register as one file' : `write ${p.nearest}`,
  }),
  'usage.platform': wording<{ platform: string }>({
    expected: () => 'Linux or macOS (named pipes carry the data from DuckDB to the cipher)',
    got: (p) => p.platform,
    fix: () => 'run on Linux or macOS',
  }),
};
