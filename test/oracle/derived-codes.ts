import { createHmac, type KeyObject } from 'node:crypto';
import type { Plan } from '../../src/artifacts/plan.ts';
import type { Drawn } from './drawn-by-program.ts';
import type { ReadPart } from './read-package.ts';
import type { Cell } from './register-rows.ts';

/**
 * Parts with the numbers that were drawn in place of those derived from them, where the plan derives; a code that nobody with
 * the secret would derive stays as it is, and so differs.
 */
export function withDrawnNumbers(
  plan: Plan,
  parts: readonly ReadPart[],
  drawn: Drawn,
  { key, personOf }: { readonly key: KeyObject; readonly personOf: (identifier: string) => string },
): readonly ReadPart[] {
  const { derived } = plan.number;
  if (derived === undefined) return parts;
  const decoder = (series: string): ReadonlyMap<string, string> => {
    const numbers =
      (series === 'loepenummer' ? drawn.numbers : drawn.series.get(series)) ?? new Map<string, string>();
    const codeOf = (value: string): string =>
      createHmac('sha256', key)
        .update([derived.prosjekt, series, personOf(value)].join('\n'))
        .digest('hex')
        .slice(0, 32);
    return new Map([...numbers].map(([value, number]) => [codeOf(value), number]));
  };
  const persons = decoder('loepenummer');
  return parts.map((part) => {
    const table = plan.tables.find((t) => `${t.register}.${t.tabell}` === part.name);
    const decoders = (table?.columns ?? []).map(({ transform }) =>
      transform.type === 'series' ? decoder(transform.series) : null,
    );
    const decoded = (cell: Cell, i: number): Cell => {
      const number = decoders[i]?.get(String(cell));
      return number === undefined ? cell : Number(number);
    };
    return {
      ...part,
      rows: part.rows.map(({ number, cells }) => ({
        number: persons.get(number) ?? number,
        cells: cells.map(decoded),
      })),
    };
  });
}
