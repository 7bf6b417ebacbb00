export interface OffsetRequest {
  /** How many offsets to draw. */
  readonly count: number;
  /** The longest move either way, in days. */
  readonly maxDays: number;
  /** Fills the array from a cryptographic source. */
  readonly randomFill: (block: Uint32Array) => void;
}

const VALUES = 2 ** 32;
const BLOCK_WORDS = 16_384;

/**
 * Offsets in days, drawn uniformly from -maxDays to maxDays without 0, which would leave a person's real dates in the
 * delivery.
 */
export function drawOffsets({ count, maxDays, randomFill }: OffsetRequest): BigInt64Array {
  const span = 2 * maxDays;
  const limit = VALUES - (VALUES % span);
  const offsets = new BigInt64Array(count);
  const block = new Uint32Array(BLOCK_WORDS);
  for (let at = 0; at < count;) {
    randomFill(block);
    for (const word of block) {
      if (at === count) break;
      if (word < limit) offsets[at++] = BigInt(offsetOf(word % span, maxDays));
    }
  }
  block.fill(0);
  return offsets;
}

/** The place of an offset among -maxDays, …, -1, 1, …, maxDays. */
const offsetOf = (place: number, maxDays: number): number =>
  place < maxDays ? place - maxDays : place - maxDays + 1;
