import { readCatalogue } from '../../src/catalogue/read-catalogue.ts';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { join } from 'node:path';

/** What the rules of law read of the catalogue that ships with the program. */
export const shippedRegisters = await readCatalogue(join(configsDirectory(), 'registre'));
