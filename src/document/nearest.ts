/** The candidate that `word` most likely is a slip of, or undefined when none is close; æ, ø and å count as ae, oe, aa. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const folded = fold(word).slice(0, LONGEST);
  const limit = Math.max(1, Math.floor(folded.length / 3));
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(folded, fold(candidate)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

const LONGEST = 64;

function fold(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa');
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) row = nextRow(row, i + 1, a.charAt(i), b);
  return row.at(-1) ?? 0;
}

function nextRow(above: readonly number[], start: number, letter: string, b: string): number[] {
  const row = [start];
  for (let j = 0; j < b.length; j++) {
    const replaced = (above[j] ?? 0) + (b.charAt(j) === letter ? 0 : 1);
    row.push(Math.min(replaced, (above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
  }
  return row;
}
