import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { readCatalogue } from '../../src/catalogue/read-catalogue.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';

const table = {
  id: 'kontakt',
  navn: 'Kontakter',
  hendelsesdato: 'dato',
  enRadPerPerson: false,
  variabler: [
    { navn: 'foedselsnummer', beskrivelse: '', type: 'tekst', art: 'direkte' },
    { navn: 'dato', beskrivelse: '', type: 'dato', art: 'kvasi' },
  ],
};
const register = {
  id: 'kvr',
  navn: 'Et kvalitetsregister',
  forvalter: 'Et helseforetak',
  nasjonalLoesning: null,
  rettsligKlasse: 'kvalitetsregister',
  identifikasjon: 'personidentifiserbart',
  formaal: ['kvalitetsforbedring', 'forskning'],
  forskrift: 'Registerets vedtekter',
  paragraf11: false,
  sluttdato: null,
  reservasjonsrett: true,
  samtykkebasert: false,
  utenSamtykke: {
    representativitet: 'Akutt syke kan ikke spørres først',
    personvernombud: 'Rådspurt 2024-03-01, sak 24/00007',
    dataansvarlig: 'hf',
  },
  tabeller: [table],
};

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'catalogue-'));
});
afterEach(() => rm(directory, { recursive: true }));

const put = (name: string, value: unknown) =>
  writeFile(join(directory, name), typeof value === 'string' ? value : JSON.stringify(value));

async function found(): Promise<string[]> {
  const error: unknown = await readCatalogue(directory).catch((e: unknown) => e);
  if (!(error instanceof PipelineError)) return [];
  expect(error.exitCode).toBe(11);
  return error.problems.map((p) => `${p.code} ${p.at}`);
}

describe('the shipped catalogue', () => {
  it('holds the registers of the national solution with their letter, and Folkeregisteret outside it', async () => {
    const catalogue = await readCatalogue(join(configsDirectory(), 'registre'));
    const solution = [...catalogue.values()].map((r) => [r.id, r.nasjonalLoesning?.bokstav ?? null]);
    expect(solution).toEqual([
      ['dar', 'a'],
      ['freg', null],
      ['lmr', 'j'],
      ['npr', 'f'],
    ]);
  });

  it('lets every table be linked by fødselsnummer and dates kommuner by the event', async () => {
    const catalogue = await readCatalogue(join(configsDirectory(), 'registre'));
    const tables = [...catalogue.values()].flatMap((r) => r.tabeller);
    expect(tables.map((t) => [t.id, t.identifikator, t.hendelsesdato, t.enRadPerPerson])).toEqual([
      ['doedsfall', 'foedselsnummer', 'doedsdato', true],
      ['person', 'foedselsnummer', null, true],
      ['utlevering', 'foedselsnummer', 'utleveringsdato', false],
      ['episode', 'foedselsnummer', 'inndato', false],
    ]);
    expect(tables.every((t) => t.variabler.some((v) => v.kodeverk === 'kommune'))).toBe(true);
  });
});

describe('a catalogue of one file', () => {
  it('is read when nothing is wrong, with foedselsnummer as the identifier where none is named', async () => {
    await put('kvr.json', register);
    const catalogue = await readCatalogue(directory);
    expect(catalogue.get('kvr')?.tabeller[0]?.identifikator).toBe('foedselsnummer');
  });

  it('is refused when a kvalitetsregister rests neither on consent nor on a right to object', async () => {
    await put('kvr.json', { ...register, reservasjonsrett: false });
    expect(await found()).toEqual(['catalogue.objection-right kvr.json.reservasjonsrett']);
  });

  it('is refused when the event date is not a listed date', async () => {
    await put('kvr.json', { ...register, tabeller: [{ ...table, hendelsesdato: 'foedselsnummer' }] });
    expect(await found()).toEqual(['catalogue.unknown-column kvr.json.kontakt.hendelsesdato']);
  });

  it('is refused when the identifier is not marked as one', async () => {
    const [identifier, date] = table.variabler;
    const variabler = [{ ...identifier, art: 'kvasi' }, date];
    await put('kvr.json', { ...register, tabeller: [{ ...table, variabler }] });
    expect(await found()).toEqual(['catalogue.identifier-kind kvr.json.kontakt.foedselsnummer']);
  });

  it('is refused when a number is said to follow a code list', async () => {
    const coded = { navn: 'kode', beskrivelse: '', type: 'heltall', art: 'kvasi', kodeverk: 'kommune' };
    await put('kvr.json', {
      ...register,
      tabeller: [{ ...table, variabler: [...table.variabler, coded, coded] }],
    });
    expect(await found()).toEqual([
      'catalogue.duplicate kvr.json.kontakt.kode',
      'catalogue.coded-type kvr.json.kontakt.kode',
      'catalogue.coded-type kvr.json.kontakt.kode',
    ]);
  });
});

describe('a catalogue of several files', () => {
  it('is refused with the problems of all files at once', async () => {
    await put('a.json', '{ "id": ');
    await put('b.json', { ...register, forvalter: 7, ukjent: true });
    await put('c.json', register);
    expect(await found()).toEqual([
      'catalogue.not-json a.json',
      'catalogue.shape b.json.forvalter',
      'catalogue.shape b.json',
      'catalogue.file-name c.json.id',
    ]);
  });

  it('is refused when the folder holds no register', async () => {
    expect(await found()).toEqual([`catalogue.empty ${directory}`]);
  });
});
