import { dirname, join, resolve } from 'node:path';
import { refuse } from '../errors/pipeline-error.ts';
import { configsDirectory } from '../catalogue/configs-directory.ts';

/** State directory: `TILRETTE_HJEM`, or `./.tilrette`. Throws `usage.option` where the variable is empty. */
export function stateDirectory(): string {
  const named = process.env['TILRETTE_HJEM'];
  if (named !== '') return resolve(named ?? '.tilrette');
  const expected = 'the state directory, or the variable not set';
  throw refuse('usage', 'usage.option', 'TILRETTE_HJEM', { expected, got: 'an empty value' });
}

/** Folder of the extracts: as given, or `uttrekk/` beside the decision file. */
export const extractDirectory = (vedtak: string, uttrekk: string | undefined): string =>
  uttrekk === undefined ? join(dirname(resolve(vedtak)), 'uttrekk') : resolve(uttrekk);

/** Folder of the register files: `registre/` in the folder given, or the one that is shipped. */
export const catalogueAt = (configs: string | undefined): string =>
  join(configs === undefined ? configsDirectory() : resolve(configs), 'registre');
