import { type Entry, type Group, sentenceOf, sentencesOf } from '../text/entry.ts';

/** A piece of a page: a heading (level 2 to 4), or a statement, with a name where it is one of several things. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'statement'; readonly name: string | null; readonly text: string };

const DEEPEST = 4;

/** Entries as headings and statements, in their order; groups below the deepest heading become one statement each. */
export function blocksOf(entries: readonly Entry[], level = 2): readonly Block[] {
  return entries.flatMap((entry): readonly Block[] => {
    if (entry.kind !== 'group') return [{ kind: 'statement', name: null, text: sentenceOf(entry) }];
    if (level > DEEPEST) return [statementOf(entry)];
    return [{ kind: 'heading', level, text: entry.label }, ...blocksOf(entry.members, level + 1)];
  });
}

const statementOf = (group: Group): Block => ({
  kind: 'statement',
  name: group.label,
  text: group.members.length === 0 ? 'Ingen.' : sentencesOf(group).join(' '),
});
