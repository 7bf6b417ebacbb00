import { createHash } from 'node:crypto';
import { link, open, readFile, readdir, rename, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../base/make-folder.ts';
import { acquireLock } from '../base/lock.ts';
import { parseAgeIdentities } from '../crypto/age-identities.ts';
import { openBytes } from '../crypto/age-file.ts';
import { refuse } from '../errors/pipeline-error.ts';

/** The koblingsnøkkel of one case, held by one run. */
export interface KeyStore {
  /** Where the run writes the new version, sealed to the forvalter's own recipient. */
  readonly draft: string;
  /** SHA-256 of the stored koblingsnøkkel, sealed as it is; null when the case has none. */
  readonly stored: string | null;
  /** SHA-256 of a draft of a dead run that is the draft of this one; null where there is none. */
  readonly adopted: string | null;
  /**
   * The koblingsnøkkel as plaintext in memory, the adopted draft where there is one; undefined when the case has none.
   * Throws `keys.unreadable`.
   */
  readonly read: (identity: string) => Promise<Uint8Array | undefined>;
  /** Puts the draft in place in one step, on the disk when it resolves; the version before is kept as `.forrige`. */
  readonly commit: () => Promise<void>;
  /** Where the løpenumre of the delivery of a run lie, sealed like the key itself. */
  readonly delivered: (run: string) => string;
  /** Plaintext of those of an earlier run; undefined when they are not kept. Throws `keys.unreadable`. */
  readonly readDelivered: (run: string, identity: string) => Promise<Uint8Array | undefined>;
  /** Removes those of every run but the named ones, and the key files: the store grows with persons, not with deliveries. */
  readonly forgetDelivered: (keep: readonly string[]) => Promise<void>;
  /** Where the key files that a run hands over to other parties lie: each sealed to its party, and the list of them. */
  readonly handedOver: HandedOverPaths;
  /** Lets other runs on the case go on; a draft that was not committed is removed. */
  readonly close: () => Promise<void>;
}

/** The list ends with `.json`, and no key file with `.age`: they are sealed to others, and nothing of ours opens them. */
export interface HandedOverPaths {
  readonly list: string;
  readonly file: (nr: number) => string;
}

export interface KeyStoreRequest {
  /** State directory. */
  readonly dir: string;
  readonly saksnummer: string;
  readonly run: string;
  readonly now: () => Date;
  /** Drafts that dead runs are known to have made, any of which may be gone on with. */
  readonly adopts: readonly KnownDraft[];
}

/** A draft by its SHA-256, and that of the koblingsnøkkel it was to take the place of; null where there was none. */
export interface KnownDraft {
  readonly sha256: string;
  readonly before: string | null;
}

/**
 * Opens the store of a case for one run. Drafts of runs that died are removed, but for one that is to be gone on with: it
 * becomes the draft of this run where the store is as it was when the draft was made. One run at a time holds the store,
 * since two would give a new person two løpenumre. A file beside it bears the saksnummer, so that two cases whose file
 * names are equal never share løpenumre. Throws `keys.busy`, `keys.case-collision`.
 */
export async function openKeyStore(request: KeyStoreRequest): Promise<KeyStore> {
  const { dir, saksnummer, run, now, adopts } = request;
  const folder = join(dir, 'noekler');
  const stem = caseStem(saksnummer);
  await makeFolder(folder, 0o700);
  const attempt = await acquireLock(join(dir, 'laas', `noekkel-${stem}`), { waitMs: 0, now });
  if (attempt.state === 'busy') {
    const { pid, host } = attempt.holder;
    throw refuse('run', 'keys.busy', saksnummer, { saksnummer, pid, host });
  }
  try {
    await checkCase(join(folder, `${stem}.sak`), saksnummer);
    const path = join(folder, `${stem}.noekkel.age`);
    const stored = (await hashOf(path)) ?? null;
    const draft = `${path}.${caseStem(run)}.ny`;
    const adopted = await adoptDraft(
      path,
      draft,
      adopts.filter(({ before }) => before === stored),
    );
    const store = keyStoreAt(path, draft, { stored, adopted }, attempt.release);
    return { ...store, handedOver: handedOverPaths(dir, saksnummer, run) };
  } catch (error) {
    await attempt.release();
    throw error;
  }
}

/** Names of what a run hands over, in the folder of the koblingsnøkler. */
export function handedOverPaths(dir: string, saksnummer: string, run: string): HandedOverPaths {
  const start = join(dir, 'noekler', `${caseStem(saksnummer)}.utlevert.${caseStem(run)}`);
  return { list: `${start}.json`, file: (nr) => `${start}.${nr}.noekkelfil` };
}

function keyStoreAt(
  path: string,
  draft: string,
  hashes: Pick<KeyStore, 'stored' | 'adopted'>,
  release: () => Promise<void>,
): Omit<KeyStore, 'handedOver'> {
  const delivered = (of: string): string => path.replace(/noekkel\.age$/, `levert.${caseStem(of)}.age`);
  return {
    delivered,
    readDelivered: (of, identity) => readStore(delivered(of), identity),
    forgetDelivered: async (keep) => {
      await removeOthers(path.replace(/noekkel\.age$/, 'levert.'), keep.map(caseStem));
      await removeOthers(path.replace(/noekkel\.age$/, 'utlevert.'), keep.map(caseStem));
    },
    draft,
    ...hashes,
    read: (identity) => readStore(hashes.adopted === null ? path : draft, identity),
    commit: () => commitDraft(path, draft),
    close: async () => {
      await unlink(draft).catch(unlessMissing);
      await release();
    },
  };
}

/** The start of the file names of a case: every character outside A-z0-9 becomes `_`. */
export const caseStem = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '_');

