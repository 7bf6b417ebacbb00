import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decompress } from '../../src/extract/ipc-codec.ts';

const LZ4_FRAME = 0;
const ZSTD = 1;

/** A frame whose only block is stored, not compressed (LZ4 frame format 1.6.1; header checksum of these flags: 82). */
function lz4Frame(bytes: Uint8Array): Buffer {
  const block = Buffer.alloc(4);
  block.writeUInt32LE((0x80000000 | bytes.length) >>> 0);
  return Buffer.concat([Buffer.from('04224d18604082', 'hex'), block, bytes, Buffer.alloc(4)]);
}

/** A frame of one raw block (RFC 8878, 3.1.1): single segment, content size in two bytes. */
function zstdFrame(bytes: Uint8Array): Buffer {
  const size = Buffer.alloc(2);
  size.writeUInt16LE(bytes.length - 256);
  const block = Buffer.alloc(3);
  block.writeUIntLE((bytes.length << 3) | 1, 0, 3);
  return Buffer.concat([Buffer.from('28b52ffd60', 'hex'), size, block, bytes]);
}

test.each([
  ['LZ4', LZ4_FRAME, lz4Frame],
  ['ZSTD', ZSTD, zstdFrame],
])('%s frames give back what went in', (_, codec, frame) => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 256, maxLength: 5000 }), (bytes) => {
      expect(Buffer.from(decompress(codec, frame(bytes), bytes.length))).toEqual(Buffer.from(bytes));
    }),
  );
});

test.each([
  ['of another size than stated', LZ4_FRAME, lz4Frame(Buffer.alloc(300)), 299],
  ['in another codec', ZSTD, gzipSync(Buffer.alloc(300)), 300],
  ['of an unknown codec', 7, lz4Frame(Buffer.alloc(300)), 300],
])('bytes %s are refused', (_, codec, bytes, size) => {
  expect(() => decompress(codec, bytes, size)).toThrow();
});
