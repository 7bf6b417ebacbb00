import type { Category } from './counted.ts';

/** Texts in the order of their characters, numbers in them by size; what is missing comes last. Alike everywhere. */
export function naturalOrder(a: Category, b: Category): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const [left, right] = [piecesOf(a), piecesOf(b)];
  for (const [i, piece] of left.entries()) {
    const other = right[i];
    if (other === undefined) return 1;
    const order = comparePieces(piece, other);
    if (order !== 0) return order;
  }
  return left.length - right.length || compare(a, b);
}

const piecesOf = (text: string): readonly string[] => text.match(/\d+|\D+/g) ?? [];

function comparePieces(a: string, b: string): number {
  if (!/^\d/.test(a) || !/^\d/.test(b)) return compare(a, b);
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return left.length - right.length || compare(left, right);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
