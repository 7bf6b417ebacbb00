import { readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const [outdir = 'dist', ...more] = process.argv.slice(2);
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/**
 * `node build.mjs [OUTDIR [SOURCE...]]` bundles the program into `<outdir>/cli`: a file for each way in (and for each
 * source named), and pieces that are loaded when a command needs them.
 * Packages stay where npm put them, but for zod, whose many small files would take a fifth of the time that a start takes.
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
  external: Object.keys(dependencies).filter((name) => name !== 'zod'),
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
});
