import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prepareResultSchema, type PrepareResult } from '../../src/artifacts/prepare-result.ts';
import { compileProgram, type Ended } from '../cli/compiled-program.ts';
import type { Changes } from '../cli/demo-decision.ts';
import { readVerified, type Place } from '../cli/place.ts';
import { drawText } from './canary.ts';
import { arrowFile } from './marked-arrow.ts';
import { expectNoMarks, expectNothingLeft, openMarkedPlaces } from './marked-place.ts';
import { spoilerOf, type Spoiler } from './spoil.ts';

const program = compileProgram();
const places = await openMarkedPlaces();

/** Something that is wrong, and what the program says to it. */
interface Fault {
  readonly code: string;
  readonly at?: string | RegExp;
  readonly exit: number;
  readonly decision?: Changes;
  readonly spoil?: (spoiler: Spoiler, place: Place) => unknown;
  readonly args?: readonly string[];
}

/** A cell that does not fit, as a literal of SQL; it is one more mark. */
const bad = drawText();
const cell = (table: string, column: string, value: string) => (s: Spoiler) => s.cell(table, column, value);
const identifier = cell.bind(null, 'npr.episode', 'foedselsnummer');
const inPlace = (write: (place: Place) => unknown) => (_: Spoiler, place: Place) => write(place);

const decisions: Readonly<Record<string, Fault>> = {
  'a key that the contract does not have': {
    ...{ code: 'vedtak.unknown-key', at: 'utlevering.mottaker', exit: 10 },
    decision: { 'utlevering.mottaker': 'x' },
  },
  'a decision that has expired': {
    ...{ code: 'vedtak.not-valid', exit: 10 },
    decision: {
      'vedtak.dato': '2020-01-15',
      'vedtak.gyldigFra': '2020-01-15',
      'vedtak.gyldigTil': '2020-12-31',
    },
  },
  'a decision that was withdrawn': {
    ...{ code: 'vedtak.status', exit: 10, decision: { 'vedtak.status': 'trukket' } },
  },
  'a decision that is cut short': {
    ...{ code: 'vedtak.syntax', exit: 10 },
    spoil: inPlace((p) => {
      writeFileSync(p.vedtak, readFileSync(p.vedtak, 'utf8').slice(0, 900));
    }),
  },
  'a decision that is not there': {
    ...{ code: 'usage.file', exit: 2 },
    spoil: inPlace((p) => {
      rmSync(p.vedtak);
    }),
  },
  'an extract in place of the decision': {
    ...{ code: 'vedtak.encoding', exit: 10 },
    spoil: inPlace((p) => {
      cpSync(join(p.uttrekk, 'npr.episode.parquet'), p.vedtak);
    }),
  },
  'a variable that the catalogue does not have': {
    ...{ code: 'plan.unknown-variable', at: 'registre[0].variabler[7].navn', exit: 11 },
    decision: { 'registre.0.variabler.7': { navn: 'ubestilt' } },
  },
  'a part of the contract that is not built yet': {
    ...{ code: 'plan.unsupported', at: 'utlevering.format', exit: 11 },
    decision: { 'utlevering.format': 'arrow' },
  },
  'a direct identifier': {
    ...{ code: 'plan.direct-identifier', exit: 11 },
    decision: { 'registre.0.variabler.7': { navn: 'foedselsnummer', som: 'fnr' } },
  },
  'a demand of k that is not met': {
    ...{
      code: 'risk.k',
      at: 'anonymitet',
      exit: 14,
      decision: { 'anonymitet.k': 40, 'anonymitet.vedBrudd': 'avvis' },
    },
  },
  'more to suppress than the decision allows': {
    ...{ code: 'risk.suppression-limit', exit: 14 },
    decision: { 'anonymitet.kvasi.3': 'npr.episode.helseforetak', 'anonymitet.maksUndertrykking': 0.5 },
  },
  'nobody left after suppression': {
    ...{ code: 'risk.nothing-left', exit: 14 },
    decision: { 'anonymitet.kvasi.3': 'npr.episode.helseforetak', 'anonymitet.maksUndertrykking': 1 },
  },
  'conditions that nobody meets': {
    ...{ code: 'run.population-empty', at: 'utvalg', exit: 13 },
    decision: { 'utvalg.hvor.0.starterMed': ['Q'] },
  },
};

