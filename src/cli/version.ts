import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Name and version that packages and the record carry. */
export const PROGRAM = { navn: 'tilrette', versjon: version } as const;