async function checkCase(path: string, saksnummer: string): Promise<void> {
  try {
    await writeFile(path, saksnummer, { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const other = await readFile(path, 'utf8');
    if (other === '') return writeFile(path, saksnummer, { flush: true });
    if (other !== saksnummer)
      throw refuse('run', 'keys.case-collision', basename(path), { saksnummer, other });
  }
}

/** Gives the first known draft the name of this run's, and its SHA-256; removes every other. */
async function adoptDraft(path: string, own: string, known: readonly KnownDraft[]): Promise<string | null> {
  const folder = dirname(path);
  const drafts = (await readdir(folder)).filter(
    (name) => name.startsWith(`${basename(path)}.`) && name.endsWith('.ny'),
  );
  const hashes =
    known.length === 0 ? [] : await Promise.all(drafts.map((name) => hashOf(join(folder, name))));
  const isKnown = (hash: string | undefined): boolean => known.some((draft) => draft.sha256 === hash);
  const chosen = hashes.findIndex(isKnown);
  for (const [i, name] of drafts.entries())
    await (i === chosen ? rename(join(folder, name), own) : unlink(join(folder, name)));
  return hashes[chosen] ?? null;
}

/** SHA-256 of a file; undefined where there is none. */
async function hashOf(path: string): Promise<string | undefined> {
  const file = await open(path, 'r').catch(unlessMissing);
  if (file === undefined) return undefined;
  const hash = createHash('sha256');
  for await (const piece of file.createReadStream()) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** Removes what begins so, but for files of the runs that are kept: the name of the run stands next, up to a dot. */
async function removeOthers(start: string, keep: readonly string[]): Promise<void> {
  const folder = join(start, '..');
  const paths = (await readdir(folder)).map((name) => join(folder, name));
  const runOf = (path: string): string => path.slice(start.length).split('.')[0] ?? '';
  for (const path of paths) if (path.startsWith(start) && !keep.includes(runOf(path))) await unlink(path);
}

async function readStore(path: string, identity: string): Promise<Uint8Array | undefined> {
  const sealed = await readFile(path).catch(unlessMissing);
  if (sealed === undefined) return undefined;
  try {
    return await openBytes(sealed, parseAgeIdentities(identity));
  } catch {
    const expected = 'a koblingsnøkkel sealed to the identity of this state directory';
    throw refuse('run', 'keys.unreadable', path, { file: basename(path), expected });
  }
}

/** The current version gets its second name before the draft takes its first: there is never a moment without one. */
async function commitDraft(path: string, draft: string): Promise<void> {
  await sync(draft);
  const previous = `${path}.forrige`;
  const step = `${previous}.ny`;
  await unlink(step).catch(unlessMissing);
  const stored = await link(path, step).then(() => true, unlessMissing);
  if (stored) await rename(step, previous);
  await rename(draft, path);
  await sync(join(path, '..'));
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  await file.sync().finally(() => file.close());
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