const extracts: Readonly<Record<string, Fault>> = {
  'a variable that the extract does not have': {
    ...{ code: 'plan.variable-not-in-extract', exit: 11 },
    spoil: (s) => s.select('npr.episode', 'SELECT * EXCLUDE (liggetid) FROM extract'),
  },
  'identifiers as numbers': {
    ...{ code: 'plan.column-type', exit: 11 },
    spoil: (s) =>
      s.select('npr.episode', 'SELECT * REPLACE (foedselsnummer::BIGINT AS foedselsnummer) FROM extract'),
  },
  'dates as text': {
    ...{ code: 'plan.column-type', exit: 11 },
    spoil: (s) => s.select('npr.episode', 'SELECT * REPLACE (inndato::VARCHAR AS inndato) FROM extract'),
  },
  'an identifier with a wrong control digit': {
    ...{ code: 'run.identifier-malformed', at: 'npr.episode.foedselsnummer', exit: 13 },
    spoil: identifier(`left(foedselsnummer, 10) || ((right(foedselsnummer, 1)::INT + 1) % 10)`),
  },
  'an identifier that has lost its first character': {
    ...{ code: 'run.identifier-malformed', at: 'npr.episode.foedselsnummer', exit: 13 },
    spoil: identifier('substr(foedselsnummer, 2)'),
  },
  'an identifier that is missing': {
    ...{
      code: 'run.identifier-malformed',
      at: 'npr.episode.foedselsnummer',
      exit: 13,
      spoil: identifier('NULL'),
    },
  },
  'an identifier with letters, outside the source of the utvalg': {
    ...{ code: 'run.identifier-malformed', at: 'lmr.utlevering.foedselsnummer', exit: 13 },
    spoil: cell('lmr.utlevering', 'foedselsnummer', `'${bad}'`),
  },
  'a kommune code that nobody knows': {
    ...{ code: 'run.invalid-value', at: 'npr.episode.kommunenummer', exit: 13 },
    spoil: cell('npr.episode', 'kommunenummer', `'${bad}'`),
  },
  'a kommune code before there was such a kommune': {
    ...{ code: 'run.invalid-value', at: 'npr.episode.kommunenummer', exit: 13 },
    spoil: cell('npr.episode', 'kommunenummer', `'3118'`),
  },
  'a diagnosis that is none': {
    ...{ code: 'run.invalid-value', at: 'dar.doedsfall.underliggende_aarsak', exit: 13 },
    spoil: cell('dar.doedsfall', 'underliggende_aarsak', `'${bad}'`),
  },
  'a diagnosis in no block of the list': {
    ...{ code: 'run.invalid-value', at: 'dar.doedsfall.underliggende_aarsak', exit: 13 },
    spoil: cell('dar.doedsfall', 'underliggende_aarsak', `'I999ZZZ'`.replace('I99', 'U99')),
  },
  'a date in the future': {
    ...{ code: 'run.invalid-value', at: 'npr.episode.utdato', exit: 13 },
    spoil: cell('npr.episode', 'utdato', `DATE '2999-12-31'`),
  },
  'a date without end': {
    ...{ code: 'run.invalid-value', at: 'npr.episode.utdato', exit: 13 },
    spoil: cell('npr.episode', 'utdato', `DATE 'infinity'`),
  },
  'an extract that is cut off': {
    ...{ code: 'extract.corrupt', at: /npr\.episode\.parquet$/, exit: 13 },
    spoil: (s) => {
      s.truncate('npr.episode', 4000);
    },
  },
  'an extract without rows': {
    ...{ code: 'run.extract-empty', at: 'dar.doedsfall', exit: 13 },
    spoil: (s) => s.select('dar.doedsfall', 'FROM extract WHERE false'),
  },
  'an extract without bytes': {
    ...{ code: 'extract.empty-file', exit: 13 },
    spoil: (s) => {
      s.truncate('dar.doedsfall', 0);
    },
  },
  'an extract that is not there': {
    ...{ code: 'extract.missing', at: 'lmr.utlevering', exit: 13 },
    spoil: (s) => {
      s.remove('lmr.utlevering');
    },
  },
  'a folder of extracts that is not there': {
    ...{ code: 'extract.directory', exit: 13, args: ['--uttrekk', 'nowhere'] },
  },
  'an extract in two forms': {
    ...{ code: 'extract.ambiguous', at: 'dar.doedsfall', exit: 13 },
    spoil: (s) => {
      s.write('dar.doedsfall.arrow', arrowFile(places.registers['dar.doedsfall']));
    },
  },
  'an extract in CSV': {
    ...{ code: 'plan.unsupported', at: 'dar.doedsfall', exit: 13 },
    spoil: (s) => {
      s.remove('dar.doedsfall');
      s.write('dar.doedsfall.csv', `foedselsnummer;doedsdato\n${bad};${bad}\n`);
    },
  },
  'Arrow that is damaged': {
    ...{ code: 'extract.corrupt', exit: 13 },
    spoil: (s) => {
      s.remove('dar.doedsfall');
      const file = arrowFile(places.registers['dar.doedsfall']);
      s.write(
        'dar.doedsfall.arrow',
        file.map((byte, i) => (i >= 40 && i < 400 ? byte ^ 0xff : byte)),
      );
    },
  },
  'a pipe in place of an extract': {
    ...{ code: 'extract.not-a-file', exit: 13 },
    spoil: (s, place) => {
      s.remove('dar.doedsfall');
      execFileSync('mkfifo', [join(place.uttrekk, 'dar.doedsfall.parquet')]);
    },
  },
  'identifiers that take more memory than there is': {
    ...{ code: 'run.out-of-memory', exit: 13, args: ['--minne', '512MiB', '--traader', '1'] },
    spoil: (s) =>
      s.select(
        'npr.episode',
        `SELECT e.* REPLACE (foedselsnummer || i || repeat('${bad}', 20000) AS foedselsnummer) FROM extract AS e, range(15) AS r(i)`,
      ),
  },
};

