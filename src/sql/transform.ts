import type { PlanColumn, PlanTable, PlanTransform } from '../artifacts/plan.ts';
import { unreachable } from '../base/unreachable.ts';
import { completedYears, dateOfText, enumeratedList, matches, moveDays, truncateDate } from './dialect.ts';
import { identifier, literal } from './identifier.ts';
import { emitRare } from './rare.ts';
import { emitSeriesColumn } from './series.ts';
import { emitListed, isListed, type ListedTransform } from './listed.ts';
import { cellText } from './names.ts';
import { withValidity } from './validity.ts';
import {
  inner,
  innerValues,
  isIsoDate,
  gathered,
  numberCarriers,
  numbered,
  plain,
  type ColumnContext,
  type ColumnSql,
} from './column-sql.ts';

/** Nobody's birth is before this day, and no event. */
const EARLIEST = `DATE '1850-01-01'`;
const OLDEST = 130;

/** SQL of one column. `today` is the day of the run: a later date is impossible. */
export function emitColumn(table: PlanTable, column: PlanColumn, today: string): ColumnSql {
  const raw =
    column.sourceType === 'datotekst'
      ? dateOfText(textOf(column), leastOf(column.transform))
      : `e.${identifier(column.source)}`;
  const context = {
    table,
    column,
    raw,
    held: identifier(column.name),
    invalid: invalidSource(column, raw, today),
  };
  const { transform } = column;
  const sql = isListed(transform) ? emitListed(context, transform) : emitSimple(context, transform, today);
  return withValidity(sql, column);
}

function emitSimple(c: ColumnContext, t: Exclude<PlanTransform, ListedTransform>, today: string): ColumnSql {
  switch (t.type) {
    case 'keep':
      return c.column.sourceType === 'tekst' ? emitText(c, null) : plain(c, carrierOf(c.column), c.raw);
    case 'prefix':
      return emitText(c, t.length);
    case 'referenceDays':
      return plain(c, 'INTEGER', `(${day(c.raw)} - k.referanse)`);
    case 'referenceDate':
      return emitMoved(c, t.anchor);
    case 'truncateDate':
      return plain(c, 'DATE', truncateDate(day(c.raw), PERIODS[t.to]));
    case 'ageBand':
      return emitAgeBand(c, t, today);
    case 'birthYear':
      return plain(c, 'SMALLINT', `(year(${c.raw}) // ${t.width} * ${t.width})`);
    case 'round':
      return emitRounded(c, t.to);
    case 'clamp':
      return plain(c, carrierOf(c.column), clamp(c.raw, t.bottom, t.top));
    case 'interval':
      return emitInterval(c, t.bounds);
    case 'rare':
      return emitRare(c, t);
    case 'series':
      return emitSeriesColumn(c, t);
    case 'mask':
      return { ...plain(c, 'BOOLEAN', 'true'), deliver: literal(t.value) };
    case 'empty':
      return { ...plain(c, 'BOOLEAN', 'NULL'), deliver: 'CAST(NULL AS VARCHAR)' };
    default:
      return unreachable(t);
  }
}

const CARRIERS = {
  tekst: 'VARCHAR',
  heltall: 'BIGINT',
  tall: 'DOUBLE',
  dato: 'DATE',
  datotekst: 'DATE',
  tidspunkt: 'TIMESTAMP',
} as const;
const carrierOf = (column: PlanColumn): string => (column.narrow ? 'INTEGER' : CARRIERS[column.sourceType]);
const PERIODS = { maaned: 'month', kvartal: 'quarter', aar: 'year' } as const;

const day = (date: string): string => `CAST(${date} AS DATE)`;

/** How much of a date a transform needs: a month or a year is enough for what is no finer. */
function leastOf(t: PlanTransform): 'day' | 'month' | 'year' {
  if (t.type === 'birthYear') return 'year';
  if (t.type !== 'truncateDate') return 'day';
  return t.to === 'aar' ? 'year' : 'month';
}

/** A date on which the reference falls on the anchor; a timestamp keeps its time of day. */
function emitMoved(c: ColumnContext, anchor: string): ColumnSql {
  if (c.column.sourceType === 'tidspunkt')
    return plain(c, 'TIMESTAMP', moveDays(c.raw, `DATE ${literal(anchor)} - k.referanse`));
  return plain(c, 'DATE', `(DATE ${literal(anchor)} + CAST(${day(c.raw)} - k.referanse AS INTEGER))`);
}

/** The text that the extract holds. */
const textOf = ({ source, written }: PlanColumn): string =>
  `e.${identifier(written === true ? cellText(source) : source)}`;

/** Where a source value does not fit its type, code system or the calendar; a missing value always fits. */
function invalidSource(column: PlanColumn, raw: string, today: string): string | null {
  if (column.transform.type === 'mask' || column.transform.type === 'empty') return null;
  const value = invalidValue(column, raw, today);
  if (column.written !== true || column.sourceType === 'datotekst') return value;
  const unread = `(${textOf(column)} IS NOT NULL AND ${raw} IS NULL)`;
  return value === null ? unread : `${unread} OR ${value}`;
}

function invalidValue(column: PlanColumn, raw: string, today: string): string | null {
  if (column.values !== null) return `${raw} NOT IN (${column.values.map(literal).join(', ')})`;
  if (column.pattern !== null) return `NOT ${matches(raw, column.pattern)}`;
  if (column.sourceType === 'tall') return `NOT isfinite(${raw})`;
  return isDated(column) ? impossibleDate(column, raw, today) : null;
}

