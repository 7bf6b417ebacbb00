import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderDocuments } from '../../src/report/documents.ts';
import type { ReportedDelivery } from '../../src/report/delivery.ts';
import { workflowId } from '../../src/report/workflow-id.ts';
import { modes } from '../../src/vedtak/law/outcome.ts';
import { notesOf } from '../../src/vedtak/law/notes.ts';
import { assess } from '../vedtak/law/law-case.ts';
import { lawTable } from '../vedtak/law/law-table.ts';
import { decisionWith, reportedDelivery } from './reported-delivery.ts';

const documentOf = (d: ReportedDelivery, name: string): string =>
  renderDocuments(d).find((document) => document.name === name)?.content ?? '';
/** The text as a reader sees it, in one line. */
const textOf = (d: ReportedDelivery, name: string): string =>
  documentOf(d, name)
    .replace(/<style>[\s\S]*<\/style>/, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll(/\s+/g, ' ');
const letter = (d: ReportedDelivery): string => textOf(d, 'foelgebrev.html');
const whole = reportedDelivery();

describe('every page', () => {
  const pages = renderDocuments(whole).filter((d) => d.name.endsWith('.html'));

  it('allows nothing but its own style sheet, which is the one in it', () => {
    expect(pages.map((p) => p.name)).toEqual(['foelgebrev.html', 'kodebok.html', 'risiko.html']);
    for (const { content } of pages) {
      const style = /<style>([\s\S]*)<\/style>/.exec(content)?.[1] ?? '';
      const hash = createHash('sha256').update(style).digest('base64');
      expect(content).toContain(`content="default-src 'none'; style-src 'sha256-${hash}';`);
      expect(content).not.toMatch(/<script|<img|<link|style=|https?:\/\//);
    }
  });

  it('shows text of the decision as text', () => {
    const { prosjekt } = whole.vedtak;
    const vedtak = decisionWith({ prosjekt: { ...prosjekt, tittel: '<b onclick="x()">&' } });
    for (const { content } of renderDocuments({ ...whole, vedtak }).filter((d) => d.name.endsWith('.html')))
      expect(content).not.toContain('<b onclick');
  });
});

it('the same delivery gives the same bytes', () => {
  expect(renderDocuments(reportedDelivery())).toEqual(renderDocuments(reportedDelivery()));
});

describe('the følgebrev', () => {
  it('tells the decision, the tables, the day of deletion and the duty to inform', () => {
    const text = letter(whole);
    for (const said of [
      '26/00001',
      'Helsedataservice, 15. januar 2026',
      'slettes senest 31. desember 2039',
      'Datasettet skal slettes ved prosjektslutt.',
      'npr.episode',
      'én måned',
      'REK 000001, 1. september 2025',
    ])
      expect(text).toContain(said);
  });

  it('sends a complaint to Helsedataservice where it decided, and else to who decided', () => {
    expect(letter(whole)).toContain('tre uker fra både dataene og følgebrevet er mottatt');
    expect(letter(whole)).toContain('Klagen sendes til Helsedataservice');
    const head = { ...whole.vedtak.vedtak, myndighet: 'Registerforvalter' };
    const other = letter({ ...whole, national: false, vedtak: decisionWith({ vedtak: head }) });
    expect(other).toContain('Klagen sendes til Registerforvalter');
    expect(other).not.toContain('Helseklage');
  });

  it('says how the package is opened, for each kind of encryption', () => {
    expect(letter(whole)).toContain('ssh-keygen -Y verify -f avsendere -I forvalter -n tilrette');
    const tools = { age: 'age --decrypt --identity', passord: 'age --decrypt --output', openpgp: 'gpg' };
    for (const [kryptering, tool] of Object.entries(tools)) {
      const utlevering = { ...whole.vedtak.utlevering, kryptering: kryptering as 'age' };
      expect(letter({ ...whole, vedtak: decisionWith({ utlevering }) })).toContain(tool);
    }
  });

  it('tells what happened to rows and values, and the conditions of a dispensation', () => {
    const dispensasjon = {
      id: 'd1',
      hjemmel: 'hpl § 29',
      gjelder: [],
      personer: [],
      vilkaar: ['Bare to personer.'],
    };
    const rettsgrunnlag = { ...whole.vedtak.rettsgrunnlag, dispensasjoner: [dispensasjon] };
    const text = letter({ ...whole, vedtak: decisionWith({ rettsgrunnlag }) });
    expect(text).toContain('Bare to personer. (dispensasjon d1)');
    expect(text).toContain('npr.episode.inndag: færre enn 100 rader har en verdi som ikke passet');
    expect(text).toContain('rader fra færre enn 5 personer er utelatt');
  });

  it('tells of controls and of consents that guardians gave, and no small count of them', () => {
    const selection = { register: 'freg', tabell: 'person', identifier: 'x', conditions: [], age: null };
    const match = [
      { column: 'kjoenn', truncate: null },
      { column: 'foedselsdato', truncate: 'aar' as const },
    ];
    const controls = { selection, perPerson: 2, match, short: 'faerre' as const };
    const population = { ...whole.planned.population, controls };
    const told = { controls: { persons: 600, short: 3 }, grownUp: 2, withoutConsent: 12, drawn: 1_021 };
    const text = letter({ ...whole, ...told, planned: { ...whole.planned, population } });
    expect(text).toContain(
      'trukket 2 kontroller fra freg.person, tilfeldig blant dem som ikke er i utvalget og har samme kjoenn og foedselsdato (år).',
    );
    expect(text).toContain('Det er trukket 600 kontroller.');
    expect(text).toContain('færre enn 5 personer i utvalget har færre kontroller enn vedtaket ber om');
    expect(text).toContain('For færre enn 5 personer er samtykket gitt av foresatte');
    expect(text).toContain('Uten et samtykke som dekker bruken, eller har trukket det: om lag 10 personer');
    expect(textOf({ ...whole, planned: { ...whole.planned, population } }, 'kodebok.html')).toContain(
      'Ingen er kontroll for flere.',
    );
    const few = letter({ ...whole, ...told, controls: { persons: 1_004, short: 0 } });
    expect(few).not.toContain('1 004');
    const most = letter({ ...whole, ...told, controls: { persons: 600, short: 406 }, grownUp: 1_003 });
    expect(most).toContain('om lag 407 personer i utvalget har færre kontroller');
    expect(most).toContain('For om lag 1 005 personer er samtykket gitt av foresatte');
  });

  it('says what it replaces, who came and left since the last delivery, and what is to be deleted', () => {
    const change = { forrige: 'r1', nye: 1200, borte: 12, rader: { 'npr.episode': 3 } };
    const text = letter({ ...whole, corrects: 'r0', change, toDelete: 2 });
    expect(text).toContain('retter og erstatter leveranse r0');
    expect(text).toContain('Forrige leveranse i saken er r1. Siden da er 1 200 personer kommet til, og 12');
    for (const few of [
      { nye: null, borte: null },
      { nye: 1200, borte: 4 },
    ]) {
      const told = letter({ ...whole, change: { ...change, ...few } });
      expect(told).toContain('oppgis ikke, siden det gjelder få personer');
      expect(told).not.toContain('1 200 personer kommet til');
    }
    expect(text).toContain('slettes_loepenumre.csv: slett alt om dem');
    expect(letter(whole)).not.toContain('Tidligere leveranser i saken');
  });

  it('gives a warning of law in Norwegian, with the answer that a named person gave', () => {
    const rule = { code: 'D1', basis: 'GDPR article 6(1) c', title: 'A rule', tittel: 'En regel' };
    const note = { ...rule, at: 'x', text: 'a thing', funn: 'en ting' };
    const text = letter({ ...whole, notes: [{ ...note, answer: { text: 'Ja', by: 'Kari' } }] });
    expect(text).toContain(
      'En regel (personvernforordningen artikkel 6 nr. 1 bokstav c): en ting. Svar fra Kari: Ja',
    );
    expect(text).not.toContain('A rule');
  });

  const english =
    /\b(?:the|and|or|of|with|without|nothing|are|not|no|true|false|empty|list|by|after|before|article|paragraph|chapter|recital|hregl|hpl|hfl|popplyl|GDPR)\b/iu;
  it.each(modes)('has no word of English whatever rule of law bites in mode %s', (mode) => {
    const notes = Object.values(lawTable).flatMap((of) =>
      notesOf({ rules: assess(mode, { ...of.triggers, ...(mode === 'F' ? of.inF : {}) }) }, []),
    );
    expect(new Set(notes.map(({ code }) => code)).size).toBeGreaterThan(50);
    const text = letter({ ...whole, notes });
    const told = /Fra den rettslige vurderingen(.*)Hva mottakeren må gjøre/u.exec(text)?.[1] ?? 'the';
    expect(english.exec(told.replaceAll(/«[^»]*»/gu, ''))?.[0]).toBeUndefined();
  });
});

describe('the codebook', () => {
  it('has every delivered column with its type and what the plan did', () => {
    const text = textOf(whole, 'kodebok.html');
    expect(text).toContain('aldersgruppe tekst');
    expect(text).toContain('foedselsdato blir alder.');
    expect(text).toContain('0-29 (hele år), 30+ (hele år)');
  });

  it('as a data package has a resource a table, with the fields in the order of the file', () => {
    const described = JSON.parse(documentOf(whole, 'datapackage.json')) as {
      resources: readonly {
        name: string;
        path: string;
        schema: { fields: readonly { name: string; type: string }[] };
      }[];
    };
    expect(described.resources).toHaveLength(1);
    expect(described.resources[0]).toMatchObject({
      name: 'npr.episode',
      path: 'data/npr_episode_0000.parquet',
    });
    expect(described.resources[0]?.schema.fields.map(({ name, type }) => [name, type])).toEqual([
      ['loepenummer', 'integer'],
      ['aldersgruppe', 'string'],
      ['inndag', 'integer'],
    ]);
  });
});

it('the data package says how its CSV is to be read, with the types that the columns have in any format', () => {
  const [part] = whole.tables[0]?.parts ?? [];
  if (part === undefined) throw new Error('no part');
  const csv = { ...part, fil: 'data/npr_episode_0000.csv.age', columns: [] };
  const resourceWith = (skilletegn?: 'komma'): unknown => {
    const utlevering = { ...whole.vedtak.utlevering, format: 'csv' as const, skilletegn };
    const d = reportedDelivery({ vedtak: decisionWith({ utlevering }) }, { parts: [csv] });
    return (JSON.parse(documentOf(d, 'datapackage.json')) as { resources: unknown[] }).resources[0];
  };
  const fields = [{ type: 'integer' }, { type: 'string' }, { type: 'integer' }];
  expect(resourceWith()).toMatchObject({ dialect: { delimiter: ';', header: true }, schema: { fields } });
  expect(resourceWith('komma')).toMatchObject({ dialect: { delimiter: ',' } });
});

describe('the RO-Crate', () => {
  const { '@graph': graph } = JSON.parse(documentOf(whole, 'ro-crate-metadata.json')) as {
    '@graph': readonly Record<string, unknown>[];
  };

  it('has a descriptor, a root, and every part it lists', () => {
    const ids = graph.map((entity) => entity['@id']);
    expect(ids.slice(0, 2)).toEqual(['ro-crate-metadata.json', './']);
    const root = graph[1]?.['hasPart'] as readonly { '@id': string }[];
    expect(root.map((part) => part['@id']).filter((id) => !ids.includes(id))).toEqual([]);
    expect(root.map((part) => part['@id'])).toContain('data/npr_episode_0000.parquet');
    expect(root.map((part) => part['@id'])).toContain('datapackage.json');
  });

  const entity = (id: unknown): Record<string, unknown> => graph.find((e) => e['@id'] === id) ?? {};
  const followed = (from: Record<string, unknown>, key: string): readonly Record<string, unknown>[] =>
    [from[key]].flat().map((link) => entity((link as { '@id': string })['@id']));
  const root = entity('./');

  /** What w3id.org/5s-crate/0.4 says must be, one by one; its BagIt archive is not made. */
  it('is as the Five Safes profile demands', () => {
    expect(entity('ro-crate-metadata.json')).toMatchObject({
      conformsTo: { '@id': 'https://w3id.org/ro/crate/1.2' },
    });
    expect(followed(root, 'conformsTo')).toMatchObject([
      { '@id': 'https://w3id.org/5s-crate/0.4', '@type': 'Profile' },
    ]);
    const [workflow] = followed(root, 'mainEntity');
    expect(workflow).toMatchObject({
      '@type': 'Dataset',
      conformsTo: { '@id': 'https://w3id.org/workflowhub/workflow-ro-crate/1.0' },
    });
    expect(followed(root, 'sourceOrganization')).toMatchObject([{ '@type': 'Project' }]);
    const made = followed(root, 'mentions').find((e) => e['@type'] === 'CreateAction') ?? {};
    expect(followed(made, 'instrument')).toEqual([workflow]);
    expect(followed(made, 'agent')).toMatchObject([{ '@type': 'Person', memberOf: { '@id': '#prosjekt' } }]);
    expect(followed(made, 'result').map((e) => e['@type'])).toEqual(['File']);
    expect(followed(root, 'hasPart')).toEqual(expect.arrayContaining([...followed(made, 'result')]));
    const checks = followed(root, 'mentions').filter((e) => e['@type'] === 'AssessAction');
    expect(checks.map((e) => (e['additionalType'] as { '@id': string })['@id'])).toEqual([
      'shp:SignOff',
      'shp:DisclosureCheck',
      'shp:ValidationCheck',
    ]);
    for (const check of checks) {
      expect(check).toMatchObject({
        name: expect.stringMatching(/./u) as string,
        actionStatus: expect.stringMatching(
          /^http:\/\/schema\.org\/(Completed|Failed)ActionStatus$/u,
        ) as string,
      });
      for (const agent of followed(check, 'agent').filter((a) => a['@type'] === 'SoftwareApplication'))
        expect(followed(agent, 'provider')).toMatchObject([{ '@type': 'Organization' }]);
    }
  });

  it('names the program as the Workflow RO-Crate of its source does', () => {
    const text = readFileSync(new URL('../../ro-crate-metadata.json', import.meta.url), 'utf8');
    const crate = JSON.parse(text) as { '@graph': readonly Record<string, unknown>[] };
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    const id = workflowId({ navn: 'tilrette', versjon: version });
    expect(crate['@graph']).toContainEqual(
      expect.objectContaining({ '@id': './', identifier: id, name: `tilrette ${version}` }),
    );
    expect(workflowId({ navn: 'tilrette', versjon: `${version}x` })).not.toBe(id);
  });

  it('refers to nothing in itself that is not there', () => {
    const ids = new Set(graph.map((entity) => entity['@id']));
    const inner = JSON.stringify(graph).matchAll(/\{"@id":"(#[^"]*)"\}/g);
    expect([...inner].map(([, id]) => id).filter((id) => !ids.has(id))).toEqual([]);
  });
});