const lists: Readonly<Record<string, Fault>> = {
  'a list of objections without the right header': {
    ...{ code: 'extract.side-list-header', at: /reservasjoner\.csv$/, exit: 13 },
    spoil: (s) => {
      s.write('reservasjoner.csv', `navn\n${bad}\n`);
    },
  },
  'an objection by nobody that can be known': {
    ...{ code: 'run.objection-unreadable', at: 'reservasjoner.csv', exit: 13 },
    spoil: (s) => {
      s.write('reservasjoner.csv', `foedselsnummer\n${bad}\n`);
    },
  },
  'an objection in a register that nobody knows': {
    ...{ code: 'run.objection-unreadable', at: 'reservasjoner.csv', exit: 13 },
    spoil: (s) => {
      s.write('reservasjoner.csv', `foedselsnummer;register\n${firstIdentifier()};${bad}\n`);
    },
  },
  'a list of objections with a row too long': {
    ...{ code: 'run.database', at: /objections/, exit: 13 },
    spoil: (s) => {
      s.write('reservasjoner.csv', `foedselsnummer;register\n${firstIdentifier()};npr;${bad}\n`);
    },
  },
  'one identifier of two persons': {
    ...{ code: 'run.identity-conflict', at: 'identiteter', exit: 13 },
    spoil: (s) => {
      const [first, second] = identifiers();
      s.write('identiteter.csv', `identifikator,person\n${first},${second}\n${first},${first}\n`);
    },
  },
  'a list of identities without its columns': {
    ...{ code: 'extract.side-list-header', at: /identiteter\.csv$/, exit: 13 },
    spoil: (s) => {
      s.write('identiteter.csv', `navn\n${bad}\n`);
    },
  },
};

