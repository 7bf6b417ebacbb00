import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { readKommuneList } from '../../src/catalogue/kommune-list.ts';
import { readIdentifier } from './check-identifier.ts';
import { generate, query } from './generated.ts';

let directory: string;
beforeAll(async () => {
  directory = await generate();
});
afterAll(() => rm(directory, { recursive: true }));

const rows = (sql: string) => query(directory, sql);
const one = async (sql: string) => (await rows(sql))[0]?.[0];

const everyEvent = `SELECT foedselsnummer, inndato AS dato, utdato AS slutt, kommunenummer FROM {npr.episode}
  UNION ALL SELECT foedselsnummer, utleveringsdato, utleveringsdato, kommunenummer FROM {lmr.utlevering}
  UNION ALL SELECT foedselsnummer, doedsdato, doedsdato, kommunenummer FROM {dar.doedsfall}`;

describe('identifiers', () => {
  it('are valid synthetic numbers of the date of birth and the sex beside them', async () => {
    const seen = await rows(
      `SELECT DISTINCT foedselsnummer, foedselsdato, kjoenn FROM {npr.episode}
       UNION SELECT foedselsnummer, foedselsdato, kjoenn FROM {lmr.utlevering}
       UNION SELECT foedselsnummer, foedselsdato, kjoenn FROM {freg.person}`,
    );
    const wrong = seen.filter(([text, born, sex]) => {
      const read = readIdentifier(String(text));
      return read?.born !== born || read?.sex !== sex;
    });
    expect([seen.length > 3000, wrong]).toEqual([true, []]);
  });

  it('belong to one person each', async () => {
    expect(
      await rows('SELECT count(*)::INT, count(DISTINCT foedselsnummer)::INT FROM {freg.person}'),
    ).toEqual([[3000, 3000]]);
  });

  it('of a D-number that was replaced lead to the number that Folkeregisteret has now', async () => {
    const replaced = await rows(
      'SELECT identifikator, person FROM {identiteter} WHERE identifikator <> person',
    );
    expect(replaced.length).toBeGreaterThan(100);
    const kinds = replaced.map(([old, now]) => [readIdentifier(String(old)), readIdentifier(String(now))]);
    expect(kinds.filter(([old, now]) => !old?.dNumber || now?.dNumber || old.born !== now?.born)).toEqual([]);
    const unknown =
      'SELECT count(*)::INT FROM {identiteter} WHERE person NOT IN (SELECT foedselsnummer FROM {freg.person})';
    expect(await one(unknown)).toBe(0);
  });

  it('of every event lead to a person of Folkeregisteret, some through a D-number', async () => {
    const mapped = `SELECT e.foedselsnummer, coalesce(i.person, e.foedselsnummer) AS person FROM (${everyEvent}) e
      LEFT JOIN {identiteter} i ON i.identifikator = e.foedselsnummer`;
    const lost = `SELECT count(*)::INT FROM (${mapped}) WHERE person NOT IN (SELECT foedselsnummer FROM {freg.person})`;
    expect(await one(lost)).toBe(0);
    expect(await one(`SELECT count(*)::INT FROM (${mapped}) WHERE person <> foedselsnummer`)).toBeGreaterThan(
      100,
    );
  });

  it('before the change are D-numbers and after it are not', async () => {
    const overlap = `SELECT count(*)::INT FROM (
      SELECT i.person, max(dato) FILTER (e.foedselsnummer <> i.person) AS siste, min(dato) FILTER (e.foedselsnummer = i.person) AS foerste
      FROM (${everyEvent}) e JOIN {identiteter} i ON i.identifikator = e.foedselsnummer GROUP BY 1) WHERE siste >= foerste`;
    expect(await one(overlap)).toBe(0);
  });
});

describe('persons', () => {
  it('are as often men as women, of all ages', async () => {
    const [row] =
      await rows(`SELECT avg((kjoenn = '1')::INT), min(year(foedselsdato)) < 1925, max(year(foedselsdato))
      FROM {freg.person}`);
    expect(Number(row?.[0])).toBeCloseTo(0.5, 1);
    expect(row?.slice(1)).toEqual([true, '2024']);
  });
});

