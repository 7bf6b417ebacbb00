import { readdirSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { readCatalogue } from '../../src/catalogue/read-catalogue.ts';
import type { Register } from '../../src/catalogue/register.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import type { Problem } from '../../src/errors/problem.ts';
import { renderProblems } from '../../src/errors/render.ts';

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

async function problems(): Promise<readonly Problem[]> {
  const error: unknown = await readCatalogue(directory).catch((e: unknown) => e);
  if (!(error instanceof PipelineError)) return [];
  expect(error.exitCode).toBe(11);
  return error.problems;
}

const found = async () => (await problems()).map((p) => `${p.code} ${p.at}`);
const told = async () => renderProblems(await problems());

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
  const withVariable = (variable: object) => ({
    ...register,
    tabeller: [{ ...table, variabler: [...table.variabler, { ...coded, ...variable }] }],
  });
  const coded = { navn: 'kode', beskrivelse: '', type: 'tekst', art: 'kvasi' };

  it('is read when nothing is wrong, with foedselsnummer as the identifier where none is named', async () => {
    await put('kvr.json', register);
    const catalogue = await readCatalogue(directory);
    expect(catalogue.get('kvr')?.tabeller[0]?.identifikator).toBe('foedselsnummer');
  });

  it.each(readdirSync(join(configsDirectory(), 'registre')))(
    'is read when it is a copy of %s',
    async (file) => {
      await copyFile(join(configsDirectory(), 'registre', file), join(directory, file));
      expect([...(await readCatalogue(directory)).keys()]).toEqual([file.replace('.json', '')]);
    },
  );

  const kvalitetsregister: Record<string, [object, string[]]> = {
    'without consent gives no right to object': [
      { reservasjonsrett: false },
      ['catalogue.objection-right kvr.json: reservasjonsrett'],
    ],
    'without consent does not state what the forskrift demands': [
      { utenSamtykke: undefined },
      ['catalogue.without-consent kvr.json: utenSamtykke'],
    ],
    'of a private company has no agreement with a regionalt helseforetak': [
      { utenSamtykke: { ...register.utenSamtykke, dataansvarlig: 'privat-ideell' } },
      ['catalogue.agreement kvr.json: utenSamtykke.avtale'],
    ],
    'rests on consent and has neither': [
      { reservasjonsrett: false, utenSamtykke: undefined, samtykkebasert: true },
      [],
    ],
    'is a template that has still to be filled in': [
      { reservasjonsrett: false, utenSamtykke: undefined, mal: true },
      [],
    ],
    'is of another class': [
      { reservasjonsrett: false, utenSamtykke: undefined, rettsligKlasse: 'annet' },
      [],
    ],
  };
  it.each(Object.keys(kvalitetsregister))('is judged when a kvalitetsregister %s', async (name) => {
    const [changes, problems] = kvalitetsregister[name] ?? [{}, []];
    await put('kvr.json', { ...register, ...changes });
    expect(await found()).toEqual(problems);
  });

  it('is refused when the event date is not a listed date', async () => {
    await put('kvr.json', { ...register, tabeller: [{ ...table, hendelsesdato: 'foedselsnummer' }] });
    expect(await found()).toEqual(['catalogue.unknown-column kvr.json: tabeller[0].hendelsesdato']);
  });

  it('is refused when the identifier is not marked as one', async () => {
    const [identifier, date] = table.variabler;
    const variabler = [{ ...identifier, art: 'kvasi' }, date];
    await put('kvr.json', { ...register, tabeller: [{ ...table, variabler }] });
    expect(await found()).toEqual(['catalogue.identifier-kind kvr.json: tabeller[0].variabler[0].art']);
  });

  it('is refused when an avidentifisert register has an identifier, or another has none', async () => {
    await put('kvr.json', { ...register, identifikasjon: 'avidentifisert' });
    expect(await found()).toEqual(['catalogue.identifier-form kvr.json: tabeller[0].identifikator']);
    await put('kvr.json', { ...register, tabeller: [{ ...table, identifikator: null }] });
    expect(await found()).toEqual(['catalogue.identifier-form kvr.json: tabeller[0].identifikator']);
  });

  it('is refused when a name stands twice', async () => {
    await put('kvr.json', {
      ...register,
      tabeller: [table, { ...table, variabler: [...table.variabler, coded, coded] }],
    });
    expect(await found()).toEqual([
      'catalogue.duplicate kvr.json: tabeller[1].id',
      'catalogue.duplicate kvr.json: tabeller[1].variabler[3].navn',
    ]);
  });

  const variables: Record<string, [object, string]> = {
    'is a number and follows a code list': [{ type: 'heltall', kodeverk: 'kommune' }, 'coded-type type'],
    'is a text with a range': [{ omraade: { fra: 0, til: 1 } }, 'range-type omraade'],
    'leads to a person and is no direct identifier': [{ pekerPaa: 'mor' }, 'pointer-kind pekerPaa'],
    'is no kommune and can become a fylke': [{ nivaaer: ['sjelden', 'fylke'] }, 'level nivaaer[1]'],
    'is a text and can become an age': [{ nivaaer: ['aldersgruppe'] }, 'level nivaaer[0]'],
    'has no code system and can be cut along it': [{ nivaaer: ['kode'] }, 'level nivaaer[0]'],
    'has a range that runs backwards': [{ type: 'tall', omraade: { fra: 2, til: 1 } }, 'value omraade'],
  };
  it.each(Object.keys(variables))('is refused when a variable %s', async (name) => {
    const [changes, expected] = variables[name] ?? [{}, ''];
    const [code, at] = expected.split(' ');
    await put('kvr.json', withVariable(changes));
    expect(await found()).toEqual([`catalogue.${code} kvr.json: tabeller[0].variabler[2].${at}`]);
  });

  it('tells line, expected, got and fix of a mistake, with the nearest name', async () => {
    const text = JSON.stringify({ ...register, rettsligKlasse: 'kvalitetsregistre' }, null, 2);
    await put('kvr.json', text.replace('"forvalter"', '"forvaltar"').replace('"dato",', '"dato" 5,'));
    expect(await told()).toMatchInlineSnapshot(`
      "catalogue.syntax at kvr.json: column 31 (line 26)
        expected  a comma before the next key or value
        got       the character 5
        fix       correct the file here
      "
    `);
    await put('kvr.json', text.replace('"forvalter"', '"forvaltar"'));
    expect(await told()).toMatchInlineSnapshot(`
      "catalogue.missing at kvr.json: forvalter (line 1)
        expected  text in double quotes
        got       nothing
        fix       add the key "forvalter" as the register says

      catalogue.unknown-key at kvr.json: forvaltar (line 4)
        expected  keys here: $schema, id, navn, mal, forvalter, forskrift, paragraf11, nasjonalLoesning, rettsligKlasse, identifikasjon, pseudonymform, formaal, reservasjonsrett, samtykkebasert, utenSamtykke, sluttdato, merknad, tabeller
        got       the key "forvaltar"
        fix       write "forvalter", or remove the key

      catalogue.value at kvr.json: rettsligKlasse (line 6)
        expected  lovbestemt, kvalitetsregister, helseundersoekelse, beredskap, helsearkiv, behandlingsrettet or annet
        got       "kvalitetsregistre"
        fix       write "kvalitetsregister"
      "
    `);
  });
});

describe('a catalogue of several files', () => {
  it('is refused with the problems of all files at once', async () => {
    await put('a.json', '{ "id": ');
    await put('b.json', { ...register, forvalter: 7, ukjent: true });
    await put('c.json', register);
    expect(await found()).toEqual([
      'catalogue.syntax a.json: column 9',
      'catalogue.wrong-type b.json: forvalter',
      'catalogue.unknown-key b.json: ukjent',
      'catalogue.file-name c.json: id',
    ]);
  });

  it('is refused when the folder holds no register', async () => {
    expect(await found()).toEqual([`catalogue.empty ${directory}`]);
  });
});
