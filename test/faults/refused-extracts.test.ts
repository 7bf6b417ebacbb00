import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe } from 'vitest';
import { compileProgram } from '../cli/compiled-program.ts';
import { drawText } from '../security/canary.ts';
import { testFaults, type Fault } from '../security/fault.ts';
import { arrowFile } from '../security/marked-arrow.ts';
import { openMarkedPlaces } from '../security/marked-place.ts';
import type { Spoiler } from '../security/spoil.ts';

const program = compileProgram();
const places = await openMarkedPlaces();

/** A cell that does not fit, as a literal of SQL; it is one more mark. */
const bad = drawText();
const cell = (table: string, column: string, value: string) => (s: Spoiler) => s.cell(table, column, value);
const identifier = cell.bind(null, 'npr.episode', 'foedselsnummer');

/** The deaths as CSV, the date last, with their lines changed. */
const asCsv =
  (change: (lines: readonly string[]) => readonly string[], encoding: 'utf8' | 'latin1' = 'utf8') =>
  (s: Spoiler): void => {
    const { types, rows } = places.registers['dar.doedsfall'];
    const columns = [...Object.keys(types).filter((name) => name !== 'doedsdato'), 'doedsdato'];
    const lines = rows.map((row) => columns.map((column) => String(row[column] ?? '')).join(';'));
    s.remove('dar.doedsfall');
    const text = [columns.join(';'), ...change(lines), ''].join('\n');
    s.write('dar.doedsfall.csv', Buffer.from(text, encoding));
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
  'CSV with a row too short': {
    ...{ code: 'extract.csv-row', at: /dar\.doedsfall\.csv$/, exit: 13 },
    spoil: asCsv((lines) => [...lines, `${bad};${bad}`]),
  },
  'CSV with a quote too many': {
    ...{ code: 'extract.csv-row', at: /dar\.doedsfall\.csv$/, exit: 13 },
    spoil: asCsv(([first = '', ...lines]) => [first, `"${bad}`, ...lines]),
  },
  'CSV in another encoding': {
    ...{ code: 'extract.csv-encoding', at: /dar\.doedsfall\.csv$/, exit: 13 },
    spoil: asCsv((lines) => [...lines, `${bad}\xf8`], 'latin1'),
  },
  'CSV with a date that is none': {
    ...{ code: 'run.invalid-value', at: 'dar.doedsfall.doedsdato', exit: 13 },
    spoil: asCsv(([first = '', ...lines]) => [first.replace(/\d{4}-\d{2}-\d{2}$/, bad), ...lines]),
  },
  'CSV with an identifier that is none': {
    ...{ code: 'run.identifier-malformed', at: 'dar.doedsfall.foedselsnummer', exit: 13 },
    spoil: asCsv(([first = '', ...lines]) => [first.replace(/^\d+/, bad), ...lines]),
  },
  'CSV with a date in a condition that is none': {
    ...{ code: 'extract.csv-value', at: 'dar.doedsfall.doedsdato', exit: 13 },
    decision: { 'registre.1.hvor': [{ variabel: 'doedsdato', fra: '2020-01-01' }] },
    spoil: asCsv(([first = '', ...lines]) => [first.replace(/\d{4}-\d{2}-\d{2}$/, bad), ...lines]),
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
  'persons apart from all others, more than the decision lets suppress': {
    ...{ code: 'risk.suppression-limit', at: 'anonymitet.maksUndertrykking', exit: 14 },
    decision: { 'anonymitet.maksUndertrykking': 0.01 },
    spoil: cell('npr.episode', 'kjoenn', `'9'`),
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
    ...{ code: 'extract.csv-row', at: /reservasjoner\.csv$/, exit: 13 },
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

const identifiers = (): readonly string[] => [
  ...new Set(places.registers['npr.episode'].rows.map((row) => String(row['foedselsnummer']))),
];
const firstIdentifier = (): string => identifiers()[0] ?? '';

describe.each(Object.entries({ extracts, lists }))('%s', (_, faults) => {
  testFaults(program, places, faults, [bad]);
});
