import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePayloadKey, writeChunk } from '../../src/crypto/age-chunk.ts';
import { openOpener, openSealer } from '../../src/crypto/age-payload.ts';

const key = parsePayloadKey(randomBytes(16), randomBytes(16));
const cuts = fc.array(fc.integer({ min: 0, max: 140_000 }), { maxLength: 6 });
const size = fc.oneof(fc.integer({ min: 0, max: 300_000 }), fc.constantFrom(0, 65_536, 131_072, 196_608));

function pieces(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const cut: Buffer[] = [];
  let at = 0;
  for (const length of lengths) {
    cut.push(bytes.subarray(at, at + length));
    at += length;
  }
  return [...cut, bytes.subarray(at)];
}

function seal(plain: Buffer, lengths: readonly number[] = []): Buffer {
  const sealer = openSealer(key);
  const sealed = pieces(plain, lengths).map((piece) => Buffer.from(sealer.update(piece)));
  return Buffer.concat([...sealed, sealer.final()]);
}

function open(sealed: Buffer, lengths: readonly number[] = []): Buffer {
  const opener = openOpener(key);
  const opened = pieces(sealed, lengths).flatMap((piece) => opener.update(piece));
  return Buffer.concat([...opened, opener.final()]);
}

describe('the payload', () => {
  it('opens to what was sealed, however either side was cut into pieces', () => {
    fc.assert(
      fc.property(size, cuts, cuts, (bytes, sealCuts, openCuts) => {
        const plain = randomBytes(bytes);
        expect(open(seal(plain, sealCuts), openCuts).equals(plain)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same bytes however the plaintext was cut', () => {
    fc.assert(
      fc.property(size, cuts, (bytes, lengths) => {
        const plain = Buffer.alloc(bytes, 7);
        expect(seal(plain, lengths).equals(seal(plain))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('is one tag of 16 bytes longer for every 64 KiB begun, and for no bytes at all', () => {
    const lengths = [0, 1, 65_536, 65_537, 131_072].map((bytes) => seal(Buffer.alloc(bytes)).length - bytes);
    expect(lengths).toEqual([16, 16, 16, 32, 32]);
  });

  it('does not open with two chunks swapped', () => {
    const sealed = seal(randomBytes(196_608));
    const [a, b, c] = pieces(sealed, [65_552, 65_552]);
    expect(() => open(Buffer.concat([b ?? a, a ?? b, c] as Buffer[]))).toThrow('damaged');
  });

  it('does not open when an empty chunk follows a full one, since age has one form for each plaintext', () => {
    const sealed = Buffer.alloc(65_552 + 16);
    const first = writeChunk(key, 0, false, Buffer.alloc(65_536), sealed, 0);
    writeChunk(key, 1, true, Buffer.alloc(0), sealed, first);
    expect(() => open(sealed)).toThrow('damaged');
  });
});
