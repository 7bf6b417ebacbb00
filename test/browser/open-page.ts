import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser } from 'playwright-core';

/** Where Debian and most others put it; `CHROMIUM` names another. */
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });

/** What a reader's browser makes of a page. */
export interface Opened {
  /** Errors and warnings on the console, and whatever was thrown. */
  readonly complaints: readonly string[];
  /** Requests beyond the page itself. */
  readonly requests: readonly string[];
  /** Ids of what axe finds serious or critical, with what it is found on. */
  readonly barriers: readonly string[];
  /** Width and height of every picture as it is drawn. */
  readonly pictures: readonly { readonly width: number; readonly height: number }[];
  /** Whether the style sheet took hold. */
  readonly styled: boolean;
  /** Whether the page is wider than the window. */
  readonly overflows: boolean;
}

export interface Eyes {
  readonly scheme: 'light' | 'dark';
  readonly width: number;
  /** Where a picture of the page is put, or null. */
  readonly screenshot: string | null;
}

export async function openPage(browser: Browser, file: string, eyes: Eyes): Promise<Opened> {
  const page = await browser.newPage({
    colorScheme: eyes.scheme,
    viewport: { width: eyes.width, height: 900 },
  });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  try {
    const url = pathToFileURL(file).href;
    await page.goto(url);
    const seen = await page.evaluate<Pick<Opened, 'pictures' | 'styled' | 'overflows'>>(LOOK);
    if (eyes.screenshot !== null) await page.screenshot({ path: eyes.screenshot, fullPage: true });
    await page.evaluate(axe);
    const results = await page.evaluate<AxeResults>('axe.run()');
    return {
      complaints,
      requests: requests.filter((to) => to !== url),
      barriers: barriersOf(results),
      ...seen,
    };
  } finally {
    await page.close();
  }
}

/** Runs in the page, where the types of this program do not reach. */
const LOOK = `({
  pictures: [...document.querySelectorAll('svg')].map((svg) => {
    const { width, height } = svg.getBoundingClientRect();
    return { width, height };
  }),
  styled: getComputedStyle(document.body).maxWidth !== 'none',
  overflows: document.documentElement.scrollWidth > document.documentElement.clientWidth,
})`;

const barriersOf = ({ violations }: AxeResults): readonly string[] =>
  violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
