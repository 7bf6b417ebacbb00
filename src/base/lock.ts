import { randomUUID } from 'node:crypto';
import { type FileHandle, link, open, readFile, readdir, readlink, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from './make-folder.ts';

/** Who holds a lock, as its file says. */
interface LockHolder {
  readonly pid: number;
  /** Host name and process namespace: a pid means something only inside both. */
  readonly host: string;
  /** When the process started, so that a reused pid is told from its former owner; empty where the system does not say. */
  readonly started: string;
  /** Differs for every acquisition. */
  readonly token: string;
}

export type LockAttempt =
  | { readonly state: 'held'; readonly release: () => Promise<void> }
  | { readonly state: 'busy'; readonly holder: LockHolder };

export interface LockOptions {
  /** How long to wait for another holder, in milliseconds; 0 tries once. */
  readonly waitMs: number;
  /** Wall clock, against which the heartbeat of a holder on another host is judged. */
  readonly now: () => Date;
}

const POLL_MS = 15;
const HEARTBEAT_MS = 5_000;
const SILENT_MS = 5 * 60_000;

/**
 * Takes an inter-process lock: a file that says who holds it. A lock whose holder died is taken over; of a holder on
 * another host that is known only by a heartbeat older than five minutes.
 *
 * Two processes never hold it at once: the file appears with its contents in one step (link(2) fails if it exists), and
 * only the one who first took the claim file named after a holder's token may remove that holder's file.
 */
export async function acquireLock(path: string, options: LockOptions): Promise<LockAttempt> {
  await makeFolder(dirname(path), 0o700);
  const self = await describeSelf();
  for (let waited = 0; ; waited += POLL_MS) {
    const handle = await publish(path, self);
    if (handle) return { state: 'held', release: hold(path, self, handle, options.now) };
    const holder = await readHolder(path);
    if (holder === undefined) continue;
    if ((await isDead(path, holder, options.now)) && (await removeDead(path, holder, self, options.now)))
      continue;
    if (waited >= options.waitMs) return { state: 'busy', holder };
    await sleep(POLL_MS);
  }
}

/** Beats until released. The heartbeat goes through the open file, so it can never touch a later holder's lock. */
function hold(path: string, self: LockHolder, handle: FileHandle, now: () => Date): () => Promise<void> {
  const beat = setInterval(() => void handle.utimes(now(), now()).catch(() => undefined), HEARTBEAT_MS);
  beat.unref();
  let released: Promise<void> | undefined;
  const release = async (): Promise<void> => {
    clearInterval(beat);
    await handle.close();
    await removeOwn(path, self);
  };
  return () => (released ??= release());
}

/**
 * The claim is a second link to the lock file itself, since a release must succeed on a full disk too. If even a link
 * cannot be made, the file is removed without a claim: a release that fails would stop everyone until this process ends.
 */
async function removeOwn(path: string, self: LockHolder): Promise<void> {
  const claim = claimPath(path, self);
  const obstacle = await link(path, claim).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (isCode(obstacle, 'EEXIST')) return;
  const holder = await readHolder(path);
  if (holder?.token === self.token) await unlink(path);
  if (obstacle === undefined) await unlink(claim);
}

async function describeSelf(): Promise<LockHolder> {
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '');
  const started = await startOf(process.pid);
  return { pid: process.pid, host: `${hostname()} ${namespace}`.trim(), started, token: randomUUID() };
}

/** Fields of proc(5) stat from the third on, counted after the name in parentheses; none where there is no such file. */
async function statOf(pid: number): Promise<readonly string[]> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return text === '' ? [] : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Boot and clock tick at which a process started: field 22. */
async function startOf(pid: number): Promise<string> {
  const tick = (await statOf(pid))[19];
  if (tick === undefined) return '';
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'latin1').catch(() => '');
  return `${boot.trim()}/${tick}`;
}

/** Makes the file with its contents in one step; undefined if it exists. */
async function publish(path: string, self: LockHolder): Promise<FileHandle | undefined> {
  const draft = `${path}.${randomUUID()}.ny`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(renderHolder(self));
    await link(draft, path);
    return handle;
  } catch (error) {
    await handle.close();
    if (isCode(error, 'EEXIST')) return undefined;
    throw error;
  } finally {
    await unlink(draft);
  }
}

/** A file that a power cut left without contents counts as a holder elsewhere: it is dead when it has been silent. */
async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    return parseHolder(await readFile(path, 'utf8'));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function parseHolder(text: string): LockHolder {
  const fields = /^(\d+)\n(.*)\n(.*)\n([0-9a-f-]{36})\n$/.exec(text) ?? [];
  const [, pid = '0', host = '', started = '', token = 'unreadable'] = fields;
  return { pid: Number(pid), host, started, token };
}

const renderHolder = (h: LockHolder): string => `${h.pid}\n${h.host}\n${h.started}\n${h.token}\n`;

const claimPath = (path: string, holder: LockHolder): string => `${path}.${holder.token}`;

async function isDead(path: string, holder: LockHolder, now: () => Date): Promise<boolean> {
  const self = await describeSelf();
  if (holder.host !== self.host) return silentFor(path, now, SILENT_MS);
  if (!isRunning(holder.pid) || (await hasEnded(holder.pid))) return true;
  const started = await startOf(holder.pid);
  return started !== '' && holder.started !== '' && started !== holder.started;
}

/** A process that nobody has waited for keeps its number, for ever where the first process of a container waits for none. */
async function hasEnded(pid: number): Promise<boolean> {
  const [state = ''] = await statOf(pid);
  if (!['Z', 'X'].includes(state)) return false;
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  return threads.length <= 1;
}

async function silentFor(path: string, now: () => Date, limitMs: number): Promise<boolean> {
  const beat = await stat(path).catch(() => undefined);
  return beat !== undefined && now().getTime() - beat.mtimeMs > limitMs;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/**
 * Removes a dead holder's lock file, or a dead process' claim to do so; true when something was removed, so that trying
 * again makes sense. The claim makes sure that no one else removes the file between the look and the unlink.
 */
async function removeDead(
  path: string,
  holder: LockHolder,
  self: LockHolder,
  now: () => Date,
): Promise<boolean> {
  const claim = claimPath(path, holder);
  const claimed = await publish(claim, { ...self, token: randomUUID() });
  if (claimed === undefined) {
    const claimant = await readHolder(claim);
    return (
      claimant !== undefined && (await isDead(claim, claimant, now)) && removeDead(claim, claimant, self, now)
    );
  }
  await claimed.close();
  const current = await readHolder(path);
  if (current?.token === holder.token) await unlink(path);
  await unlink(claim);
  return true;
}

const isCode = (error: unknown, code: string): boolean =>
  (error as NodeJS.ErrnoException | undefined)?.code === code;
