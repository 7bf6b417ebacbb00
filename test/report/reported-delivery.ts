import { readFileSync } from 'node:fs';
import type { PlanColumn, PlanTransform } from '../../src/artifacts/plan.ts';
import type { ReportedDelivery, ReportedTable } from '../../src/report/delivery.ts';
import { vedtakSchema } from '../../src/vedtak/schema.ts';

const vedtak = vedtakSchema.parse(
  JSON.parse(readFileSync(new URL('../../fixtures/demo/decision.json', import.meta.url), 'utf8')),
);

const column = (name: string, transform: PlanTransform, sentence: string): PlanColumn => ({
  name,
  source: name,
  sourceType: 'tekst',
  narrow: false,
  values: null,
  pattern: null,
  life: null,
  validity: null,
  transform,
  invalid: { action: 'tom', maxShare: null },
  sentence,
});

const footer = (name: string, physicalType: string, logicalType: string | null) => ({
  name,
  physicalType,
  logicalType,
});

const table: ReportedTable = {
  name: 'npr.episode',
  plan: {
    register: 'npr',
    tabell: 'episode',
    identifier: 'foedselsnummer',
    conditions: [],
    columns: [
      column(
        'aldersgruppe',
        {
          type: 'ageBand',
          at: 'inndato',
          bands: [
            { from: 0, label: '0-29' },
            { from: 30, label: '30+' },
          ],
        },
        'foedselsdato blir alder.',
      ),
      column('inndag', { type: 'referenceDays' }, 'inndato leveres som antall hele dager.'),
    ],
    invalidIdentifier: { action: 'stopp', maxShare: null },
  },
  types: new Map([
    ['loepenummer', 'INTEGER'],
    ['aldersgruppe', 'VARCHAR'],
    ['inndag', 'SMALLINT'],
  ]),
  counts: null,
  extractRows: 100_017,
  ofPopulation: 20_037,
  malformed: 3,
  rows: 20_000,
  persons: 1_003,
  invalid: { inndag: 2 },
  suppressed: { rows: 33, persons: 3 },
  classes: {
    quasi: ['aldersgruppe', 'kjoenn'],
    unit: 'person',
    demands: [
      { name: 'k', column: null, demanded: 5, found: 5, met: true },
      { name: 'l', column: 'diagnose', demanded: 2, found: 2, met: true },
    ],
    sizes: [
      { size: 5, classes: 1, persons: 5 },
      { size: 300, classes: 1, persons: 300 },
      { size: 698, classes: 1, persons: 698 },
    ],
    without: [
      { column: 'aldersgruppe', classes: 2, least: 305, most: 305, members: 1_003 },
      { column: 'kjoenn', classes: 2, least: 400, most: 420, members: 1_003 },
    ],
    coarser: [
      { column: 'aldersgruppe', figures: { classes: 2, least: 402, most: 402, members: 1_003 } },
      { column: 'kjoenn', figures: null },
    ],
    sensitive: [{ column: 'diagnose', l: 2, alike: 0 }],
  },
  before: { k: 1, classes: 6, uniques: 2, units: 1_006 },
  transformation: {
    levels: { aldersgruppe: 1, kjoenn: 0 },
    loss: 0.312345,
    suppressed: 3,
    k: 5,
    average: 0.0029,
    metric: 'loss',
    before: { k: 1, classes: 6, uniques: 2, units: 1_006 },
    highest: { aldersgruppe: 2, kjoenn: 1 },
    limit: 0.05,
    exact: true,
    bound: 0.312345,
    forced: [],
    nextBest: [{ levels: { aldersgruppe: 2, kjoenn: 0 }, loss: 0.51, suppressed: 0, k: 400, average: 0.002 }],
    assessed: [
      {
        levels: { aldersgruppe: 0, kjoenn: 0 },
        loss: 0.1,
        suppressed: 101,
        k: 5,
        average: 0.0071,
        valid: false,
      },
      {
        levels: { aldersgruppe: 1, kjoenn: 0 },
        loss: 0.312345,
        suppressed: 3,
        k: 5,
        average: 0.0029,
        valid: true,
      },
      {
        levels: { aldersgruppe: 2, kjoenn: 0 },
        loss: 0.51,
        suppressed: 0,
        k: 400,
        average: 0.002,
        valid: true,
      },
      {
        levels: { aldersgruppe: 2, kjoenn: 1 },
        loss: 1,
        suppressed: 0,
        k: 1_006,
        average: 0.00099,
        valid: true,
      },
    ],
    certificate: { baseTable: 'ab'.repeat(32), question: 'cd'.repeat(32) },
  },
  parts: [
    {
      fil: 'data/npr_episode_0000.parquet.age',
      bytes: 9_000,
      rows: 20_000,
      plaintextBytes: 8_000,
      plaintextSha256: 'ab'.repeat(32),
      columns: [
        footer('loepenummer', 'INT32', 'INTEGER(32,true)'),
        footer('aldersgruppe', 'BYTE_ARRAY', 'STRING'),
        footer('inndag', 'INT32', null),
      ],
    },
  ],
};

const base: ReportedDelivery = {
  run: '20260201T120000Z_abcdef',
  vedtak,
  vedtakSha256: 'cd'.repeat(32),
  planSha256: 'ef'.repeat(32),
  program: { navn: 'tilrette', versjon: '0.1.0' },
  codeLists: { kommune: '2024-01-01' },
  made: '2026-02-01T12:00:00.000Z',
  slettes: '2039-12-31',
  drawn: 1_009,
  population: 1_007,
  withoutConsent: 0,
  withoutNumber: 0,
  grownUp: 0,
  controls: null,
  planned: {
    population: { sources: [], combine: 'union', exclude: [], objections: [] },
    reference: null,
    number: { width: 8 },
  },
  persons: 1_005,
  tables: [table],
  notes: [],
  catalogue: new Map(),
  earlier: { sammeSak: 0, sammeMottaker: 0, sammeRegistre: 0 },
  corrects: null,
  change: null,
  toDelete: 0,
  principal: 'forvalter',
  national: true,
};

/** A delivery of one table in which every loss and difference is of fewer than five persons, with what is said otherwise. */
export const reportedDelivery = (
  more: Partial<ReportedDelivery> = {},
  ofTable: Partial<ReportedTable> = {},
): ReportedDelivery => ({ ...base, tables: [{ ...table, ...ofTable }], ...more });

/** The decision with what a part of it says otherwise. */
export const decisionWith = (more: Partial<ReportedDelivery['vedtak']>): ReportedDelivery['vedtak'] => ({
  ...vedtak,
  ...more,
});
