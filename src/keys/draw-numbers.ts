import { refuse } from '../errors/pipeline-error.ts';
import { makePairSet, type PairSet } from './pair-set.ts';

export interface DrawRequest {
  /** How many numbers to draw. */
  readonly count: number;
  /** Digits of each number, 1 to 18; the smallest is 10^(width-1), so that none has a leading zero. */
  readonly width: number;
  /** Numbers of earlier runs, none of which is drawn again; not changed. */
  readonly used: BigInt64Array;
  /** Fills the array from a cryptographic source. */
  readonly randomFill: (block: Uint32Array) => void;
}

/**
 * Løpenumre: drawn uniformly from all numbers of the width, without replacement, in the order drawn, so that neither a
 * number nor its place says anything of a person. Throws `keys.width-too-small` when there are fewer than ten possible
 * numbers for each person, counting those of earlier runs.
 *
 * Numbers are kept as two 32-bit words in one typed array; 64-bit integers one by one would cost an allocation each.
 */
export function drawNumbers(request: DrawRequest): BigInt64Array<ArrayBuffer> {
  const { count, used } = request;
  checkWidth(request.width, count + used.length);
  const taken = makePairSet(count + used.length);
  addUsed(taken, used);
  const words = new Uint32Array(count * 2);
  fill(words, taken, request);
  return new BigInt64Array(words.buffer);
}

/** Little-endian hosts keep the low word first. */
const LOW = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 0 : 1;
const HIGH = 1 - LOW;
const BLOCK_WORDS = 16_384;

function checkWidth(width: number, persons: number): void {
  if (9 * 10 ** (width - 1) >= 10 * persons) return;
  let atLeast = width;
  while (9 * 10 ** (atLeast - 1) < 10 * persons) atLeast += 1;
  throw refuse('run', 'keys.width-too-small', 'kobling.loepenummer.bredde', { width, persons, atLeast });
}

function addUsed(taken: PairSet, used: BigInt64Array): void {
  const words = new Uint32Array(used.buffer, used.byteOffset, used.length * 2);
  for (let i = 0; i < words.length; i += 2) taken.add(words[i + LOW] ?? 0, words[i + HIGH] ?? 0);
}

/** Fills the words with numbers: random bits, cut to the length of the span, thrown away when outside it or taken. */
function fill(words: Uint32Array, taken: PairSet, { width, randomFill }: DrawRequest): void {
  const smallest = 10n ** BigInt(width - 1);
  const [firstLow, firstHigh] = split(smallest);
  const [spanLow, spanHigh] = split(9n * smallest);
  const [maskLow, maskHigh] = split((1n << BigInt((9n * smallest - 1n).toString(2).length)) - 1n);
  const block = new Uint32Array(BLOCK_WORDS);
  let next = BLOCK_WORDS;
  for (let at = 0; at < words.length;) {
    if (next === BLOCK_WORDS) {
      randomFill(block);
      next = 0;
    }
    const low = ((block[next] ?? 0) & maskLow) >>> 0;
    const high = ((block[next + 1] ?? 0) & maskHigh) >>> 0;
    next += 2;
    if (high > spanHigh || (high === spanHigh && low >= spanLow)) continue;
    const sumLow = (low + firstLow) >>> 0;
    const sumHigh = high + firstHigh + (sumLow < low ? 1 : 0);
    if (!taken.add(sumLow, sumHigh)) continue;
    words[at + LOW] = sumLow;
    words[at + HIGH] = sumHigh;
    at += 2;
  }
  block.fill(0);
}

const split = (n: bigint): [low: number, high: number] => [Number(n & 0xffff_ffffn), Number(n >> 32n)];
