import type { Block } from './blocks.ts';
import { OPEN, type Page, provenance, SIGN_OFF } from './page.ts';

const STYLE =
  'body{font:16px/1.5 sans-serif;max-width:48em;margin:2em auto;padding:0 1em;overflow-wrap:anywhere}h2{border-bottom:1px solid}' +
  '.open{border:2px solid;padding:0 1em}.sign p{margin-top:2.5em;border-top:1px solid;max-width:20em}@media print{body{margin:0}}';

/** The page as one HTML document that loads nothing and runs nothing; what the decision says is escaped. */
export function renderPageHtml(page: Page): string {
  const open =
    page.open.length === 0
      ? ''
      : `<section class="open"><h2>${OPEN}</h2>\n<ul>\n${page.open.map((text) => `<li>${escape(text)}</li>\n`).join('')}</ul></section>\n`;
  return [
    '<!doctype html>',
    '<html lang="nb"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escape(page.title)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escape(page.title)}</h1>`,
    `<p>${provenance(page)}</p>`,
    `${open}${page.blocks.map(renderBlock).join('\n')}`,
    `<section class="sign">${SIGN_OFF.map((what) => `<p>${what}</p>`).join('')}</section>`,
    '</body></html>',
    '',
  ].join('\n');
}

function renderBlock(block: Block): string {
  if (block.kind === 'heading') return `<h${block.level}>${escape(block.text)}</h${block.level}>`;
  const name = block.name === null ? '' : `<strong>${escape(block.name)}</strong>: `;
  return `<p>${name}${escape(block.text)}</p>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
