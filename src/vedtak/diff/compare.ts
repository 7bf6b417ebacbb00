import { type Entry, sentenceOf, sentencesOf } from '../text/entry.ts';

/** One thing an amendment changes. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Keys from the root, elements of lists by their names: `registre npr.episode variabler inndato`. */
  readonly at: readonly string[];
  /** The whole of it in one sentence. */
  readonly sentence: string;
}

/**
 * What is different in the second of two decisions, in sentences, in the order of the first and then of what is new. The
 * order of keys and of elements that have names is no difference, nor is a default that is written out.
 */
export function compareEntries(
  before: readonly Entry[],
  after: readonly Entry[],
  at: readonly string[] = [],
): readonly Change[] {
  const later = new Map(after.map((entry) => [entry.key, entry]));
  const earlier = new Set(before.map((entry) => entry.key));
  return [
    ...before.flatMap((old) => compareEntry(old, later.get(old.key), [...at, old.key])),
    ...after.flatMap((entry) => (earlier.has(entry.key) ? [] : [added(entry, [...at, entry.key])])),
  ];
}

function compareEntry(old: Entry, now: Entry | undefined, at: readonly string[]): readonly Change[] {
  if (now === undefined)
    return [{ kind: 'removed', at, sentence: `${nameOf(at)} utgår. Før: ${sentencesOf(old).join(' ')}` }];
  if (old.kind === 'group' && now.kind === 'group') return compareEntries(old.members, now.members, at);
  if (old.kind === 'list' && now.kind === 'list') return compareItems(old.items, now.items, at);
  const [from, to] = [old, now].map(valueOf);
  if (from === to) return [];
  return [{ kind: 'changed', at, sentence: `${nameOf(at)} endres fra «${from}» til «${to}».` }];
}

const added = (entry: Entry, at: readonly string[]): Change => ({
  kind: 'added',
  at,
  sentence: `${nameOf(at)} kommer til. ${sentencesOf(entry).join(' ')}`.trim(),
});

const valueOf = (entry: Entry): string =>
  entry.kind === 'fact'
    ? entry.value
    : entry.kind === 'list'
      ? sentenceOf(entry)
      : sentencesOf(entry).join(' ');

function compareItems(
  before: readonly string[],
  after: readonly string[],
  at: readonly string[],
): readonly Change[] {
  const change = (kind: 'added' | 'removed', item: string): Change => ({
    kind,
    at,
    sentence: `${nameOf(at)}: «${item}» ${kind === 'added' ? 'kommer til' : 'utgår'}.`,
  });
  return [
    ...without(before, after).map((item) => change('removed', item)),
    ...without(after, before).map((item) => change('added', item)),
  ];
}

/** Elements of the first that are not in the second, each as often as it is missing. */
function without(all: readonly string[], gone: readonly string[]): readonly string[] {
  const left = [...gone];
  return all.filter((item) => {
    const place = left.indexOf(item);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

const ELEMENTS: Readonly<Record<string, string>> = {
  variabler: 'Variabelen',
  registre: 'Registertabellen',
  hvor: 'Betingelsen på',
  ekskluder: 'Unntaket ved',
  dispensasjoner: 'Dispensasjonen',
  tabeller: 'Tabellen',
};

/** What is at a place, for the start of a sentence: `Variabelen npr.episode.inndato, minimering`. */
function nameOf(at: readonly string[]): string {
  if (at[0] === 'registre' && at[1] !== undefined) return nameInTable(at[1], at.slice(2));
  const [list = '', element = ''] = at.slice(-2);
  const kind = ELEMENTS[list];
  if (at.length > 1 && kind !== undefined) return `${kind} ${element} (${at.slice(0, -1).join('.')})`;
  return at.join('.');
}

function nameInTable(table: string, [list, element, ...rest]: readonly string[]): string {
  if (list === undefined) return `Registertabellen ${table}`;
  if (list === 'variabler' && element !== undefined)
    return [`Variabelen ${table}.${element}`, ...rest].join(', ');
  if (list === 'hvor' && element !== undefined) return `Betingelsen på ${table}.${element}`;
  return [`Registertabellen ${table}`, list, ...(element === undefined ? [] : [element]), ...rest].join(', ');
}
