import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderOverviewHtml } from '../../src/cli/render-overview-html.ts';
import { renderDocuments } from '../../src/report/documents.ts';
import { blocksOf } from '../../src/vedtak/page/blocks.ts';
import { renderPageHtml } from '../../src/vedtak/page/render-html.ts';
import { readReadable } from '../../src/vedtak/read-readable.ts';
import { readEntries } from '../../src/vedtak/text/read-entries.ts';
import { demoDecision } from '../cli/demo-decision.ts';
import { reportedDelivery } from '../report/reported-delivery.ts';
import { openBrowser, openPage, type Opened } from './open-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'tilrette-sider-'));
let browser: Browser;
beforeAll(async () => {
  for (const { name, content } of renderDocuments(reportedDelivery()))
    writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, 'oversikt.html'), renderOverviewHtml(overview, '2026-06-05T12:00:00.000Z'));
  writeFileSync(join(folder, 'vedtak.html'), decisionPage());
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** A folder for screenshots, for a person to look at. */
const screenshots = process.env['SKJERMBILDER'];

const disclosed = {
  ...{ saksnummer: '26/00001', kjoering: '20260601T120000Z_a531a8', levert: '2026-06-01T12:00:04.000Z' },
  ...{ databruker: 'Demonstrasjonsuniversitetet', formaal: 'forskning', personer: 1069 },
  mottakernoekler: [`age1${'q'.repeat(58)}`],
  registre: ['npr.episode: 18377 rader, 1055 personer', 'dar.doedsfall: 150 rader, 150 personer'],
  ...{ manifest: 'f'.repeat(64), lagringTil: '2039-12-31', mottatt: '2026-06-02' },
  slettet: ['Helsedataservice: 2026-06-03', 'databruker: 2026-06-04'],
};
/** As `tilrette oversikt --html` has it. */
const overview = [disclosed, { ...disclosed, mottatt: null, slettet: [] }];

/** As `tilrette vedtak vis --html` has it. */
function decisionPage(): string {
  const { saksnummer, file, filled, sha256 } = readReadable(
    Buffer.from(JSON.stringify(demoDecision())),
    '2026-06-01',
  );
  const blocks = blocksOf(readEntries(file, filled));
  return renderPageHtml({ title: `Vedtak ${saksnummer}`, open: [], blocks, sha256 });
}

const pages = {
  'foelgebrev.html': 0,
  'kodebok.html': 0,
  'risiko.html': 6,
  'oversikt.html': 0,
  'vedtak.html': 0,
} as const;
const eyes = [
  { scheme: 'light', width: 1000 },
  { scheme: 'dark', width: 1000 },
  { scheme: 'light', width: 380 },
] as const;

describe.each(Object.entries(pages))('%s', (name, pictures) => {
  test.each(eyes)('opens in $scheme at $width pixels without a complaint or a barrier', async (eye) => {
    const screenshot =
      screenshots === undefined ? null : join(screenshots, `${name}-${eye.scheme}-${eye.width}.png`);
    const opened: Opened = await openPage(browser, join(folder, name), { ...eye, screenshot });
    expect(opened).toMatchObject({
      complaints: [],
      requests: [],
      barriers: [],
      styled: true,
      overflows: false,
    });
    expect(opened.pictures).toHaveLength(pictures);
    for (const { width, height } of opened.pictures) expect(Math.min(width, height)).toBeGreaterThan(30);
  });
});
