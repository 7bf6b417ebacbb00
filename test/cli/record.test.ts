import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PrepareResult } from '../../src/artifacts/prepare-result.ts';
import { renderBreach } from '../../src/cli/render-breach.ts';
import { renderOverviewCsv } from '../../src/cli/render-overview-csv.ts';
import { renderOverviewHtml } from '../../src/cli/render-overview-html.ts';
import type { PipelineError } from '../../src/errors/pipeline-error.ts';
import { listDisclosures } from '../../src/ledger/list-disclosures.ts';
import { summariseLedger } from '../../src/ledger/summarise-ledger.ts';
import { manifestSchema } from '../../src/artifacts/manifest.ts';
import { unpackPackage } from '../../src/package/unpack.ts';
import { approveRun } from '../../src/steps/approve-run.ts';
import { hasSeries } from '../../src/steps/case-record.ts';
import { deleteKey } from '../../src/steps/delete-key.ts';
import { overviewOf } from '../../src/steps/overview.ts';
import { recordBreach } from '../../src/steps/record-breach.ts';
import { recordReceipt } from '../../src/steps/record-receipt.ts';
import type { RecordSettings } from '../../src/steps/settings.ts';
import { findMarks } from '../security/canary.ts';
import { openMarkedPlaces } from '../security/marked-place.ts';
import { isRefusal, prepare } from './compiled-pipeline.ts';
import { demoIdentity } from './demo-decision.ts';
import { readVerified, type Place } from './place.ts';
import { settingsIn, worldAt } from './test-run.ts';

const places = await openMarkedPlaces();
const loose = { 'anonymitet.k': 2, 'anonymitet.maksUndertrykking': 1 };
const at = (time: string) => (): Date => new Date(time);
const noon = at('2026-06-01T12:00:00Z');

const run = (place: Place, record: Partial<RecordSettings> = {}, now = noon): Promise<PrepareResult> =>
  prepare(settingsIn(place, { preparedBy: 'Ola Nordmann', minutes: 90, ...record }), worldAt(now));

async function refusal(work: Promise<unknown>): Promise<PipelineError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (isRefusal(error)) return error;
  throw new Error('no refusal', { cause: error });
}

const codes = async (work: Promise<unknown>): Promise<readonly string[]> =>
  (await refusal(work)).problems.map(({ code }) => code);

const named = ({ run: name }: PrepareResult): string => name ?? '';

describe('the record of a delivery', () => {
  test('tells all that the overview needs, receipts and breaches too, and no value of a register', async () => {
    const place = places.open();
    const result = await run(place);
    const { state } = place;
    const later = at('2026-06-03T08:00:00Z');
    const received = { type: 'received', run: named(result), date: '2026-06-02' } as const;
    await recordReceipt(state, received, later);
    expect(await codes(recordReceipt(state, received, later))).toEqual(['ledger.already-recorded']);
    const party = { type: 'deleted', run: named(result), part: 'Helsedataservice' } as const;
    await recordReceipt(state, { ...party, date: null }, later);
    const stranger = { ...party, part: 'Hvem som helst', date: null };
    expect(await codes(recordReceipt(state, stranger, later))).toEqual(['ledger.party']);
    expect(
      await codes(recordReceipt(state, { ...party, part: ' helsedataservice', date: null }, later)),
    ).toEqual(['ledger.already-recorded']);
    expect(await codes(recordReceipt(state, { ...party, date: '2026-05-31' }, later))).toEqual([
      'ledger.date',
    ]);
    const unknown = { ...received, run: 'nothing' };
    expect(await codes(recordReceipt(state, unknown, later))).toEqual(['ledger.run-unknown']);
    const entries = await readVerified(state);
    const rows = overviewOf(listDisclosures(entries));
    expect(rows).toMatchObject([
      {
        ...{ saksnummer: '26/00001', myndighet: 'Helsedataservice', vedtaksdato: '2026-01-15' },
        ...{ rek: 'REK 000001, 2025-09-01', databruker: 'Demonstrasjonsuniversitetet', land: 'NO' },
        ...{ mottakertype: 'ekstern, offentlig', kanal: 'analyserom: TSD', utfoertAv: 'Ola Nordmann' },
        ...{ minutter: 90, serie: '26/00001 nr. 1', mottatt: '2026-06-02', klagefrist: '2026-06-23' },
        ...{ slettet: ['Helsedataservice: 2026-06-03'], brukTil: '2039-12-31', lagringTil: '2039-12-31' },
        ...{ vilkaar: ['Datasettet skal slettes ved prosjektslutt.'], personer: 60 },
      },
    ]);
    expect(summariseLedger(entries)[0]?.deleted).toBe(null);
    const breach = await recordBreach({ dir: state, run: named(result), discovered: null }, later);
    const again = await recordBreach(
      { dir: state, run: named(result), discovered: null },
      at('2026-06-04T00:00:00Z'),
    );
    expect([breach.due, again.due]).toEqual(['2026-06-06T08:00:00.000Z', '2026-06-06T08:00:00.000Z']);
    expect(renderBreach(breach)).toContain('6. juni 2026 kl. 10:00 norsk tid');
    const other = (discovered: string) => recordBreach({ dir: state, run: named(result), discovered }, later);
    expect(await codes(other('2026-06-02T00:00:00Z'))).toEqual(['ledger.already-recorded']);
    expect(await codes(other('i går'))).toEqual(['ledger.time']);
    const texts = [renderBreach(breach), renderOverviewCsv(rows), renderOverviewHtml(rows, 'x')].join('\n');
    expect(texts).toContain('npr.episode');
    expect(findMarks(texts, places.marks)).toEqual([]);
  });

  test('says in manifest and overview which delivery it corrects, and only of the same case', async () => {
    const place = places.open();
    const first = await run(place);
    const second = await run(place, { corrects: named(first) });
    const manifest = readFileSync(join(second.package ?? '', 'manifest.json'), 'utf8');
    expect(manifestSchema.parse(JSON.parse(manifest)).retter).toBe(first.run);
    const rows = overviewOf(listDisclosures(await readVerified(place.state)));
    expect(rows.map((r) => [r['retter'], r['erstattetAv']])).toEqual([
      [null, second.run],
      [first.run, null],
    ]);
    const text = readFileSync(place.vedtak, 'utf8').replace('26/00001', '26/00002');
    writeFileSync(place.vedtak, text);
    expect(await codes(run(place, { corrects: named(first) }))).toEqual(['ledger.other-case']);
  });
});