const isDated = ({ sourceType }: PlanColumn): boolean =>
  sourceType === 'dato' || sourceType === 'tidspunkt' || sourceType === 'datotekst';

/** A text that is no date, a day outside what can be, or one outside the person's life. */
function impossibleDate(column: PlanColumn, raw: string, today: string): string {
  const limit = (name: string | null | undefined, than: string): string[] =>
    name === null || name === undefined ? [] : [`${day(raw)} ${than} e.${identifier(name)}`];
  return [
    ...(column.sourceType === 'datotekst' ? [`(${textOf(column)} IS NOT NULL AND ${raw} IS NULL)`] : []),
    `${day(raw)} NOT BETWEEN ${EARLIEST} AND DATE ${literal(today)}`,
    ...limit(column.life?.birth, '<'),
    ...limit(column.life?.death, '>'),
  ].join(' OR ');
}

/** Text of a closed list or a code system is held as a number, other text as it is; `length`: only so many characters. */
function emitText(c: ColumnContext, length: number | null): ColumnSql {
  const cut = (text: string): string => (length === null ? text : `left(${text}, ${length})`);
  if (c.column.values !== null && length === null) return emitClosed(c, c.column.values);
  if (c.column.values === null && c.column.pattern === null) return plain(c, 'VARCHAR', cut(c.raw));
  const carrier = length !== null && length <= 3 ? numberCarriers.few : numberCarriers.many;
  return gathered(c, carrier, (texts) => `SELECT verdi AS kilde, ${cut('verdi')} AS verdi FROM ${texts}`);
}

/** A few values known beforehand: the number is the place in the list, which DuckDB finds once per distinct value. */
function emitClosed(c: ColumnContext, values: readonly string[]): ColumnSql {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : 1));
  const place = `CAST(list_position([${sorted.map(literal).join(', ')}], ${c.raw}) AS UTINYINT)`;
  const closed = numbered(c, 'UTINYINT', place, { kind: 'plan' }, []);
  return { ...closed, deliver: oneOf(c.held, sorted) };
}

/** Rounds half away from zero; the second rounding takes off what floating point adds behind the last decimal. */
function emitRounded(c: ColumnContext, to: number): ColumnSql {
  const [, fraction = '', exponent = '0'] = /(?:\.(\d+))?(?:e-(\d+))?$/.exec(String(to)) ?? [];
  const decimals = fraction.length + Number(exponent);
  const rounded = `round(round(${c.raw} / CAST(${to} AS DOUBLE)) * CAST(${to} AS DOUBLE), ${decimals})`;
  const whole = c.column.sourceType === 'heltall' && Number.isInteger(to);
  return plain(c, whole ? carrierOf(c.column) : 'DOUBLE', rounded);
}

function emitAgeBand(
  c: ColumnContext,
  t: Extract<PlanTransform, { type: 'ageBand' }>,
  today: string,
): ColumnSql {
  const fixed = isIsoDate(t.at);
  const at = fixed ? `DATE ${literal(t.at)}` : day(`e.${identifier(t.at)}`);
  const event = fixed
    ? []
    : [`${c.raw} IS NOT NULL AND ${at} NOT BETWEEN ${EARLIEST} AND DATE ${literal(today)}`];
  const source = [c.invalid, ...event]
    .filter((test) => test !== null)
    .map((test) => `coalesce(${test}, false)`);
  const context = { ...c, invalid: source.length === 0 ? 'false' : source.join(' OR ') };
  const age = inner(c, 'v');
  const outside = `coalesce(${age} NOT BETWEEN 0 AND ${OLDEST}, false)`;
  const invalid = `(${inner(c, 'u')} OR ${outside})`;
  return {
    name: c.column.name,
    source: c.column.source,
    carrier: 'UTINYINT',
    inner: innerValues(context, completedYears(day(c.raw), at)),
    value: `CASE WHEN ${invalid} THEN NULL ELSE ${bandNumber(
      age,
      t.bands.slice(1).map((b) => b.from),
    )} END`,
    invalid,
    deliver: oneOf(
      c.held,
      t.bands.map((b) => b.label),
    ),
    texts: { kind: 'plan' },
    joins: [],
  };
}

/** The band of a value, from 1: one more than the bounds it has reached. */
function bandNumber(value: string, bounds: readonly number[]): string {
  if (bounds.length === 0) return `CASE WHEN ${value} IS NOT NULL THEN 1 END`;
  const reached = bounds.map((bound) => `CAST(${value} >= ${bound} AS UTINYINT)`);
  return ['1::UTINYINT', ...reached].join(' + ');
}

function emitInterval(c: ColumnContext, bounds: readonly number[]): ColumnSql {
  const labels = [`<${bounds[0] ?? 0}`, ...bounds.map((from, i) => intervalLabel(from, bounds[i + 1]))];
  return {
    ...plain(c, 'UTINYINT', bandNumber(c.raw, bounds)),
    deliver: oneOf(c.held, labels),
    texts: { kind: 'plan' },
  };
}

const intervalLabel = (from: number, to: number | undefined): string =>
  to === undefined ? `>=${from}` : `[${from},${to})`;

/** Picks a text by its number, counted from 1. */
const oneOf = (index: string, texts: readonly string[]): string => `${enumeratedList(texts)}[${index}]`;

function clamp(value: string, bottom: number | null, top: number | null): string {
  const capped = top === null ? value : `CASE WHEN ${value} > ${top} THEN ${top} ELSE ${value} END`;
  return bottom === null ? capped : `CASE WHEN ${value} < ${bottom} THEN ${bottom} ELSE ${capped} END`;
}
