import type { Block } from './blocks.ts';

/** A decision as a page for sign-off. */
export interface Page {
  readonly title: string;
  /** What is still to be filled in or put right before the decision can be run. */
  readonly open: readonly string[];
  readonly blocks: readonly Block[];
  /** SHA-256 of the file, in hexadecimal: what is signed is this file and no other. */
  readonly sha256: string;
}

/** The line under the title. */
export const provenance = ({ sha256 }: Page): string => `Vedtaksfil med SHA-256 ${sha256}.`;

/** Heading of what is left to do. */
export const OPEN = 'Ikke klart: dette må fylles ut eller rettes';

/** What is filled in by hand. */
export const SIGN_OFF = ['Kontrollert mot vedtaket av', 'Dato', 'Underskrift'] as const;