describe('a delivery made again', () => {
  test('is equal byte for byte, publishes nothing, and is refused where a part or the decision differs', async () => {
    const place = places.open(loose);
    const first = await run(place);
    const again = await run(place, { recreates: named(first) }, at('2026-09-01T12:00:00Z'));
    expect(again).toMatchObject({ outcome: 'recreated', package: null, parts: 3 });
    expect(readdirSync(place.ut)).toEqual([basename(first.package ?? '')]);
    const born = places.registers['dar.doedsfall'].rows[0]?.['foedselsnummer'];
    writeFileSync(join(place.uttrekk, 'reservasjoner.csv'), `foedselsnummer\n${String(born)}\n`);
    const differs = await refusal(run(place, { recreates: named(first) }));
    expect(differs.exitCode).toBe(16);
    expect(differs.problems.map(({ at: where }) => where)).toContain('data/npr_episode_0000.parquet.age');
    const text = readFileSync(place.vedtak, 'utf8').replace(
      'Demonstrasjonsuniversitetet',
      'Et annet universitet',
    );
    writeFileSync(place.vedtak, text);
    const other = await refusal(run(place, { recreates: named(first) }));
    expect(other.problems.map(({ at: where }) => where)).toContain('vedtak');
    const outcomes = summariseLedger(await readVerified(place.state)).map((r) => r.outcome);
    expect(outcomes).toEqual(['delivered', 'recreated', 'refused', 'refused']);
  });
});

describe('a delivery that waits for approval', () => {
  const approve = (place: Place, name: string, by: string, reject = false, now = noon) =>
    approveRun({ dir: place.state, run: name, by, reject }, now);

  test('is published by another person only, who is recorded', async () => {
    const place = places.open();
    const waiting = await run(place, { awaitApproval: true });
    expect(waiting.outcome).toBe('awaiting-approval');
    expect(readdirSync(place.ut).filter((name) => !name.startsWith('.'))).toEqual([]);
    const name = named(waiting);
    expect(await codes(approve(place, name, ' ola  NORDMANN'))).toEqual(['ledger.four-eyes']);
    const late = at('2040-01-01T00:00:00Z');
    expect(await codes(approve(place, name, 'Kari', false, late))).toEqual(['ledger.approval-late']);
    const approved = await approve(place, name, 'Kari Nordmann');
    expect(existsSync(join(approved.package ?? '', 'manifest.json'))).toBe(true);
    expect(await codes(approve(place, name, 'Kari Nordmann'))).toEqual(['ledger.not-waiting']);
    const [row] = overviewOf(listDisclosures(await readVerified(place.state)));
    expect(row).toMatchObject({ utfoertAv: 'Ola Nordmann', godkjentAv: 'Kari Nordmann' });
  });

  test('outlives the next run and a crash at any step, and is rejected or refused when it was changed', async () => {
    const place = places.open();
    const first = named(await run(place, { awaitApproval: true }));
    const second = named(await run(place, { awaitApproval: true }));
    const held = readdirSync(place.ut).filter((name) => name.endsWith('.venter'));
    expect(held).toHaveLength(2);
    const [folder = ''] = held.filter((name) => name.includes(first));
    const path = join(place.ut, folder);
    const final = join(place.ut, folder.replace(/^\.|\.venter$/g, ''));
    const part = join(path, 'data', 'npr_episode_0000.parquet.age');
    const whole = readFileSync(part);
    writeFileSync(part, Buffer.concat([whole.subarray(0, -1), Buffer.from([(whole.at(-1) ?? 0) ^ 1])]));
    expect(await codes(approve(place, first, 'Kari'))).toEqual(['ledger.package-differs', 'verify.hash']);
    writeFileSync(part, whole);
    renameSync(path, final);
    expect(await codes(approve(place, first, 'Kari'))).toEqual(['ledger.not-waiting']);
    await approve(place, second, 'Ola Nordmann', true);
    expect(readdirSync(place.ut).filter((name) => name.endsWith('.venter'))).toEqual([]);
    const outcomes = summariseLedger(await readVerified(place.state)).map((r) => r.outcome);
    expect(outcomes.at(-1)).toBe('abandoned');
    rmSync(final, { recursive: true });
  });
});