const machine: Readonly<Record<string, Fault>> = {
  'an output that is a file': {
    ...{ code: 'package.write-failed', exit: 15 },
    spoil: inPlace((p) => {
      writeFileSync(p.ut, '');
    }),
  },
  'an output below a file': {
    ...{ code: 'package.write-failed', exit: 15, args: ['--ut', 'decision.json/ut'] },
  },
  'an output in which no file can be made': {
    ...{ code: 'package.write-failed', exit: 15 },
    spoil: inPlace((p) => {
      mkdirSync(join(p.ut, '.laas'), { recursive: true });
    }),
  },
  'a name of the output that leads in a circle': {
    ...{ code: 'package.write-failed', exit: 15 },
    spoil: inPlace((p) => {
      symlinkSync(p.ut, p.ut);
    }),
  },
  'too little memory to begin with': {
    code: 'usage.option',
    at: '--minne',
    exit: 2,
    args: ['--minne', '100MB'],
  },
  'a number of threads that is none': {
    code: 'usage.option',
    at: '--traader',
    exit: 2,
    args: ['--traader', '0'],
  },
};

const identifiers = (): readonly string[] => [
  ...new Set(places.registers['npr.episode'].rows.map((row) => String(row['foedselsnummer']))),
];
const firstIdentifier = (): string => identifiers()[0] ?? '';

describe.each(Object.entries({ decisions, extracts, lists, machine }))('%s', (_, faults) => {
  test.each(Object.entries(faults))('%s is refused and nothing is delivered', async (_name, fault) => {
    const place = places.open(fault.decision);
    await fault.spoil?.(spoilerOf(place, places.extracts), place);
    const args = [...place.args, ...(fault.args ?? []), '--json'];
    const ended = await program.run('prepare-main', args, { cwd: place.folder, env: place.env });
    const result = readResult(ended);
    expect(result).toMatchObject({ ok: false, exitCode: fault.exit, package: null, parts: 0 });
    expect(result.problems.map((p) => p.code)).toContain(fault.code);
    expectSaid(ended, result, fault);
    expectNoMarks(place, ended, [...places.marks, bad]);
    expectNothingLeft(place);
    await expectRecorded(place, fault);
  });
});

function readResult({ stdout, status, signal }: Ended): PrepareResult {
  expect(stdout.endsWith('\n')).toBe(true);
  const result = prepareResultSchema.parse(JSON.parse(stdout));
  expect([status, signal]).toEqual([result.exitCode, null]);
  return result;
}

function expectSaid({ stderr }: Ended, { problems }: PrepareResult, { code, at }: Fault): void {
  const said = problems.find((p) => p.code === code);
  if (at !== undefined) expect(said?.at).toMatch(at instanceof RegExp ? at : new RegExp(`^${escape(at)}$`));
  for (const p of problems)
    for (const part of [p.code, p.at, p.expected, p.got, p.fix]) {
      expect(part).not.toBe('');
      expect(stderr).toContain(part);
    }
  expect(stderr).not.toContain('a fault in the program');
}

const escape = (text: string): string => text.replace(/[.[\]]/g, '\\$&');

async function expectRecorded(place: Place, { code, exit }: Fault): Promise<void> {
  const ends = (await readVerified(place.state)).filter((e) => e.type !== 'run-started');
  expect(ends).toMatchObject([{ type: 'refused', exitCode: exit }]);
  expect(ends.flatMap((e) => (e.type === 'refused' ? e.codes : []))).toContain(code);
}
