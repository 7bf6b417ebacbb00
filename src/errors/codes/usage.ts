import { wording } from '../problem.ts';

/** Codes of the command line (exit 2). */
export const usageCodes = {
  'usage.option': wording<{ expected: string; got: string }>({
    expected: (p) => p.expected,
    got: (p) => p.got,
    fix: () => 'see --help for what the option takes',
  }),
  'usage.file': wording<{ reason: string }>({
    expected: () => 'a file that can be read',
    got: (p) => p.reason,
    fix: () => 'check the path and the permissions',
  }),
  'usage.folder': wording<{ reason: string }>({
    expected: () => 'a folder in which files can be made',
    got: (p) => p.reason,
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
