/** What one key of a decision says: a single value, several values, or a group of further keys; in the order of the file. */
export type Entry = Fact | List | Group;

interface Named {
  /** What tells it from its siblings, whatever their order. */
  readonly key: string;
  /** The key in words. */
  readonly label: string;
  /** Whether the file leaves it out and the default of the format holds. */
  readonly standard: boolean;
}

export interface Fact extends Named {
  readonly kind: 'fact';
  readonly value: string;
  /** A whole sentence. */
  readonly sentence: string;
}

export interface List extends Named {
  readonly kind: 'list';
  readonly items: readonly string[];
}

export interface Group extends Named {
  readonly kind: 'group';
  readonly members: readonly Entry[];
}

/** The sentences of an entry and of all in it, in their order. */
export function sentencesOf(entry: Entry): readonly string[] {
  if (entry.kind === 'group') return entry.members.flatMap(sentencesOf);
  return [sentenceOf(entry)];
}

/** The one sentence of a fact or a list. */
export function sentenceOf(entry: Fact | List): string {
  const standard = entry.standard ? ' (ikke oppgitt i filen; dette gjelder da)' : '';
  if (entry.kind === 'fact') return standard === '' ? entry.sentence : `${bare(entry.sentence)}${standard}.`;
  const items = entry.items.length === 0 ? 'ingen' : entry.items.join('; ');
  return `${entry.label}: ${bare(items)}${standard}.`;
}

/** Without the full stop at its end. */
const bare = (text: string): string => text.replace(/\.$/, '');
