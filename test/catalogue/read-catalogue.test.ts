import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { readCatalogue } from '../../src/catalogue/read-catalogue.ts';
import type { Register } from '../../src/catalogue/register.ts';
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

describe('the shipped catalogue', async () => {
  const catalogue = await readCatalogue(join(configsDirectory(), 'registre'));
  const registers = [...catalogue.values()];
  const idsWhere = (holds: (r: Register) => boolean) => registers.filter(holds).map((r) => r.id);

  it('holds the registers of the national solution with their letters, from the day it began', () => {
    const inside = registers.flatMap(({ id, nasjonalLoesning: n }) =>
      n === null ? [] : [`${n.bokstav} ${id} ${n.fra}`],
    );
    const letters = [
      'a dar',
      'b krg',
      'c mfr',
      'd msis',
      'e sysvak',
      'f npr',
      'g hkr',
      'h bivirkning',
      'i kpr',
    ];
    const all = [...letters, 'j lmr', 'k helsearkiv'].map((register) => `${register} 2023-03-15`);
    expect(inside.sort()).toEqual(all);
  });

  it('holds § 11 to be met by letters a to j alone', () => {
    const statutory = idsWhere((r) => r.paragraf11).sort();
    expect(statutory).toEqual(idsWhere(({ nasjonalLoesning: n }) => n !== null && n.bokstav <= 'j').sort());
  });

  it('has no identifier in the avidentifiserte registers, and one in all others', () => {
    const unknown = idsWhere((r) => r.identifikasjon === 'avidentifisert');
    expect(unknown).toEqual(['abort', 'nois', 'norm', 'ravn']);
    expect(idsWhere((r) => r.tabeller.some((t) => t.identifikator === null))).toEqual(unknown);
  });

  it('has a template and a worked example of each kind of register that is made anew', () => {
    const made = ['beredskap', 'helseundersoekelse', 'kvalitetsregister'] as const;
    for (const kind of made) {
      const of = registers.filter((r) => r.rettsligKlasse === kind);
      expect(of.map((r) => r.mal).sort(), kind).toEqual([false, true]);
    }
    expect(idsWhere((r) => r.mal)).toHaveLength(made.length);
  });

  it('tells of every register that is not confirmed by a source what must be', () => {
    expect(idsWhere((r) => r.merknad === undefined)).toEqual([]);
  });

  it('says of every person or provider that a variable points to that it is an identifier with a series', () => {
    const pointers = registers
      .flatMap((r) => r.tabeller.flatMap((t) => t.variabler))
      .filter((v) => v.pekerPaa !== undefined);
    expect(new Set(pointers.map((v) => v.pekerPaa))).toEqual(
      new Set(['mor', 'far', 'ektefelle', 'barn', 'behandler', 'institusjon', 'hendelse']),
    );
    expect(pointers.filter((v) => !v.nivaaer.includes('loepenummer')).map((v) => v.navn)).toEqual([]);
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
