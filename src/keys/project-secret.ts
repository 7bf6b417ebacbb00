import { createSecretKey, randomBytes } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AgeError } from '../crypto/age-error.ts';
import { openBytes, sealBytes } from '../crypto/age-file.ts';
import { parseAgeIdentities } from '../crypto/age-identities.ts';
import { refuse } from '../errors/pipeline-error.ts';
import type { ProjectSecret } from './derive-number.ts';
import { caseStem } from './key-store.ts';
import { readGuarded, secretGuard } from './secret-file.ts';

/** What the file of a secret holds: 256 bits in base64, and the project that they are for. */
const secretSchema = z.strictObject({
  versjon: z.literal(1),
  prosjekt: z.string().min(1),
  hemmelighet: z.base64().length(44),
});

/** Where the secret of a project lies, 0600. */
export const secretPath = (dir: string, prosjekt: string): string =>
  join(dir, `prosjekt.${caseStem(prosjekt)}.hemmelighet`);

/** Makes the secret of a project. Throws `keys.secret-exists`. */
export const makeSecret = (dir: string, prosjekt: string): Promise<void> =>
  writeSecret(dir, prosjekt, {
    versjon: 1,
    prosjekt,
    hemmelighet: randomBytes(32).toString('base64'),
  });

/** Reads the secret of a project. Throws `keys.secret-missing`, `keys.permissions`, `keys.unreadable`. */
export async function readSecret(dir: string, prosjekt: string): Promise<ProjectSecret> {
  const { hemmelighet } = parseSecret(await readOwn(dir, prosjekt), prosjekt);
  const bytes = Buffer.from(hemmelighet, 'base64');
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return { prosjekt, key };
}

/** The secret of a project, sealed to another party (`age1…`). Throws what `readSecret` throws, and AgeError `recipient`. */
export async function sealSecret(dir: string, prosjekt: string, recipient: string): Promise<Buffer> {
  const plain = await readOwn(dir, prosjekt);
  parseSecret(plain, prosjekt);
  return sealBytes(plain, [recipient]).finally(() => plain.fill(0));
}

interface SealedSecret {
  readonly prosjekt: string;
  readonly sealed: Uint8Array;
  readonly identity: string;
}

/**
 * Takes in the secret of a project as another party sealed it to this forvalter. Throws `keys.sealed-to-others`,
 * `keys.unreadable` where it is for another project, `keys.secret-exists`.
 */
export async function takeSecret(dir: string, { prosjekt, sealed, identity }: SealedSecret): Promise<void> {
  const plain = await openBytes(sealed, parseAgeIdentities(identity)).catch((error: unknown) => {
    if (!(error instanceof AgeError)) throw error;
    throw refuse('run', 'keys.sealed-to-others', prosjekt, { file: 'the secret' });
  });
  await writeSecret(dir, prosjekt, parseSecret(plain, prosjekt)).finally(() => plain.fill(0));
}

async function readOwn(dir: string, prosjekt: string): Promise<Buffer> {
  const path = secretPath(dir, prosjekt);
  const there = await open(path).then((file) => file.close().then(() => true), isThere);
  if (!there) throw refuse('run', 'keys.secret-missing', prosjekt, { prosjekt });
  return readGuarded(path, secretGuard(process.getuid?.()));
}

/** Whether a file that cannot be opened is there all the same. */
const isThere = (error: unknown): boolean => (error as NodeJS.ErrnoException).code !== 'ENOENT';

/** The parser's own error is dropped: it may quote what it read. */
function parseSecret(plain: Buffer, prosjekt: string): z.infer<typeof secretSchema> {
  const parsed = secretSchema.safeParse(parseJson(plain.toString('utf8')));
  if (parsed.success && parsed.data.prosjekt === prosjekt) return parsed.data;
  const expected = `the secret of the project ${prosjekt}`;
  throw refuse('run', 'keys.unreadable', prosjekt, { file: 'the file', expected });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** The secret has its name when it is whole: written aside, then linked, which a name that is taken refuses. */
async function writeSecret(
  dir: string,
  prosjekt: string,
  secret: z.infer<typeof secretSchema>,
): Promise<void> {
  const path = secretPath(dir, prosjekt);
  const aside = `${path}.ny`;
  await rm(aside, { force: true });
  try {
    const file = await open(aside, 'wx', 0o600);
    await file
      .writeFile(`${JSON.stringify(secret)}\n`)
      .then(() => file.sync())
      .finally(() => file.close());
    await link(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw refuse('run', 'keys.secret-exists', prosjekt, { prosjekt });
  } finally {
    await rm(aside, { force: true });
  }
}
