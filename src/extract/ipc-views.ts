import type { BufferSource } from './ipc-slice.ts';

const VIEW = 16;
/** A text of at most this many bytes stands in the view itself. */
const INLINE = 12;

interface Range {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Rows of a string-view column (Arrow columnar format, "Variable-size Binary View Layout") with only the stretch of
 * each data buffer that these rows point into, and the views moved to it. Views of rows without a value are zeroed,
 * since the format leaves their content open.
 */
export function readViews(
  buffers: readonly BufferSource[],
  from: number,
  to: number,
  validity: Uint8Array,
): { views: Uint8Array; data: Uint8Array[] } {
  const [source, ...dataBuffers] = buffers;
  if (source === undefined) throw new RangeError('too few buffers');
  const views = source.read(from * VIEW, to * VIEW).slice();
  clearAbsent(views, validity);
  const ranges = measureRanges(new DataView(views.buffer));
  moveViews(new DataView(views.buffer), ranges);
  const data = [...ranges.entries()].map(([buffer, range]) => {
    const found = dataBuffers[buffer];
    if (found === undefined) throw new RangeError('a view into a buffer that is not there');
    return found.read(range.from, range.to);
  });
  return { views, data };
}

function clearAbsent(views: Uint8Array, validity: Uint8Array): void {
  if (validity.length === 0) return;
  for (let row = 0; row * VIEW < views.length; row++) {
    const present = ((validity[row >> 3] ?? 0) >> (row & 7)) & 1;
    if (present === 0) views.fill(0, row * VIEW, (row + 1) * VIEW);
  }
}

/** The stretch of each data buffer in use, by the number of the buffer, in the order of first use. */
function measureRanges(views: DataView): Map<number, Range> {
  const ranges = new Map<number, Range>();
  for (let at = 0; at < views.byteLength; at += VIEW) {
    const length = views.getInt32(at, true);
    if (length <= INLINE) continue;
    const buffer = views.getInt32(at + 8, true);
    const start = views.getInt32(at + 12, true);
    const known = ranges.get(buffer) ?? { index: ranges.size, from: start, to: start };
    const [low, high] = [Math.min(known.from, start), Math.max(known.to, start + length)];
    ranges.set(buffer, { index: known.index, from: low, to: high });
  }
  return ranges;
}

function moveViews(views: DataView, ranges: ReadonlyMap<number, Range>): void {
  for (let at = 0; at < views.byteLength; at += VIEW) {
    if (views.getInt32(at, true) <= INLINE) continue;
    const range = ranges.get(views.getInt32(at + 8, true));
    if (range === undefined) throw new RangeError('a view without its range');
    views.setInt32(at + 8, range.index, true);
    views.setInt32(at + 12, views.getInt32(at + 12, true) - range.from, true);
  }
}
