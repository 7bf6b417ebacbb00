import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../errors/pipeline-error.ts';
import { birthCohorts } from './birth-cohorts.ts';
import { causesOfDeath, diagnoses } from './diagnoses.ts';
import { dirtOf, type Dirt } from './dirt.ts';
import { drawFrom, type Draw } from './draw.ts';
import { secondaryTable } from './episode-sql.ts';
import { drawnEvents, livedEvents, roundedUp, stepTable, type EventPlan } from './event-sql.ts';
import { openGeneratorDatabase, type GeneratorDatabase } from './generator-database.ts';
import { codeSlotTable, cohortTable, placeSlotTable, placeYearTable } from './lookup-sql.ts';
import { medicines } from './medicines.ts';
import { candidateTable, chosenTable, numberedTable, personTable } from './person-sql.ts';
import { places } from './places.ts';
import type { SyntheticSettings } from './settings.ts';
import { slotRanges } from './weighted-codes.ts';

export interface SyntheticFile {
  readonly name: string;
  readonly rows: number;
}

/** A database with the persons and the lists that registers are drawn from. */
export interface Generator {
  readonly settings: SyntheticSettings;
  readonly database: GeneratorDatabase;
  readonly draw: Draw;
  readonly dirt: Dirt;
}

/** Makes the persons, does the work, and closes the database. Throws what `birthCohorts` throws. */
export async function withGenerator<T>(
  settings: SyntheticSettings,
  work: (generator: Generator) => Promise<T>,
): Promise<T> {
  const draw = drawFrom(settings.seed);
  const setup = setupStatements(settings, draw);
  const database = await openGeneratorDatabase(settings.threads, settings.memoryLimit);
  try {
    for (const statement of setup) await database.connection.run(statement);
    return await work({ settings, database, draw, dirt: dirtOf(settings.dirty, draw) });
  } finally {
    database.close();
  }
}

/** First and last day of events, as SQL. */
export const firstDay = ({ fromYear }: SyntheticSettings): string => `DATE '${fromYear}-01-01'`;
export const lastDay = ({ toYear }: SyntheticSettings): string => `DATE '${toYear}-12-31'`;

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

/** A plan to draw so many events that each person has a mean of `perPerson`, before those outside a life fall out. */
export function eventPlan(settings: SyntheticSettings, salt: string, perPerson: number): EventPlan {
  const { persons, fromYear, toYear, dirty } = settings;
  const days = (Date.UTC(toYear + 1, 0, 1) - Date.UTC(fromYear, 0, 1)) / 86_400_000;
  const drawn = Math.max(1, Math.round(persons * perPerson));
  return { salt, firstDay: firstDay(settings), days, persons, drawn, duplicates: dirty };
}

/** Share of drawn events that fall within the life of their person, from a sample of at most 200 000. */
export async function livedShare({ settings, database, draw }: Generator): Promise<number> {
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

/** Writes the rows of a query to one file of the folder and gives its name and number of rows. */
export async function writeTable(
  { settings, database }: Generator,
  table: string,
  sql: string,
): Promise<SyntheticFile> {
  const name = `${table}.${settings.format}`;
  const file = join(settings.directory, name);
  if (existsSync(file)) throw refuse('usage', 'usage.exists', file, {});
  const path = file.replaceAll("'", "''");
  const reader = await database.connection.runAndReadAll(
    `COPY (${sql}) TO '${path}' (${FORMATS[settings.format]})`,
  );
  return { name, rows: Number(reader.getRows()[0]?.[0]) };
}

const FORMATS = {
  parquet: 'FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880',
  csv: `FORMAT csv, HEADER, DELIMITER ';', DATEFORMAT '%Y-%m-%d', TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S'`,
} as const;
