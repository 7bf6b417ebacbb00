import { relative, resolve, dirname, join } from 'node:path';
import { z } from 'zod';
import { configsDirectory } from '../../catalogue/configs-directory.ts';
import { readCatalogue } from '../../catalogue/read-catalogue.ts';
import { exitCodes } from '../../errors/stages.ts';
import { readNamedFile } from '../../document/read-file.ts';
import { refuse } from '../../errors/pipeline-error.ts';
import { today } from '../../steps/settings.ts';
import { compareEntries } from '../../vedtak/diff/compare.ts';
import { findColumns, renderColumns } from '../../vedtak/draft/columns.ts';
import { makeDraft } from '../../vedtak/draft/make-draft.ts';
import { readList } from '../../vedtak/draft/read-list.ts';
import { blocksOf } from '../../vedtak/page/blocks.ts';
import type { Page } from '../../vedtak/page/page.ts';
import { renderPageHtml } from '../../vedtak/page/render-html.ts';
import { renderPageMarkdown } from '../../vedtak/page/render-markdown.ts';
import { renderPageText } from '../../vedtak/page/render-text.ts';
import { type ReadableVedtak, readReadable } from '../../vedtak/read-readable.ts';
import { readEntries } from '../../vedtak/text/read-entries.ts';
import { parseColumns } from '../column-option.ts';
import { confirm } from '../confirm.ts';
import { catalogueAt } from '../paths.ts';
import { runCommand } from '../run-command.ts';
import { writeNew } from '../write-new.ts';

const success = { versjon: 1, ok: true, exitCode: 0 } as const;

const draftOptions = z.object({
  variabelliste: z.string(),
  ut: z.string().optional(),
  kolonner: z.string().optional(),
  configs: z.string().optional(),
  json: z.boolean().optional(),
});

/** Makes a draft of a decision file from a variable list; rows that are not in it are told, and end with 10. */
export async function draftCommand(given: unknown): Promise<void> {
  const options = draftOptions.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const rows = await readList(await readNamedFile(options.variabelliste), options.variabelliste);
    const columns = findColumns(rows, parseColumns(options.kolonner));
    const { missing, names: found } = columns;
    if (missing.length > 0)
      throw refuse('vedtak', 'vedtak.list-columns', options.variabelliste, { missing, found });
    const read = renderColumns(rows, columns);
    if (options.kolonner === undefined && !(await confirm(`Columns: ${read}. Is that right?`)))
      throw refuse('usage', 'usage.confirmation', options.variabelliste, { columns: read });
    const catalogue = await readCatalogue(catalogueAt(options.configs));
    const { decision, variables, problems } = makeDraft(catalogue, rows, columns, schemaBeside(options.ut));
    const text = `${JSON.stringify(decision, null, 2)}\n`;
    if (options.ut !== undefined) await writeNew(resolve(options.ut), text);
    const ok = problems.length === 0;
    const exitCode = ok ? 0 : exitCodes.vedtak;
    const json = { versjon: 1, ok, exitCode, columns: read, variables, decision, problems };
    const told = `${options.ut ?? ''}: a draft with ${variables} variables; tilrette check --vedtak ${options.ut ?? ''} says what is to be filled in\n`;
    return { json, text: options.ut === undefined ? text : told, exitCode, problems };
  });
}

/** The JSON Schema as an editor finds it from where the draft will lie. */
function schemaBeside(file: string | undefined): string {
  const schema = join(configsDirectory(), 'schema', 'vedtak.schema.json');
  const path = relative(file === undefined ? process.cwd() : dirname(resolve(file)), schema);
  return path.replaceAll('\\', '/');
}

const showOptions = z.object({
  html: z.string().optional(),
  markdown: z.boolean().optional(),
  json: z.boolean().optional(),
});

/** Shows a decision file as a page for sign-off. */
export async function showCommand(file: string, given: unknown): Promise<void> {
  const options = showOptions.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const page = pageOf(await readDecisionFile(file));
    if (options.html !== undefined) await writeNew(resolve(options.html), renderPageHtml(page));
    const shown = options.markdown === true ? renderPageMarkdown(page) : renderPageText(page);
    const text = options.html === undefined ? shown : `${options.html}: ${page.title}\n`;
    return { json: { ...success, page, problems: [] }, text };
  });
}

const pageOf = (decision: ReadableVedtak): Page => ({
  title: `Vedtak ${decision.saksnummer}`,
  open: decision.open.map(
    ({ at, line, expected, got }) =>
      `${at}${line === undefined ? '' : ` (linje ${line})`}: expected ${expected}; got ${got}`,
  ),
  blocks: blocksOf(readEntries(decision.file, decision.filled)),
  sha256: decision.sha256,
});

const compareOptions = z.object({ json: z.boolean().optional() });

/** Says what the second of two decision files changes. */
export async function compareCommand(before: string, after: string, given: unknown): Promise<void> {
  const options = compareOptions.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const [old, now] = [await readDecisionFile(before), await readDecisionFile(after)];
    const changes = compareEntries(readEntries(old.file, old.filled), readEntries(now.file, now.filled));
    const equal = changes.length === 0;
    const files = { before: old.sha256, after: now.sha256 };
    const text = equal ? 'Ingenting endres.\n' : changes.map(({ sentence }) => `- ${sentence}\n`).join('');
    return { json: { ...success, equal, files, changes, problems: [] }, text };
  });
}

const readDecisionFile = async (file: string): Promise<ReadableVedtak> =>
  readReadable(await readNamedFile(file), today({ now: () => new Date() }));
