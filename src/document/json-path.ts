import { shownText } from './shown-value.ts';

/** Where a value stands in a file: keys and indices from the root. */
export type JsonPath = readonly (string | number)[];

/** A path as people read it: `registre[0].variabler[2].som`; the root is `the whole file`. */
export function renderPath(path: JsonPath): string {
  if (path.length === 0) return 'the whole file';
  return path.map(renderSegment).join('').replace(/^\./, '');
}

function renderSegment(segment: string | number): string {
  if (typeof segment === 'number') return `[${segment}]`;
  return /^[$A-Za-z_][A-Za-z_0-9]{0,40}$/.test(segment) ? `.${segment}` : `[${shownText(segment)}]`;
}
