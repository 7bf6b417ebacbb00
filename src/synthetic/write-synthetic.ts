import { join } from 'node:path';
import { birthCohorts } from './birth-cohorts.ts';
import { causesOfDeath, diagnoses } from './diagnoses.ts';
import { dirtOf, type Dirt } from './dirt.ts';
import { dispensingRows } from './dispensing-sql.ts';
import { drawFrom, type Draw } from './draw.ts';
import { episodeRows, secondaryTable } from './episode-sql.ts';
import { drawnEvents, livedEvents, roundedUp, stepTable, type EventPlan } from './event-sql.ts';
import { openGeneratorDatabase, type GeneratorDatabase } from './generator-database.ts';
import { codeSlotTable, cohortTable, placeSlotTable, placeYearTable } from './lookup-sql.ts';
import { medicines } from './medicines.ts';
import { deathRows, identityRows, registerRows } from './person-rows-sql.ts';
import { candidateTable, chosenTable, numberedTable, personTable } from './person-sql.ts';
import { places } from './places.ts';
import type { SyntheticSettings } from './settings.ts';
import { slotRanges } from './weighted-codes.ts';

export interface SyntheticFile {
  readonly name: string;
  readonly rows: number;
}

interface Generator {
  readonly settings: SyntheticSettings;
  readonly database: GeneratorDatabase;
  readonly draw: Draw;
  readonly dirt: Dirt;
}

/**
 * Writes `freg.person`, `dar.doedsfall`, `npr.episode`, `lmr.utlevering` and `identiteter`, each as one Parquet file,
 * and tells `report` of each when it is done. Rows are made inside DuckDB by hashes of the seed, so that equal
 * settings give equal rows, with one thread also in equal order. Identifiers are valid synthetic ones (month + 80). Throws a usage refusal
 * (`usage.option`) when there are more persons than identifiers.
 */
export async function writeSynthetic(
  settings: SyntheticSettings,
  report: (file: SyntheticFile) => void = () => undefined,
): Promise<readonly SyntheticFile[]> {
  const draw = drawFrom(settings.seed);
  const setup = setupStatements(settings, draw);
  const database = await openGeneratorDatabase(settings.threads, settings.memoryLimit);
  try {
    for (const statement of setup) await database.connection.run(statement);
    return await writeFiles({ settings, database, draw, dirt: dirtOf(settings.dirty, draw) }, report);
  } finally {
    database.close();
  }
}

const firstDay = ({ fromYear }: SyntheticSettings): string => `DATE '${fromYear}-01-01'`;
const lastDay = ({ toYear }: SyntheticSettings): string => `DATE '${toYear}-12-31'`;

function setupStatements(settings: SyntheticSettings, draw: Draw): string[] {
  const { persons, fromYear, toYear, kommuneList } = settings;
  const where = places(kommuneList, fromYear, toYear);
  return [
    cohortTable(birthCohorts(persons, fromYear, toYear)),
    placeSlotTable(where),
    placeYearTable(where),
    codeSlotTable('diagnose', slotRanges(diagnoses)),
    codeSlotTable('doedsaarsak', slotRanges(causesOfDeath)),
    codeSlotTable('legemiddel', slotRanges(medicines)),
    secondaryTable(draw),
    candidateTable,
    numberedTable(draw),
    'DROP TABLE kandidat',
    chosenTable,
    'DROP TABLE nummerert',
    personTable(draw, firstDay(settings), lastDay(settings)),
    'DROP TABLE valgt',
  ];
}

async function writeFiles(
  generator: Generator,
  report: (file: SyntheticFile) => void,
): Promise<SyntheticFile[]> {
  const { settings, draw, dirt } = generator;
  const files: SyntheticFile[] = [];
  const write = async (name: string, sql: string) => {
    const file = { name, rows: await copyTo(generator, name, sql) };
    files.push(file);
    report(file);
  };
  await write('freg.person.parquet', registerRows(draw, dirt, settings.toYear));
  await write('identiteter.parquet', identityRows);
  await write('dar.doedsfall.parquet', deathRows(draw, dirt));
  const share = await livedShare(generator);
  const episodes = eventPlan(settings, 'episode', settings.episodesPerPerson / share);
  await generator.database.connection.run(stepTable(episodes.drawn));
  await write('npr.episode.parquet', episodeRows(draw, dirt, drawnEvents(draw, episodes)));
  const fills = eventPlan(settings, 'utlevering', settings.episodesPerPerson / 2 / share);
  await generator.database.connection.run(stepTable(fills.drawn));
  await write('lmr.utlevering.parquet', dispensingRows(draw, dirt, drawnEvents(draw, fills)));
  return files;
}

function eventPlan(settings: SyntheticSettings, salt: string, perPerson: number): EventPlan {
  const { persons, fromYear, toYear, dirty } = settings;
  const days = (Date.UTC(toYear + 1, 0, 1) - Date.UTC(fromYear, 0, 1)) / 86_400_000;
  const drawn = Math.max(1, Math.round(persons * perPerson));
  return { salt, firstDay: firstDay(settings), days, persons, drawn, duplicates: dirty };
}

/** Share of drawn events that fall within the life of their person, from a sample of at most 200 000. */
async function livedShare({ settings, database, draw }: Generator): Promise<number> {
  const sample = eventPlan(
    settings,
    'episode',
    Math.min(settings.episodesPerPerson, 200_000 / settings.persons),
  );
  const plan = { ...sample, duplicates: false };
  await database.connection.run(stepTable(plan.drawn));
  const reader = await database.connection.runAndReadAll(
    `SELECT count(*)::DOUBLE / ${roundedUp(plan.drawn)} ${livedEvents(drawnEvents(draw, plan))}`,
  );
  return Number(reader.getRows()[0]?.[0]) || 1;
}

async function copyTo({ settings, database }: Generator, name: string, sql: string): Promise<number> {
  const path = join(settings.directory, name).replaceAll("'", "''");
  const reader = await database.connection.runAndReadAll(
    `COPY (${sql}) TO '${path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`,
  );
  return Number(reader.getRows()[0]?.[0]);
}
