import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export const PEERS = ['polars-node', 'polars', 'pandas', 'datatable'] as const;
export type PeerId = (typeof PEERS)[number];

/** Where a peer is started from (a program, or for Node the package) and its version. */
export interface InstalledPeer {
  readonly program: string;
  readonly version: string;
}

const pythonOf = (folder: string): string => join(folder, 'venv', 'bin', 'python');

/** Looks which peers are installed, in `folder` or on the machine; null for one that is not. */
export function findPeers(folder: string): Readonly<Record<PeerId, InstalledPeer | null>> {
  const node = join(folder, 'node_modules', 'nodejs-polars');
  const python = (module: string): InstalledPeer | null =>
    answer(pythonOf(folder), ['-c', `import ${module}; print(${module}.__version__)`]);
  return {
    'polars-node': existsSync(node)
      ? answer(process.execPath, ['-p', `require(${JSON.stringify(`${node}/package.json`)}).version`], node)
      : null,
    polars: python('polars'),
    pandas: python('pandas'),
    datatable: answer('Rscript', ['-e', 'cat(as.character(packageVersion("data.table")))']),
  };
}

function answer(program: string, args: readonly string[], start = program): InstalledPeer | null {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? { program: start, version: stdout.trim() } : null;
}

/** How each peer is installed: outside the project's own packages. */
const steps = (folder: string): readonly (readonly [string, readonly string[]])[] => [
  [
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefix', folder, 'nodejs-polars', `nodejs-polars-${PLATFORM}`],
  ],
  ['python3', ['-m', 'venv', join(folder, 'venv')]],
  [pythonOf(folder), ['-m', 'pip', 'install', '--quiet', 'polars', 'pandas', 'pyarrow']],
  ['apt-get', ['install', '-y', '--no-install-recommends', 'r-base-core', 'r-cran-data.table']],
];

/** nodejs-polars does not bring its platform package itself. */
const PLATFORM = `linux-${process.arch}-gnu`;

/** Installs the peers; gives the steps that failed. A step that fails leaves the others alone. */
export function installPeers(folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true });
  return steps(folder).flatMap(([program, args]) => {
    const { status } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    return status === 0 ? [] : [[program, ...args].join(' ')];
  });
}
