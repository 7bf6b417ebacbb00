import type { Key, PrivateKey } from 'openpgp';
import { CipherError } from './cipher-error.ts';

/** The key that a message names when it does not tell to whom it is. */
const HIDDEN = '0'.repeat(16);

/** Gives the next plaintext, or null at its end; what it throws ends the sealing with that error. */
type ReadPlain = () => Uint8Array | null;

/** Seals what `read` gives; the pieces are valid until the next is asked for. */
export type Seal = (read: ReadPlain) => AsyncIterable<Uint8Array>;

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

/** The library takes a while to load, and most deliveries do without it. */
const library = () => import('openpgp');

/**
 * Integrity-protected packets of version 1, which every implementation in use reads; data that are compressed or random
 * already are not compressed again.
 */
const SEALING = { aeadProtect: false, preferredCompressionAlgorithm: 0 } as const;

/**
 * Only a file whose SHA-256 the signed manifest holds is opened, into a folder that gets its name when all is well: so
 * plaintext may be passed on before the end of the message is known to be right.
 */
const OPENING = { allowUnauthenticatedStream: true } as const;

/**
 * Begins an OpenPGP message (RFC 9580) to armored public keys. Throws CipherError `recipient` when one is not a public
 * key with a part that encrypts today, or none is given.
 */
export async function startOpenpgp(recipients: readonly string[]): Promise<Seal> {
  if (recipients.length === 0) throw new CipherError('openpgp', 'recipient');
  const encryptionKeys = await Promise.all(recipients.map(readRecipient));
  const { createMessage, encrypt } = await library();
  return async function* (read) {
    /* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-class-instance-assignment, @typescript-eslint/no-unsafe-enum-assignment -- the library's types are loaded with it */
    const message = await createMessage({ binary: plainStream(read), format: 'binary' });
    yield* piecesOf(await encrypt({ message, encryptionKeys, format: 'binary', config: SEALING }));
    /* eslint-enable */
  };
}

/**
 * The private key in an armored text, unlocked with a passphrase where it has one. Throws CipherError
 * `identity-malformed`, also for a wrong passphrase.
 */
export async function readOpenpgpKey(
  armoredKey: string,
  password: () => Promise<Uint8Array>,
): Promise<PrivateKey> {
  const { decryptKey, readPrivateKey } = await library();
  try {
    const privateKey = await readPrivateKey({ armoredKey });
    if (privateKey.isDecrypted()) return privateKey;
    return await decryptKey({ privateKey, passphrase: Buffer.from(await password()).toString() });
  } catch {
    throw new CipherError('openpgp', 'identity-malformed');
  }
}

/** The plaintext of an OpenPGP message given in pieces. Throws CipherError `no-identity`, `header`, `damaged`. */
export async function* openOpenpgp(
  pieces: AsyncIterable<Buffer>,
  decryptionKeys: PrivateKey,
): AsyncGenerator<Buffer> {
  const plain = await startOpening(pieces, decryptionKeys);
  try {
    for await (const piece of piecesOf(plain)) yield Buffer.from(piece);
  } catch {
    throw new CipherError('openpgp', 'damaged');
  }
}

async function startOpening(pieces: AsyncIterable<Buffer>, decryptionKeys: PrivateKey): Promise<Bytes> {
  const { decrypt, readMessage } = await library();
  const message = await readMessage({ binaryMessage: sealedStream(pieces) }).catch(() => {
    throw new CipherError('openpgp', 'header');
  });
  const wanted = new Set([HIDDEN, ...decryptionKeys.getKeys().map((key) => key.getKeyID().toHex())]);
  if (!message.getEncryptionKeyIDs().some((id) => wanted.has(id.toHex())))
    throw new CipherError('openpgp', 'no-identity');
  try {
    const opened = await decrypt({ message, decryptionKeys, format: 'binary', config: OPENING });
    return opened.data as unknown as Bytes; // eslint-disable-line @typescript-eslint/no-unnecessary-type-assertion
  } catch {
    throw new CipherError('openpgp', 'damaged');
  }
}

async function readRecipient(armoredKey: string): Promise<Key> {
  const { readKey } = await library();
  try {
    const key = await readKey({ armoredKey });
    if (key.isPrivate()) throw new CipherError('openpgp', 'recipient');
    await key.getEncryptionKey();
    return key;
  } catch {
    throw new CipherError('openpgp', 'recipient');
  }
}

// The library keeps what it is given until its own queue has moved on, while the source fills its memory again.
function plainStream(read: ReadPlain): Bytes {
  return new ReadableStream({
    pull: (controller) => {
      const plain = read();
      if (plain === null) controller.close();
      else controller.enqueue(Uint8Array.from(plain));
    },
  });
}

function sealedStream(pieces: AsyncIterable<Buffer>): Bytes {
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const piece: IteratorResult<Buffer, unknown> = await iterator.next();
      if (piece.done === true) controller.close();
      else controller.enqueue(Uint8Array.from(piece.value));
    },
  });
}

async function* piecesOf(stream: Bytes): AsyncGenerator<Uint8Array> {
  const reader: ReadableStreamDefaultReader<Uint8Array> = stream.getReader();
  for (;;) {
    const piece = await reader.read();
    if (piece.done) return;
    yield piece.value;
  }
}
