import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { CipherError } from '../crypto/cipher-error.ts';
import type { Seal } from '../crypto/openpgp-file.ts';
import { startSealing } from '../crypto/seal.ts';
import {
  outcomes,
  type EncryptFault,
  type EncryptJob,
  type EncryptResult,
  type Wake,
} from './encrypt-job.ts';
import { errnoOf } from './errno.ts';
import { openInspector, type Inspector } from './inspector.ts';
import type { SealedBytes } from './sealed-part.ts';

const READ_BYTES = 1_048_576;
const TARGET_MODE = 0o600;

/**
 * Worker thread: reads a named pipe to its end with blocking reads, encrypting into the target, which is complete when the
 * result is `sealed`, on the disk unless it is a part, and removed when it is not. Faults of files, recipients and shape come back as
 * data, since errors lose their class between threads. A job to wake is done when the thread has loaded.
 */
export default async function encryptPart(job: EncryptJob | Wake): Promise<EncryptResult | null> {
  if (job.type === 'wake') return null;
  try {
    const seal = await startSealing(job.recipients);
    const inspector = job.format === null ? null : await openInspector(job.format);
    const target = openSync(job.target, 'wx', TARGET_MODE);
    const result = await intoTarget(job, seal, target, inspector);
    if (result.type === 'refused') rmSync(job.target, { force: true });
    return result;
  } catch (error) {
    return refused(faultOf(error));
  }
}

async function intoTarget(
  job: EncryptJob,
  seal: Seal,
  target: number,
  inspector: Inspector | null,
): Promise<EncryptResult> {
  const pipe = openSync(job.pipe, 'r');
  const source = openSource(pipe, job.outcome, inspector);
  try {
    job.started.postMessage('started');
    const sealed = await sealInto(target, seal, source);
    if (job.format === null) fsyncSync(target);
    const shape = inspector === null ? null : await inspector.shape().catch(() => 'unreadable' as const);
    return shape === 'unreadable' ? refused({ type: 'shape' }) : { type: 'sealed', sealed, shape };
  } catch (error) {
    return refused(source.abandoned() ? { type: 'abandoned' } : faultOf(error));
  } finally {
    closeSync(pipe);
    closeSync(target);
  }
}

/** The plaintext that comes through the pipe, measured and inspected. */
interface Source {
  /** The next of it, or null at the end; throws when the pipe ended before its writer had succeeded. */
  readonly read: () => Buffer | null;
  abandoned(): boolean;
  measured(): Pick<SealedBytes, 'plaintextBytes' | 'plaintextSha256'>;
}

function openSource(pipe: number, outcome: Int32Array, inspector: Inspector | null): Source {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  let bytes = 0;
  let abandoned = false;
  const read = (): Buffer | null => {
    const plain = buffer.subarray(0, fill(pipe, buffer));
    if (plain.length === 0) {
      abandoned = Atomics.load(outcome, 0) !== outcomes.succeeded;
      if (abandoned) throw new Error('the pipe ended before its writer had succeeded');
      return null;
    }
    hash.update(plain);
    inspector?.add(plain);
    bytes += plain.length;
    return plain;
  };
  return {
    read,
    abandoned: () => abandoned,
    measured: () => ({ plaintextBytes: bytes, plaintextSha256: hash.digest('hex') }),
  };
}

async function sealInto(target: number, seal: Seal, source: Source): Promise<SealedBytes> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const sealed of seal(source.read)) {
    hash.update(sealed);
    writeAll(target, sealed);
    bytes += sealed.length;
  }
  return { bytes, sha256: hash.digest('hex'), ...source.measured() };
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

function writeAll(target: number, data: Uint8Array): void {
  for (let written = 0; written < data.length;)
    written += writeSync(target, data, written, data.length - written);
}

const refused = (fault: EncryptFault): EncryptResult => ({ type: 'refused', fault });

function faultOf(error: unknown): EncryptFault {
  if (error instanceof CipherError && error.fault === 'recipient') return { type: 'recipient' };
  const errno = errnoOf(error);
  if (errno !== undefined) return { type: 'write', errno };
  throw error;
}
