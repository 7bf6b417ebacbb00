import type { Betingelse } from '../schema.ts';

type Tests = Omit<Betingelse, 'variabel' | 'ikke'>;

/** A condition in words, with all tests it names: `hoveddiagnose begynner med C50`. */
export function describeCondition({ variabel, ikke, ...tests }: Betingelse): string {
  return [...describeTests(variabel, tests), ...describeNot(variabel, ikke)].join(', og ');
}

function describeNot(variabel: string, ikke: Betingelse['ikke']): readonly string[] {
  if (ikke === undefined) return [];
  if (isList(ikke)) return [`${variabel} er oppgitt og er ingen av ${ikke.join(', ')}`];
  return [`${variabel} er oppgitt, og det er ikke slik at ${describeTests(variabel, ikke).join(', og ')}`];
}

const isList = (ikke: NonNullable<Betingelse['ikke']>): ikke is Extract<typeof ikke, readonly unknown[]> =>
  Array.isArray(ikke);

function describeTests(name: string, { starterMed, lik, i, fra, til, mangler }: Tests): readonly string[] {
  return [
    ...(starterMed === undefined ? [] : [`${name} begynner med ${starterMed.join(' eller ')}`]),
    ...(lik === undefined ? [] : [`${name} er ${String(lik)}`]),
    ...(i === undefined ? [] : [`${name} er en av ${i.join(', ')}`]),
    ...(fra === undefined && til === undefined ? [] : [`${name} er ${describeRange(fra, til)}`]),
    ...(mangler === undefined ? [] : [mangler ? `${name} mangler` : `${name} er oppgitt`]),
  ];
}

function describeRange(from: Tests['fra'], to: Tests['til']): string {
  const ends = [
    ...(from === undefined ? [] : [`fra og med ${from}`]),
    ...(to === undefined ? [] : [`til og med ${to}`]),
  ];
  return ends.join(' ');
}
