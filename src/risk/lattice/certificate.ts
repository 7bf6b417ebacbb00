import { createHash, type Hash } from 'node:crypto';
import { canonicalJson, type Json } from '../../base/canonical-json.ts';
import { sha256 } from '../../base/sha256.ts';
import type { BaseTable } from './base-table.ts';
import type { SearchQuestion } from './search-question.ts';

/** Hashes that let others repeat a search: SHA-256 as hexadecimal digits. */
export interface Certificate {
  /** Of the base table: hierarchies, combinations, counts and sensitive values, in their one order. */
  readonly baseTable: string;
  /** Of what was asked: lattice, demands, limit, metric, weights. An estimate that the caller brings is named only. */
  readonly question: string;
}

export const certify = (question: SearchQuestion): Certificate => ({
  baseTable: hashBase(question.base),
  question: hashQuestion(question),
});

function hashBase({ layout, classes, sensitive }: BaseTable): string {
  const hash = createHash('sha256');
  for (const { name, levels, labels } of layout.hierarchies) {
    hash.update(canonicalJson({ name, labels }));
    for (const codes of levels) addNumbers(hash, codes);
  }
  for (const column of classes.codes) addNumbers(hash, column);
  addNumbers(hash, classes.count);
  if (classes.population !== null) addNumbers(hash, classes.population);
  sensitive.forEach(({ name, labels }, i) => {
    hash.update(canonicalJson({ name, labels }));
    const spread = classes.sensitive[i];
    if (spread === undefined) throw new Error('a table without one of its sensitive columns');
    for (const column of [spread.offsets, spread.values, spread.counts]) addNumbers(hash, column);
  });
  return hash.digest('hex');
}

/** Numbers that a piece of text is made of at a time. */
const PIECE = 0x1_0000;

/** As 32-bit words, the lowest byte first, with their number before them. */
function addNumbers(hash: Hash, numbers: Int32Array | Uint16Array | Uint32Array): void {
  const bytes = new DataView(new ArrayBuffer(4 * PIECE));
  bytes.setUint32(0, numbers.length, true);
  hash.update(new Uint8Array(bytes.buffer, 0, 4));
  for (let start = 0; start < numbers.length; start += PIECE) {
    const end = Math.min(numbers.length, start + PIECE);
    for (let i = start; i < end; i += 1) bytes.setUint32(4 * (i - start), numbers[i] ?? 0, true);
    hash.update(new Uint8Array(bytes.buffer, 0, 4 * (end - start)));
  }
}

function hashQuestion({ lattice, demands, maxSuppression, metric, weights }: SearchQuestion): string {
  const plain = demands.map((demand) => ('estimate' in demand ? { ...demand, estimate: 'given' } : demand));
  const text = JSON.stringify({ lattice, demands: plain, maxSuppression, metric, weights }, numbersAsArrays);
  return sha256(canonicalJson(JSON.parse(text) as Json));
}

const numbersAsArrays = (_: string, value: unknown): unknown =>
  value instanceof Int32Array ? [...value] : value;
