import { createHash } from 'node:crypto';
import { html, type Html } from './html.ts';
import { pageStyle } from './page-style.ts';

export interface Page {
  readonly lang: 'nb' | 'en';
  readonly title: string;
  /** What the page is about, in one line under the title. */
  readonly lead: string;
  readonly body: Html;
}

/** Nothing is fetched and nothing is run: only the one style sheet in the page itself, known by its hash (CSP level 3). */
const policy =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'; ` +
  `base-uri 'none'; form-action 'none'`;

/** Put together apart, so that its text is the text that was hashed. */
const style: Html = { html: `<style>${pageStyle}</style>` };

const skip = { nb: 'Til innholdet', en: 'To the content' } as const;

/** A whole page that needs no file beside it, no network and no script. */
export const renderPage = ({ lang, title, lead, body }: Page): string =>
  html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="referrer" content="no-referrer" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${style}
      </head>
      <body>
        <a class="skip" href="#innhold">${skip[lang]}</a>
        <main id="innhold">
          <h1>${title}</h1>
          <p class="lead">${lead}</p>
          ${body}
        </main>
      </body>
    </html> `.html;
