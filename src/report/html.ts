/** A piece of HTML in which every value that was put in has been escaped. */
export interface Html {
  readonly html: string;
}

type Value = Html | string | number | readonly Html[];

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function insert(value: Value): string {
  if (typeof value === 'string') return escape(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map((piece) => piece.html).join('');
}

/** HTML or SVG with values in it; a text is escaped for both element content and quoted attributes. */
export const html = (strings: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  html: strings.map((text, i) => `${text}${i < values.length ? insert(values[i] ?? '') : ''}`).join(''),
});

/** Nothing. */
export const nothing: Html = { html: '' };
