import { readFile, rm } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { readCatalogue } from '../../src/catalogue/read-catalogue.ts';
import { registerSchema, type Register, type Variabel } from '../../src/catalogue/register.ts';
import { writeRegisters } from '../../src/synthetic/write-registers.ts';
import type { SyntheticSettings } from '../../src/synthetic/settings.ts';
import { readIdentifier } from './check-identifier.ts';
import { files as fourRegisters, fingerprint, generate, query, syntheticSettings } from './generated.ts';

const catalogue = [...(await readCatalogue(join(configsDirectory(), 'registre'))).values()];
const tables = catalogue.flatMap((register) =>
  register.tabeller.map((table) => ({ register, table, name: `${register.id}.${table.id}` })),
);

const FROM = 2017;
const made: string[] = [];
async function make(
  registers: readonly Register[],
  changed: Partial<SyntheticSettings> = {},
): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'synthetic-'));
  made.push(directory);
  const few = { persons: 1000, fromYear: FROM, episodesPerPerson: 3, ...changed };
  await writeRegisters(await syntheticSettings(directory, few), registers);
  return directory;
}

let directory: string;
beforeAll(async () => {
  directory = await make(catalogue);
});
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));

const rows = (sql: string) => query(directory, sql);
const one = async (sql: string) => (await rows(sql))[0]?.[0];
const typeNames = {
  tekst: 'VARCHAR',
  heltall: /INT/,
  tall: /DECIMAL|DOUBLE/,
  dato: 'DATE',
  tidspunkt: 'TIMESTAMP',
};

/** What one look at a variable gives: its type, how many rows have it, least, greatest, and the values of a list. */
const look = ({ navn, verdier }: Variabel): string =>
  `[typeof(any_value(${navn})), count(${navn})::VARCHAR, min(${navn})::VARCHAR, max(${navn})::VARCHAR]
   || ${verdier ? `list_sort(list(DISTINCT ${navn}) FILTER (${navn} IS NOT NULL))` : '[]::VARCHAR[]'}`;

describe('the extract of a register', () => {
  it.each(tables)('$name holds what the catalogue says, and nothing else', async ({ table, name }) => {
    const { variabler, identifikator, hendelsesdato } = table;
    const columns =
      '(SELECT list(name ORDER BY column_id) FROM parquet_schema({name}) WHERE type IS NOT NULL)';
    const persons = identifikator === null ? 'NULL' : `count(DISTINCT ${identifikator})::INT`;
    const years =
      hendelsesdato === null ? `${FROM}, 2024` : `year(min(${hendelsesdato})), year(max(${hendelsesdato}))`;
    const [seen = []] = await rows(
      `SELECT ${columns.replace('name}', `${name}}`)}, count(*)::INT, ${persons}, ${years}, ${variabler.map(look).join(', ')} FROM {${name}}`,
    );
    const [names, count, distinct, firstYear, lastYear, ...looks] = seen;
    expect(names).toEqual(variabler.map((v) => v.navn));
    if (table.enRadPerPerson) expect(count).toBe(distinct);
    expect([Number(firstYear) >= FROM, Number(lastYear) <= 2024]).toEqual([true, true]);
    for (const [i, v] of variabler.entries()) {
      const [type, filled, least, greatest, ...values] = looks[i] as string[];
      expect(type, v.navn).toMatch(typeNames[v.type]);
      expect(filled, v.navn).not.toBe('0');
      const { fra, til } = v.omraade ?? { fra: -Infinity, til: Infinity };
      if (v.omraade) expect([Number(least) >= fra, Number(greatest) <= til], v.navn).toEqual([true, true]);
      expect(
        values.filter((value) => !(value in (v.verdier ?? {}))),
        v.navn,
      ).toEqual([]);
    }
  });
});

describe('persons', () => {
  const linkable = tables.flatMap(({ table, name }) =>
    table.identifikator === null ? [] : [`SELECT ${table.identifikator} AS id FROM {${name}}`],
  );

  it('are the same in every register: each identifier leads to one of Folkeregisteret', async () => {
    const unknown = `SELECT count(*) FROM (${linkable.join(' UNION ')}) e
      LEFT JOIN {identiteter} i ON i.identifikator = e.id
      WHERE coalesce(i.person, e.id) NOT IN (SELECT foedselsnummer FROM {freg.person})`;
    expect(await one(unknown)).toBe('0');
  });

  it('have one mother, eighteen to forty-three years older, in every register that tells her', async () => {
    const told =
      await rows(`SELECT f.mors_foedselsnummer, f.mors_alder, b.mors_foedselsnummer, f.foedselsnummer
      FROM {mfr.foedsel} f JOIN {ssb.befolkning} b USING (foedselsnummer) WHERE f.mors_foedselsnummer IS NOT NULL`);
    expect(told.length).toBeGreaterThan(50);
    expect(told.filter(([mother, , again]) => mother !== again)).toEqual([]);
    const apart = told.map(([mother, age, , child]) => {
      const [m, c] = [readIdentifier(String(mother)), readIdentifier(String(child))];
      return (
        m?.sex === '2' && Number(age) >= 17 && Number(c?.born.slice(0, 4)) - Number(m.born.slice(0, 4)) <= 43
      );
    });
    expect(new Set(apart)).toEqual(new Set([true]));
  });

  it('are the spouse of their spouse', async () => {
    const couples = 'SELECT foedselsnummer AS a, ektefelles_foedselsnummer AS b FROM {ssb.befolkning}';
    const current = `SELECT coalesce(i.person, c.a) AS a, c.b FROM (${couples}) c LEFT JOIN {identiteter} i ON i.identifikator = c.a`;
    const married = `SELECT * FROM (${current}) WHERE b IS NOT NULL`;
    expect(Number(await one(`SELECT count(*) FROM (${married})`))).toBeGreaterThan(100);
    expect(
      await one(`SELECT count(*) FROM (${married}) x ANTI JOIN (${married}) y ON y.a = x.b AND y.b = x.a`),
    ).toBe('0');
  });

  it('have a time of an event on the day of it', async () => {
    const days =
      'SELECT count(*) FROM {pas.opphold} WHERE inntidspunkt::DATE <> inndato OR uttidspunkt::DATE <> utdato';
    expect(await one(days)).toBe('0');
  });
});

