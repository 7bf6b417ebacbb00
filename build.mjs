import { readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const [outdir = 'dist', ...more] = process.argv.slice(2);
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Packages of many small files, which would take a good part of the time that a start takes. */
const inlined = [
  'zod',
  'age-encryption',
  'd3-scale',
  'hyparquet',
  'commander',
  'jsonc-parser',
  '@duckdb/node-api',
];

/**
 * `node build.mjs [OUTDIR [SOURCE...]]` bundles the program into `<outdir>/cli`: a file for each way in (and for each
 * source named), and pieces that are loaded when a command needs them.
 * Other packages stay where npm put them.
 */
rmSync(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: [
    'src/cli/main.ts',
    'src/cli/prepare-main.ts',
    'src/extract/arrow-worker.ts',
    'src/package/encrypt-worker.ts',
    ...more,
  ],
  outdir: `${outdir}/cli`,
  entryNames: '[name]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  external: [...Object.keys(dependencies).filter((name) => !inlined.includes(name)), '@duckdb/node-bindings'],
  format: 'esm',
  platform: 'node',
  mainFields: ['module', 'main'],
  target: 'node20.19',
  // Packages in CommonJS that are bundled ask for the modules of Node, and for DuckDB's binary, as they always do.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
});
