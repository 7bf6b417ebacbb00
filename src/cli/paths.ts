import { dirname, join, resolve } from 'node:path';
import { configsDirectory } from '../catalogue/configs-directory.ts';

/** State directory: `TILRETTE_HJEM`, or `./.tilrette`. */
export const stateDirectory = (): string => resolve(process.env['TILRETTE_HJEM'] ?? '.tilrette');

/** Folder of the extracts: as given, or `uttrekk/` beside the decision file. */
export const extractDirectory = (vedtak: string, uttrekk: string | undefined): string =>
  uttrekk === undefined ? join(dirname(resolve(vedtak)), 'uttrekk') : resolve(uttrekk);

/** Folder of the register files: `registre/` in the folder given, or the one that is shipped. */
export const catalogueAt = (configs: string | undefined): string =>
  join(configs === undefined ? configsDirectory() : resolve(configs), 'registre');
