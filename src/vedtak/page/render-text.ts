import type { Block } from './blocks.ts';
import { OPEN, type Page, provenance, SIGN_OFF } from './page.ts';

/** The page for a terminal. */
export function renderPageText(page: Page): string {
  const open = page.open.length === 0 ? [] : [OPEN, ...page.open.map((text) => `  ${text}`), ''];
  return [
    page.title,
    provenance(page),
    '',
    ...open,
    ...page.blocks.flatMap(renderBlock),
    '',
    ...SIGN_OFF.map((what) => `${what}: ________________________`),
    '',
  ].join('\n');
}

function renderBlock(block: Block): readonly string[] {
  if (block.kind === 'heading') return ['', `${'  '.repeat(block.level - 2)}${block.text}`];
  return [`    ${block.name === null ? '' : `${block.name}: `}${block.text}`];
}