describe('events', () => {
  it('end with the death of the person, and never come before birth', async () => {
    const outside = `SELECT count(*)::INT FROM (${everyEvent}) e
      LEFT JOIN {identiteter} i ON i.identifikator = e.foedselsnummer
      JOIN {freg.person} f ON f.foedselsnummer = coalesce(i.person, e.foedselsnummer)
      WHERE e.slutt > f.doedsdato OR e.dato < f.foedselsdato`;
    expect(await one(outside)).toBe(0);
  });

  it('have a death in Dødsårsaksregisteret for each that Folkeregisteret has in the period', async () => {
    const deaths = await rows('SELECT foedselsnummer, doedsdato FROM {dar.doedsfall} ORDER BY ALL');
    const known = await rows(
      'SELECT foedselsnummer, doedsdato FROM {freg.person} WHERE doedsdato IS NOT NULL ORDER BY ALL',
    );
    expect(deaths.length).toBeGreaterThan(100);
    expect(deaths).toEqual(known);
  });

  it('carry a kommune code that was valid on their day', async () => {
    const list = await readKommuneList(join(configsDirectory(), 'kodeverk', 'kommune.json'));
    const byCode = new Map(list.rows.map((r) => [r.kode, r]));
    const seen = await rows(`SELECT kommunenummer, min(dato), max(dato) FROM (${everyEvent}) GROUP BY 1`);
    const invalid = seen.filter(([code, first, last]) => {
      const row = byCode.get(String(code));
      return row === undefined || String(first) < row.fra || (row.til !== null && String(last) >= row.til);
    });
    expect(invalid).toEqual([]);
    expect(new Set(seen.map(([code]) => byCode.get(String(code))?.til))).toContain('2020-01-01');
  });

  it('stay as long as the dates say, and only overnight stays do', async () => {
    const wrong = `SELECT count(*)::INT FROM {npr.episode}
      WHERE liggetid <> utdato - inndato OR (omsorgsnivaa <> '1' AND liggetid > 0)`;
    expect(await one(wrong)).toBe(0);
  });

  it('fall heavily on few persons', async () => {
    const perPerson = 'SELECT count(*) AS n FROM {npr.episode} GROUP BY foedselsnummer';
    const [row] = await rows(`SELECT max(n)::INT, median(n)::INT FROM (${perPerson})`);
    expect(Number(row?.[0])).toBeGreaterThan(8 * Number(row?.[1]));
  });

  it('are as many as asked for, within a tenth', async () => {
    const count = Number(await one('SELECT count(*)::INT FROM {npr.episode}'));
    expect(Math.abs(count - 30_000)).toBeLessThan(3000);
  });

  it('that are of one sex only never meet the other', async () => {
    const wrong = `SELECT count(*)::INT FROM {npr.episode}
      WHERE (hoveddiagnose LIKE 'C61%' AND kjoenn <> '1') OR (hoveddiagnose LIKE 'O%' AND kjoenn <> '2')`;
    expect(await one(wrong)).toBe(0);
  });

  it('have codes in the form of their code system', async () => {
    const forms = `SELECT
      (SELECT count(*) FILTER (NOT regexp_full_match(hoveddiagnose, '[A-Z][0-9]{2}[0-9]?'))::INT FROM {npr.episode}),
      (SELECT count(*) FILTER (NOT regexp_full_match(bidiagnoser, '[A-Z][0-9]{2,3}(;[A-Z][0-9]{2,3})?'))::INT FROM {npr.episode}),
      (SELECT count(*) FILTER (NOT regexp_full_match(atckode, '[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}'))::INT FROM {lmr.utlevering}),
      (SELECT count(*) FILTER (NOT regexp_full_match(varenummer, '[0-9]{6}'))::INT FROM {lmr.utlevering})`;
    expect(await rows(forms)).toEqual([[0, 0, 0, 0]]);
  });
});
