import type { PlanColumn, PlanTable, PlanTransform } from '../artifacts/plan.ts';
import { unreachable } from '../base/unreachable.ts';
import { completedYears, matches, truncateDate } from './dialect.ts';
import { identifier, literal } from './identifier.ts';
import { emitListed, type ListedTransform } from './listed.ts';
import { enumerated, isIsoDate, plain, type ColumnContext, type ColumnSql } from './column-sql.ts';

/** Nobody's birth is before this day, and no event. */
const EARLIEST = `DATE '1850-01-01'`;
const OLDEST = 130;

/** SQL of one column. `today` is the day of the run: a later date is impossible. */
export function emitColumn(table: PlanTable, column: PlanColumn, today: string): ColumnSql {
  const raw = `e.${identifier(column.source)}`;
  const context = {
    table,
    column,
    raw,
    held: identifier(column.name),
    invalid: invalidSource(column, raw, today),
  };
  return column.transform.type === 'fylke' || column.transform.type === 'group'
    ? emitListed(context, column.transform)
    : emitSimple(context, column.transform, today);
}

function emitSimple(c: ColumnContext, t: Exclude<PlanTransform, ListedTransform>, today: string): ColumnSql {
  switch (t.type) {
    case 'keep':
      return c.column.sourceType === 'tekst'
        ? emitText(c, c.raw)
        : plain(c, CARRIERS[c.column.sourceType], c.raw);
    case 'prefix':
      return emitText(c, `left(${c.raw}, ${t.length})`);
    case 'referenceDays':
      return plain(c, 'INTEGER', `(${day(c.raw)} - k.referanse)`);
    case 'referenceDate':
      return plain(c, 'DATE', `(DATE ${literal(t.anchor)} + (${day(c.raw)} - k.referanse))`);
    case 'truncateDate':
      return plain(c, 'DATE', truncateDate(day(c.raw), PERIODS[t.to]));
    case 'ageBand':
      return emitAgeBand(c, t, today);
    case 'birthYear':
      return plain(c, 'SMALLINT', `(year(${c.raw}) // ${t.width} * ${t.width})`);
    case 'round':
      return emitRounded(c, t.to);
    case 'clamp':
      return plain(c, CARRIERS[c.column.sourceType], clamp(c.raw, t.bottom, t.top));
    case 'interval':
      return emitInterval(c, t.bounds);
    case 'mask':
      return { ...plain({ ...c, invalid: null }, 'BOOLEAN', 'true'), deliver: literal(t.value) };
    case 'empty':
      return { ...plain({ ...c, invalid: null }, 'BOOLEAN', 'NULL'), deliver: 'CAST(NULL AS VARCHAR)' };
    default:
      return unreachable(t);
  }
}

const CARRIERS = {
  tekst: 'VARCHAR',
  heltall: 'BIGINT',
  tall: 'DOUBLE',
  dato: 'DATE',
  tidspunkt: 'TIMESTAMP',
} as const;
const PERIODS = { maaned: 'month', kvartal: 'quarter', aar: 'year' } as const;

const day = (date: string): string => `CAST(${date} AS DATE)`;

/** Where a source value does not fit its code system or the calendar; a missing value always fits. */
function invalidSource(column: PlanColumn, raw: string, today: string): string | null {
  if (column.values !== null) return `${raw} NOT IN (${column.values.map(literal).join(', ')})`;
  if (column.pattern !== null) return `NOT ${matches(raw, column.pattern)}`;
  if (column.sourceType === 'dato' || column.sourceType === 'tidspunkt')
    return `${day(raw)} NOT BETWEEN ${EARLIEST} AND DATE ${literal(today)}`;
  return column.sourceType === 'tall' ? `NOT isfinite(${raw})` : null;
}

/** Text of a code system is held as an enumeration of the values that occur; other text as it is. */
function emitText(c: ColumnContext, value: string): ColumnSql {
  if (c.column.values === null && c.column.pattern === null) return plain(c, 'VARCHAR', value);
  const valid = c.invalid === null ? '' : ` WHERE (${c.invalid}) IS NOT TRUE`;
  return enumerated(c, value, { kind: 'source', text: value, where: valid });
}

/** Rounds half away from zero; the second rounding takes off what floating point adds behind the last decimal. */
function emitRounded(c: ColumnContext, to: number): ColumnSql {
  const [, fraction = '', exponent = '0'] = /(?:\.(\d+))?(?:e-(\d+))?$/.exec(String(to)) ?? [];
  const decimals = fraction.length + Number(exponent);
  const rounded = `round(round(${c.raw} / CAST(${to} AS DOUBLE)) * CAST(${to} AS DOUBLE), ${decimals})`;
  const whole = c.column.sourceType === 'heltall' && Number.isInteger(to);
  return plain(c, whole ? 'BIGINT' : 'DOUBLE', rounded);
}

function emitAgeBand(
  c: ColumnContext,
  t: Extract<PlanTransform, { type: 'ageBand' }>,
  today: string,
): ColumnSql {
  const fixed = isIsoDate(t.at);
  const at = fixed ? `DATE ${literal(t.at)}` : day(`e.${identifier(t.at)}`);
  const age = completedYears(day(c.raw), at);
  const above = t.bands.slice(1).map((band) => `CAST(${age} >= ${band.from} AS UTINYINT)`);
  const event = fixed
    ? []
    : [`${c.raw} IS NOT NULL AND ${at} NOT BETWEEN ${EARLIEST} AND DATE ${literal(today)}`];
  const invalid = [c.invalid ?? 'false', `${age} NOT BETWEEN 0 AND ${OLDEST}`, ...event].join(' OR ');
  const band = above.length === 0 ? `CASE WHEN ${age} IS NOT NULL THEN 0 END` : above.join(' + ');
  const labels = t.bands.map((b) => b.label);
  return { ...plain({ ...c, invalid }, 'UTINYINT', band), deliver: oneOf(c.held, labels) };
}

function emitInterval(c: ColumnContext, bounds: readonly number[]): ColumnSql {
  const above = bounds.map((bound) => `CAST(${c.raw} >= ${bound} AS UTINYINT)`).join(' + ');
  const labels = [`<${bounds[0] ?? 0}`, ...bounds.map((from, i) => intervalLabel(from, bounds[i + 1]))];
  return { ...plain(c, 'UTINYINT', above), deliver: oneOf(c.held, labels) };
}

const intervalLabel = (from: number, to: number | undefined): string =>
  to === undefined ? `>=${from}` : `[${from},${to})`;

/** Picks the label of a band by its number, counted from 0. */
const oneOf = (index: string, labels: readonly string[]): string =>
  `[${labels.map(literal).join(', ')}][${index} + 1]`;

function clamp(value: string, bottom: number | null, top: number | null): string {
  const capped = top === null ? value : `CASE WHEN ${value} > ${top} THEN ${top} ELSE ${value} END`;
  return bottom === null ? capped : `CASE WHEN ${value} < ${bottom} THEN ${bottom} ELSE ${capped} END`;
}
