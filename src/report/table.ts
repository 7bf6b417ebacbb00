import { html, nothing, type Html } from './html.ts';

export interface Column {
  readonly name: string;
  /** Set to the right. */
  readonly number?: boolean;
}

type Cell = Html | string | number;

/** A table with its caption; the first cell of a row names the row. It scrolls by itself where the screen is narrow. */
export function renderTable(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): Html {
  const side = (i: number): string => (columns[i]?.number === true ? 'number' : 'text');
  const head = columns.map(({ name }, i) => html`<th scope="col" class="${side(i)}">${name}</th>`);
  const body = rows.map(
    (cells) =>
      html`<tr>
        ${cells.map((cell, i) =>
          i === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="${side(i)}">${cell}</td>`,
        )}
      </tr> `,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div> `;
}

/** Terms and what is said of each; a term of which nothing is said is left out. */
export const renderTerms = (terms: readonly (readonly [term: string, said: Cell | null])[]): Html =>
  html`<dl>
    ${terms.map(([term, said]) =>
      said === null || said === ''
        ? nothing
        : html`<dt>${term}</dt>
            <dd>${said}</dd> `,
    )}
  </dl> `;

export const renderList = (items: readonly Cell[]): Html =>
  items.length === 0
    ? nothing
    : html`<ul>
        ${items.map((item) => html`<li>${item}</li> `)}
      </ul> `;
