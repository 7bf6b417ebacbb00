import { dirname, join, resolve } from 'node:path';

/** State directory: `TILRETTE_HJEM`, or `./.tilrette`. */
export const stateDirectory = (): string => resolve(process.env['TILRETTE_HJEM'] ?? '.tilrette');

/** Folder of the extracts: as given, or `uttrekk/` beside the decision file. */
export const extractDirectory = (vedtak: string, uttrekk: string | undefined): string =>
  uttrekk === undefined ? join(dirname(resolve(vedtak)), 'uttrekk') : resolve(uttrekk);