describe('a delivery after persons have objected', () => {
  test('leaves them out, tells the databruker which løpenumre to delete, and how it differs', async () => {
    const place = places.open(loose);
    const first = await run(place);
    const gone = places.registers['npr.episode'].rows.map((row) => String(row['foedselsnummer']));
    const objected = [...new Set(gone)].slice(0, 6);
    writeFileSync(join(place.uttrekk, 'reservasjoner.csv'), `foedselsnummer\n${objected.join('\n')}\n`);
    const second = await run(place);
    const unpacked = join(place.folder, 'unpacked');
    await unpackPackage(second.package ?? '', {
      allowedSigners: readFileSync(join(place.state, 'avsendere'), 'utf8'),
      identity: readFileSync(demoIdentity, 'utf8'),
      ut: unpacked,
    });
    const list = readFileSync(join(unpacked, 'dokumentasjon', 'slettes_loepenumre.csv'), 'utf8');
    expect(list).toMatch(/^loepenummer\n(\d{8}\n){6}$/);
    const contents: unknown = JSON.parse(
      readFileSync(join(unpacked, 'dokumentasjon', 'innhold.json'), 'utf8'),
    );
    expect(contents).toMatchObject({
      endring: { forrige: first.run, nye: 0, borte: 6 },
      sletteliste: { antall: 6 },
    });
  });
});

describe('the koblingsnøkkel of a case', () => {
  test('is deleted with proof when the databruker has deleted, and the next series is another', async () => {
    const place = places.open();
    const first = await run(place);
    const request = { dir: place.state, saksnummer: '26/00001', reason: null };
    expect(await codes(deleteKey(request, noon))).toEqual(['keys.data-out']);
    const deleted = { type: 'deleted', run: named(first), date: null, part: null } as const;
    await recordReceipt(place.state, deleted, noon);
    const files = await deleteKey(request, noon);
    expect(files.map(({ file }) => file.replace(/levert\..*\.age/, 'levert'))).toEqual([
      '26_00001.levert',
      '26_00001.noekkel.age',
    ]);
    expect(readdirSync(join(place.state, 'noekler'))).toEqual(['26_00001.sak']);
    expect(await codes(deleteKey(request, noon))).toEqual(['keys.no-key']);
    await run(place);
    const rows = overviewOf(listDisclosures(await readVerified(place.state)));
    expect(rows.map((r) => r['serie'])).toEqual(['26/00001 nr. 1', '26/00001 nr. 2']);
  });

  test('that is old or lost is not made up for by other numbers, until a person says why the series ends', async () => {
    const place = places.open();
    await run(place);
    const keys = join(place.state, 'noekler');
    const copy = join(place.folder, 'noekler');
    cpSync(keys, copy, { recursive: true });
    const second = await run(place);
    rmSync(keys, { recursive: true });
    renameSync(copy, keys);
    const entries = await readVerified(place.state);
    expect([hasSeries(entries, '26/00001'), hasSeries(entries, '26/00002')]).toEqual([true, false]);
    const counts = entries.map((e) => ({ ...e, statistikk: [] }));
    expect(hasSeries(counts, '26/00001')).toBe(false);
    const { problems } = await refusal(run(place));
    expect(problems.map(({ code }) => code)).toEqual(['keys.store-old']);
    expect(problems[0]?.expected).toContain(named(second));
    for (const name of readdirSync(keys)) rmSync(join(keys, name), { recursive: true });
    expect(await codes(run(place))).toEqual(['keys.store-lost']);
    expect(readdirSync(place.ut)).toHaveLength(2);
    const request = { dir: place.state, saksnummer: '26/00001', reason: null };
    expect(await codes(deleteKey(request, noon))).toEqual(['keys.data-out']);
    expect(await deleteKey({ ...request, reason: 'Disken er borte' }, noon)).toEqual([]);
    expect(await codes(deleteKey({ ...request, reason: 'Igjen' }, noon))).toEqual(['keys.no-key']);
    await run(place);
    const rows = overviewOf(listDisclosures(await readVerified(place.state)));
    expect(rows.map((r) => r['serie']).at(-1)).toBe('26/00001 nr. 2');
  });
});