describe('the lists beside the extracts', () => {
  it('name persons for the registers that ask for them', async () => {
    const read = async (name: string) => (await readFile(join(directory, name), 'utf8')).trim().split('\n');
    const [header, ...objections] = await read('reservasjoner.csv');
    const [consentHeader, ...consents] = await read('samtykker.csv');
    const registersIn = (lines: readonly string[]) => [...new Set(lines.map((line) => line.split(',')[1]))];
    const where = (holds: (r: Register) => boolean) => catalogue.filter(holds).map((r) => r.id);
    expect(header).toBe('foedselsnummer,register');
    expect(registersIn(objections)).toEqual(where((r) => r.reservasjonsrett));
    expect(consentHeader).toBe('foedselsnummer,register,omfang,versjon,verge,trukket');
    expect(registersIn(consents)).toEqual(where((r) => r.samtykkebasert));
  });
});

describe('a seed', () => {
  const some = catalogue.filter((r) => ['mfr', 'krg', 'moba'].includes(r.id));
  const names = some.flatMap((r) => r.tabeller.map((t) => `${r.id}.${t.id}`));

  it('gives the same rows with one thread as with two, whatever registers are made beside, and another seed others', async () => {
    const alone = await make(some, { threads: 1 });
    const other = await make(some, { seed: 'en annen' });
    for (const name of names) {
      const print = await fingerprint(directory, name);
      expect(await fingerprint(alone, name), name).toBe(print);
      expect(await fingerprint(other, name), name).not.toBe(print);
    }
  });

  it('gives the four registers with a life of their own as they are without a choice of registers', async () => {
    const chosen = await make(catalogue.filter((r) => ['freg', 'dar', 'npr', 'lmr'].includes(r.id)));
    const whole = await generate({ persons: 1000, fromYear: FROM, episodesPerPerson: 3 });
    made.push(whole);
    for (const file of fourRegisters)
      expect(await fingerprint(chosen, file), file).toBe(await fingerprint(whole, file));
  });
});

describe("a register of the forvalter's own", () => {
  const variable = (navn: string, type: string, more: object) => ({ navn, beskrivelse: navn, type, ...more });
  const own = registerSchema.parse({
    ...catalogue.find((r) => r.id === 'nrl'),
    id: 'eget',
    tabeller: [
      {
        id: 'prove',
        navn: 'Prøver',
        hendelsesdato: 'dato',
        enRadPerPerson: false,
        variabler: [
          variable('foedselsnummer', 'tekst', { art: 'direkte' }),
          variable('dato', 'dato', { art: 'kvasi' }),
          variable('kode', 'tekst', { art: 'sensitiv', kodeverk: 'icpc2' }),
          variable('svar', 'tekst', { art: 'sensitiv', verdier: { "vet ikke, '": 'ukjent' } }),
          variable('slektning', 'tekst', { art: 'direkte', pekerPaa: 'annen_person' }),
          variable('bydel', 'tekst', { art: 'kvasi', kodeverk: 'bydel' }),
          variable('vare', 'tekst', { art: 'sensitiv', kodeverk: 'varenummer' }),
          variable('alder', 'heltall', { art: 'kvasi' }),
          variable('ledd', 'tekst', { art: 'teknisk', pekerPaa: 'hendelse' }),
        ],
      },
    ],
  });

  it('gets its extract from its file alone, with the dirt of real ones when asked for', async () => {
    const folder = await make([own], { dirty: true, persons: 2000 });
    const [found] = await query(
      folder,
      `SELECT count(*) > 1000, count(*) FILTER (kode = 'Å99') > 0, count(slektning) > 0, min(alder) >= 0,
        count(*) FILTER (length(bydel) = 6) > 0, count(*) FILTER (length(vare) = 6) > 0, count(ledd) > 0,
        count(*) FILTER (svar = 'vet ikke, ''') > 0 FROM {eget.prove}`,
    );
    expect(found).toEqual(Array(8).fill(true));
  });
});
