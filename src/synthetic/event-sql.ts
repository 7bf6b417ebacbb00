import { below, chance, unit, type Draw } from './draw.ts';
import { placeYearKey } from './lookup-sql.ts';

/** What the events of one register table have in common. */
export interface EventPlan {
  /** Keeps the draws of two tables apart. */
  readonly salt: string;
  /** Dates that may be drawn: a first day and a number of days, as SQL. */
  readonly firstDay: string;
  readonly days: number;
  readonly persons: number;
  /** Events that are drawn; those outside the life of their person fall out. */
  readonly drawn: number;
  /** Exact duplicates of two in a thousand. */
  readonly duplicates: boolean;
}

/** Events that one row of `trinn` stands for; threads share the work by its row groups, some months of events each. */
const PER_STEP = 4;
/** Events come in the order of registration, which lags the event by up to this many days. */
const LAG_DAYS = 30;

/** Events that are made for a number of them to draw: the next multiple of a step. */
export const roundedUp = (drawn: number): number => Math.ceil(drawn / PER_STEP) * PER_STEP;

/** The table that the events are numbered from. */
export const stepTable = (drawn: number): string =>
  `CREATE OR REPLACE TABLE trinn AS SELECT range AS t FROM range(${Math.ceil(drawn / PER_STEP)})`;

/**
 * SQL of events `(e, dato, valgt)`: a running number, a date, and the number of a person drawn with a heavy tail.
 * The date grows with the number, so that the file is in the order of registration without a sort: exactly so with one thread; several threads take turns, some months each.
 */
export function drawnEvents(draw: Draw, plan: EventPlan): string {
  const copies = `CASE WHEN ${chance(2, draw(`${plan.salt} kopi`, 'e'))} THEN 2 ELSE 1 END`;
  const numbers = `SELECT unnest(range(t * ${PER_STEP}, t * ${PER_STEP} + ${PER_STEP})) AS e FROM trinn`;
  const events = plan.duplicates ? `SELECT e, unnest(range(${copies})) AS kopi FROM (${numbers})` : numbers;
  const lag = below(LAG_DAYS, draw(`${plan.salt} etterslep`, 'e'));
  const day = `e * ${plan.days + LAG_DAYS} // ${plan.drawn} - ${lag}`;
  return `SELECT e, ${plan.firstDay} + greatest(0, least(${plan.days - 1}, ${day}))::INTEGER AS dato,
    ${pickPerson(draw, plan.salt, plan.persons)} AS valgt FROM (${events})`;
}

/**
 * A rank drawn by a cubic law, by which one rank gets up to ten times the mean, a seventh of them half of
 * all events; then the person behind the rank, older persons (low numbers) more often. Several ranks may lead to one
 * person, and none to another.
 */
function pickPerson(draw: Draw, salt: string, persons: number): string {
  const u = unit(draw(`${salt} rang`, 'e'));
  const rank = `(${persons} * (0.1 * ${u} + 0.9 * pow(${u}, 3)))::BIGINT`;
  const v = unit(draw('person bak rang', rank));
  return `least(${persons - 1}, floor(${persons} * (0.35 * ${v} + 0.65 * pow(${v}, 1.8)))::BIGINT)`;
}

/** SQL of the events with their person `p` and the code of the person's place on the date, `s`. */
export function livedEvents(events: string): string {
  const place = `CASE WHEN h.dato < p.flytter THEN p.sted1 ELSE p.sted2 END`;
  return `FROM (${events}) h
    JOIN person p ON p.nr = h.valgt
    JOIN stedsaar s ON s.noekkel = ${placeYearKey(place, 'year(h.dato)')}
    WHERE h.dato >= p.inn AND h.dato <= p.slutt`;
}

/** SQL of the identifier that a person had on a date. */
export const identifierOn = (date: string): string => `CASE WHEN ${date} < p.bytte THEN p.dnr ELSE p.fnr END`;
