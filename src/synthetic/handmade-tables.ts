import { dispensingRows } from './dispensing-sql.ts';
import { episodeRows } from './episode-sql.ts';
import { drawnEvents, stepTable, type EventPlan } from './event-sql.ts';
import { eventPlan, type Generator } from './generator.ts';
import { deathRows, registerRows } from './person-rows-sql.ts';

/** Gives the SQL of a table's rows, after it has laid out the events they are drawn from; `share` is that of `livedShare`. */
type MakeRows = (generator: Generator, share: number) => Promise<string>;

/** The tables whose rows are shaped by hand: stays, dispensings, deaths and persons that hang together. */
export const handmadeTables = {
  'freg.person': ({ draw, dirt, settings }) => Promise.resolve(registerRows(draw, dirt, settings.toYear)),
  'dar.doedsfall': ({ draw, dirt }) => Promise.resolve(deathRows(draw, dirt)),
  'npr.episode': async (generator, share) => {
    const { settings, draw, dirt } = generator;
    const plan = eventPlan(settings, 'episode', settings.episodesPerPerson / share);
    return episodeRows(draw, dirt, await layOutEvents(generator, plan));
  },
  'lmr.utlevering': async (generator, share) => {
    const { settings, draw, dirt } = generator;
    const plan = eventPlan(settings, 'utlevering', settings.episodesPerPerson / 2 / share);
    return dispensingRows(draw, dirt, await layOutEvents(generator, plan));
  },
} as const satisfies Readonly<Record<string, MakeRows>>;

/** Makes the table that the events of a plan are numbered from, and gives the SQL of the events. */
export async function layOutEvents({ database, draw }: Generator, plan: EventPlan): Promise<string> {
  await database.connection.run(stepTable(plan.drawn));
  return drawnEvents(draw, plan);
}
