import type { Block } from './blocks.ts';
import { OPEN, type Page, provenance, SIGN_OFF } from './page.ts';

/** The page as Markdown; what the decision says stands as it was written, with every sign of Markdown and HTML escaped. */
export function renderPageMarkdown(page: Page): string {
  const open = page.open.length === 0 ? [] : [`## ${OPEN}`, '', ...page.open.map(item), ''];
  return [
    `# ${escape(page.title)}`,
    '',
    provenance(page),
    '',
    ...open,
    ...page.blocks.flatMap(renderBlock),
    '',
    ...SIGN_OFF.flatMap((what) => [`${what}: ________________________`, '']),
  ].join('\n');
}

function renderBlock(block: Block): readonly string[] {
  if (block.kind === 'heading') return ['', `${'#'.repeat(block.level)} ${escape(block.text)}`, ''];
  return [block.name === null ? item(block.text) : `- **${escape(block.name)}**: ${escape(block.text)}`];
}

const item = (text: string): string => `- ${escape(text)}`;

const escape = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, '\\$&');
