import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { startSeal, type SealStart } from '../crypto/age-file.ts';
import { AgeError } from '../crypto/age-error.ts';
import { readSealedRange, type SealedFile } from '../crypto/age-range.ts';
import {
  outcomes,
  type EncryptFault,
  type EncryptJob,
  type EncryptResult,
  type Wake,
} from './encrypt-job.ts';
import { errnoOf } from './errno.ts';
import { readParquetFooter, type ParquetFooter } from './parquet-footer.ts';
import type { SealedBytes } from './sealed-part.ts';

const READ_BYTES = 1_048_576;
const TARGET_MODE = 0o600;

/**
 * Worker thread: reads a named pipe to its end with blocking reads, encrypting into the target, which is complete and
 * durable when the result is `sealed` and removed when it is not. Faults of files, recipients and footer come back as
 * data, since errors lose their class between threads. A job to wake is done when the thread has loaded.
 */
export default async function encryptPart(job: EncryptJob | Wake): Promise<EncryptResult | null> {
  if (job.type === 'wake') return null;
  try {
    const seal = await startSeal(job.recipients);
    const target = openSync(job.target, 'wx+', TARGET_MODE);
    const result = await intoTarget(job, seal, target);
    if (result.type === 'refused') rmSync(job.target, { force: true });
    return result;
  } catch (error) {
    return refused(faultOf(error));
  }
}

async function intoTarget(job: EncryptJob, seal: SealStart, target: number): Promise<EncryptResult> {
  try {
    const sealed = fromPipe(job, seal, target);
    if (sealed === null) return refused({ type: 'abandoned' });
    const footer = await footerOf(job, seal, target, sealed);
    return footer === 'unreadable' ? refused({ type: 'footer' }) : { type: 'sealed', sealed, footer };
  } catch (error) {
    return refused(faultOf(error));
  } finally {
    closeSync(target);
  }
}

function fromPipe(job: EncryptJob, seal: SealStart, target: number): SealedBytes | null {
  const pipe = openSync(job.pipe, 'r');
  try {
    job.started.postMessage('started');
    return sealPipe(pipe, target, seal, () => Atomics.load(job.outcome, 0) === outcomes.succeeded);
  } finally {
    closeSync(pipe);
  }
}

function sealPipe(
  pipe: number,
  target: number,
  { start, sealer }: SealStart,
  succeeded: () => boolean,
): SealedBytes | null {
  const inner = createHash('sha256');
  const outer = createHash('sha256');
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  let [plaintextBytes, bytes] = [0, 0];
  const put = (sealed: Buffer): void => {
    outer.update(sealed);
    writeAll(target, sealed);
    bytes += sealed.length;
  };
  put(start);
  for (let read = fill(pipe, buffer); read > 0; read = fill(pipe, buffer)) {
    const plain = buffer.subarray(0, read);
    inner.update(plain);
    plaintextBytes += read;
    put(sealer.update(plain));
  }
  if (!succeeded()) return null;
  put(sealer.final());
  fsyncSync(target);
  return { bytes, sha256: outer.digest('hex'), plaintextBytes, plaintextSha256: inner.digest('hex') };
}

// The footer is read back from the sealed file, so no tail has to be kept, however long the footer is.
async function footerOf(
  job: EncryptJob,
  seal: SealStart,
  fd: number,
  sealed: SealedBytes,
): Promise<ParquetFooter | null | 'unreadable'> {
  if (job.footer === 'none') return null;
  const { plaintextBytes } = sealed;
  const file: SealedFile = { fd, key: seal.key, payloadOffset: seal.start.length, plaintextBytes };
  const slice = (start: number, end = plaintextBytes): ArrayBuffer =>
    new Uint8Array(readSealedRange(file, start, end)).buffer;
  try {
    return await readParquetFooter({ byteLength: plaintextBytes, slice });
  } catch {
    return 'unreadable';
  }
}

/** Fills the buffer, or as much of it as there is before the pipe ends: a pipe gives 64 KiB at a time. */
function fill(pipe: number, buffer: Buffer): number {
  let used = 0;
  while (used < buffer.length) {
    const read = readSync(pipe, buffer, used, buffer.length - used, null);
    if (read === 0) break;
    used += read;
  }
  return used;
}

function writeAll(target: number, data: Buffer): void {
  for (let written = 0; written < data.length;)
    written += writeSync(target, data, written, data.length - written);
}

const refused = (fault: EncryptFault): EncryptResult => ({ type: 'refused', fault });

function faultOf(error: unknown): EncryptFault {
  if (error instanceof AgeError && error.fault === 'recipient') return { type: 'recipient' };
  const errno = errnoOf(error);
  if (errno !== undefined) return { type: 'write', errno };
  throw error;
}
