import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { CipherError } from './cipher-error.ts';
import { makeCrypt4ghKey, parseCrypt4ghPublicKey, shareKey, type Crypt4ghKey } from './crypt4gh-keys.ts';

/** A new header and the key of the data that it wraps. */
export interface Crypt4ghHeader {
  readonly header: Buffer;
  readonly dataKey: Buffer;
}

/** Magic, version and number of packets. */
const PREAMBLE_BYTES = 16;

const MAGIC = Buffer.from('crypt4gh');
const VERSION = 1;
const CIPHER = 'chacha20-poly1305';
const TAG = { authTagLength: 16 } as const;
/** Length, method, writer's key and nonce before the ciphertext of a packet. */
const PACKET_START = 4 + 4 + 32 + 12;
const DATA_PARAMETERS = Buffer.alloc(8);
const MAX_PACKETS = 1000;
const MAX_PACKET_BYTES = 1_048_576;

/**
 * Makes a fresh data key and the header that wraps it to each recipient (GA4GH Crypt4GH 1.0, 2.2), by a writer's key
 * made for this file. Throws CipherError `recipient` when one cannot be used or none is given.
 */
export function writeCrypt4ghHeader(recipients: readonly string[]): Crypt4ghHeader {
  const writer = makeCrypt4ghKey();
  const dataKey = randomBytes(32);
  if (recipients.length === 0) throw new CipherError('crypt4gh', 'recipient');
  const packets = recipients.map((text) => writePacket(writer, readerOf(text), dataKey));
  const preamble = Buffer.alloc(PREAMBLE_BYTES);
  MAGIC.copy(preamble);
  preamble.writeUInt32LE(VERSION, 8);
  preamble.writeUInt32LE(packets.length, 12);
  return { header: Buffer.concat([preamble, ...packets]), dataKey };
}

/** Bytes of the whole header as its beginning tells, -1 when more is needed. Throws CipherError `header`. */
export function measureCrypt4ghHeader(start: Buffer): number {
  if (start.length < PREAMBLE_BYTES) return -1;
  if (!start.subarray(0, 8).equals(MAGIC) || start.readUInt32LE(8) !== VERSION) throw badHeader();
  const count = start.readUInt32LE(12);
  if (count === 0 || count > MAX_PACKETS) throw badHeader();
  let end = PREAMBLE_BYTES;
  for (let i = 0; i < count; i++) {
    if (start.length < end + 4) return -1;
    const length = start.readUInt32LE(end);
    if (length < PACKET_START + TAG.authTagLength || length > MAX_PACKET_BYTES) throw badHeader();
    end += length;
  }
  return start.length < end ? -1 : end;
}

/**
 * The data keys that a whole header holds for a reader. Throws CipherError `no-identity` when none, `header` for an
 * edit list: a file of which parts are to be left out is none that this program made.
 */
export function readDataKeys(header: Buffer, reader: Crypt4ghKey): readonly Buffer[] {
  const keys: Buffer[] = [];
  for (let at = PREAMBLE_BYTES; at < header.length; at += header.readUInt32LE(at)) {
    const plain = readPacket(header.subarray(at, at + header.readUInt32LE(at)), reader);
    if (plain === null) continue;
    if (!plain.subarray(0, 8).equals(DATA_PARAMETERS) || plain.length !== 40) throw badHeader();
    keys.push(plain.subarray(8));
  }
  if (keys.length === 0) throw new CipherError('crypt4gh', 'no-identity');
  return keys;
}

const badHeader = (): CipherError => new CipherError('crypt4gh', 'header');

function readerOf(text: string): Buffer {
  const key = parseCrypt4ghPublicKey(text);
  if (key === null) throw new CipherError('crypt4gh', 'recipient');
  return key;
}

function writePacket(writer: Crypt4ghKey, reader: Buffer, dataKey: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(CIPHER, sharedWith(writer, reader), nonce, TAG);
  const sealed = Buffer.concat([cipher.update(DATA_PARAMETERS), cipher.update(dataKey), cipher.final()]);
  const start = Buffer.alloc(8);
  start.writeUInt32LE(PACKET_START + sealed.length + TAG.authTagLength, 0);
  return Buffer.concat([start, writer.publicBytes, nonce, sealed, cipher.getAuthTag()]);
}

function sharedWith(writer: Crypt4ghKey, reader: Buffer): Buffer {
  try {
    return shareKey(writer, reader, 'writer');
  } catch {
    throw new CipherError('crypt4gh', 'recipient');
  }
}

/** Null for a packet to somebody else. */
function readPacket(packet: Buffer, reader: Crypt4ghKey): Buffer | null {
  if (packet.readUInt32LE(4) !== 0) return null;
  try {
    const key = shareKey(reader, packet.subarray(8, 40), 'reader');
    const decipher = createDecipheriv(CIPHER, key, packet.subarray(40, PACKET_START), TAG);
    decipher.setAuthTag(packet.subarray(-TAG.authTagLength));
    const plain = decipher.update(packet.subarray(PACKET_START, -TAG.authTagLength));
    decipher.final();
    return plain;
  } catch {
    return null;
  }
}
