import { fileURLToPath } from 'node:url';

/**
 * Absolute path of the shipped `configs/` folder. It lies beside both `src/` and `dist/`, so the same step up
 * finds it from source and from compiled code.
 */
export function configsDirectory(): string {
  return fileURLToPath(new URL('../../configs/', import.meta.url));
}
