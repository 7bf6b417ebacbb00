import { openArrowInspector } from './arrow-inspector.ts';
import { openCsvInspector } from './csv-inspector.ts';
import { readParquetFooter } from './parquet-footer.ts';
import type { PartFormat, PartShape } from './sealed-part.ts';

/** Looks at a table file while it streams past, so that what is delivered can be held against the plan. */
export interface Inspector {
  /** The next bytes of the file; they are not kept. */
  add(plain: Uint8Array): void;
  /** After the last byte: the shape of the file. Rejects when it is not a whole file of its format. */
  shape(): Promise<PartShape>;
}

/** An inspector of one file. What reads Arrow takes a while to load, and is loaded for Arrow only. */
export async function openInspector(format: PartFormat): Promise<Inspector> {
  switch (format) {
    case 'parquet':
      return openParquetInspector();
    case 'arrow':
      return openArrowInspector();
    case 'csv':
      return openCsvInspector();
  }
}

/** The longest footer that is kept: one of 30 columns has room for some 3 000 row groups. */
const FOOTER_BYTES = 16_777_216;

/** Keeps the end of the file, where Parquet has its footer, in a ring. */
function openParquetInspector(): Inspector {
  let ring = Buffer.allocUnsafe(65_536);
  let bytes = 0;
  const put = (plain: Uint8Array): void => {
    const kept = plain.subarray(Math.max(0, plain.length - FOOTER_BYTES));
    let at = (bytes + plain.length - kept.length) % FOOTER_BYTES;
    bytes += plain.length;
    ring = enlarged(ring, Math.min(bytes, FOOTER_BYTES));
    const first = Math.min(kept.length, FOOTER_BYTES - at);
    ring.set(kept.subarray(0, first), at);
    at = 0;
    ring.set(kept.subarray(first), at);
  };
  const slice = (start: number, end = bytes): ArrayBuffer => {
    if (start < bytes - FOOTER_BYTES) throw new Error('a footer longer than what is kept');
    const copy = Buffer.alloc(end - start);
    for (let i = start; i < end; i += 1) copy[i - start] = ring[i % FOOTER_BYTES] ?? 0;
    return new Uint8Array(copy).buffer;
  };
  return { add: put, shape: () => readParquetFooter({ byteLength: bytes, slice }) };
}

function enlarged(ring: Buffer<ArrayBuffer>, bytes: number): Buffer<ArrayBuffer> {
  if (ring.length >= bytes) return ring;
  const larger = Buffer.allocUnsafe(Math.min(FOOTER_BYTES, 2 ** Math.ceil(Math.log2(bytes))));
  larger.set(ring);
  return larger;
}
