import type { Register, Tabell, Variabel } from '../catalogue/register.ts';
import { unreachable } from '../base/unreachable.ts';
import type { Dirt } from './dirt.ts';
import { below, unit, type Draw } from './draw.ts';
import { identifierOn } from './event-sql.ts';

/** Where a value is made: its table, the name under which its code is joined, and what draws and spoils it. */
export interface ValueContext {
  readonly register: Register;
  readonly table: Tabell;
  readonly draw: Draw;
  readonly dirt: Dirt;
  /** Alias of the joined code list of each coded variable. */
  readonly codes: ReadonlyMap<string, string>;
}

/** SQL of one variable of a row `p`, before it is left empty or spoiled. */
export function valueSql(c: ValueContext, v: Variabel): string {
  if (v.navn === c.table.identifikator) return identifierOn('p.dato');
  if (v.pekerPaa !== undefined) return pointerSql(c, v);
  if (v.art === 'fritekst') return noteSql(c, v);
  if (v.kodeverk !== undefined && v.kodeverk !== 'kjoenn') return codedSql(c, v);
  if (v.navn === 'kjoenn') return 'p.kjoenn';
  if (v.verdier !== undefined) return oneOfSql(c, v, Object.keys(v.verdier));
  switch (v.type) {
    case 'dato':
      return dateSql(c, v.navn);
    case 'tidspunkt':
      return `${dateSql(c, v.navn)}::TIMESTAMP + to_seconds(${below(86_400, drawn(c, v, 'klokke'))})`;
    case 'heltall':
      return wholeSql(c, v);
    case 'tall':
      return `round(${numberSql(c, v)}, ${decimalsOf(v)})`;
    case 'tekst':
      return `'${v.navn.charAt(0).toUpperCase()}' || lpad(${below(40, drawn(c, v, 'tekst'))}::VARCHAR, 2, '0')`;
    default:
      return unreachable(v.type);
  }
}

const drawn = ({ draw, register, table }: ValueContext, v: Variabel, salt: string): string =>
  draw(`${register.id}.${table.id}.${v.navn} ${salt}`, 'p.e');

/** Doctors and nurses are few beside their patients. */
const PROVIDERS = 4000;

function pointerSql(c: ValueContext, v: Variabel): string {
  switch (v.pekerPaa) {
    case 'mor':
    case 'far':
    case 'ektefelle':
    case 'barn':
      return `${v.pekerPaa}.fnr`;
    case 'behandler':
      return `(7000000 + ${below(PROVIDERS, drawn(c, v, 'behandler'))} * 7)::VARCHAR`;
    case 'institusjon':
      return 'p.helseforetak';
    case 'hendelse':
      return v.type === 'heltall' ? 'p.e' : 'p.e::VARCHAR';
    case 'annen_person':
      return 'mor.fnr';
    case undefined:
      return 'NULL';
    default:
      return unreachable(v.pekerPaa);
  }
}

/** Codes that are no matter of weights are those of the row's place, or six digits. */
function codedSql(c: ValueContext, v: Variabel): string {
  const joined = c.codes.get(v.navn);
  if (joined !== undefined) return `${joined}.kode`;
  if (v.kodeverk === 'kommune') return 'p.kommunenummer';
  if (v.kodeverk === 'institusjon') return 'p.helseforetak';
  if (v.kodeverk === 'bydel')
    return `p.kommunenummer || lpad(${below(15, drawn(c, v, 'bydel'))}::VARCHAR, 2, '0')`;
  return `lpad(${below(900_000, drawn(c, v, 'kode'))}::VARCHAR, 6, '1')`;
}

/** The first of the values is the most common, the last the rarest. */
function oneOfSql(c: ValueContext, v: Variabel, values: readonly string[]): string {
  const list = values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ');
  return `list_extract([${list}], 1 + floor(${values.length} * pow(${unit(drawn(c, v, 'verdi'))}, 3.5))::INTEGER)`;
}

/** Names of a day and of its time end differently and are the same day otherwise: `inndato`, `inntidspunkt`. */
const stemOf = (name: string): string => name.replace(/(dato|tidspunkt)$/, '');

/**
 * The event's own date, those of the person's life, and for other names a day some weeks after the event; of what is
 * registered after death, a day before it.
 */
function dateSql({ draw, register, table }: ValueContext, name: string): string {
  if (name === 'foedselsdato' || name === 'doedsdato') return `p.${name}`;
  const stem = stemOf(name);
  if (table.hendelsesdato !== null && stem === stemOf(table.hendelsesdato)) return 'p.dato';
  const days = `floor(-ln(1 - ${unit(draw(`${register.id}.${table.id}.${stem} dager`, 'p.e'))}) * 9)::INTEGER`;
  return `CASE WHEN p.dato > p.slutt THEN p.slutt - ${days} ELSE least(p.slutt, p.dato + ${days}) END`;
}

/** Years of age on a day, from the row's own persons. */
const yearsBetween = (from: string, to: string): string => `floor((${to} - ${from}) / 365.25)`;

function wholeSql(c: ValueContext, v: Variabel): string {
  const { fra, til } = rangeOf(v);
  if (v.navn === 'alder')
    return `greatest(${fra}, least(${til}, ${yearsBetween('p.foedselsdato', 'p.dato')}))::BIGINT`;
  const any = `round(${numberSql(c, v)})::BIGINT`;
  const mother = c.table.variabler.some((other) => other.pekerPaa === 'mor');
  if (v.navn !== 'mors_alder' || !mother) return any;
  return `coalesce(${yearsBetween('mor.foedselsdato', 'p.dato')}::BIGINT, ${any})`;
}

const rangeOf = (v: Variabel): NonNullable<Variabel['omraade']> => v.omraade ?? { fra: 0, til: 100 };

/** Ranges that begin inside a whole number are of small numbers. */
const decimalsOf = (v: Variabel): number => (Number.isInteger(rangeOf(v).fra) ? 1 : 3);

/** A number that lies near the common one more often than far from it, within the range. */
function numberSql(c: ValueContext, v: Variabel): string {
  const { fra, til, vanlig = (fra + til) / 2 } = rangeOf(v);
  const draw = drawn(c, v, 'tall');
  const swing = `(${unit(draw)} + (${draw} % 4294967296)::DOUBLE / 4294967296 - 1)`;
  const side = `CASE WHEN ${swing} < 0 THEN ${vanlig - fra} ELSE ${til - vanlig} END`;
  return `(${vanlig} + (${side}) * pow(${swing}, 3))`;
}

const notes = [
  'Kontroll etter avtale.',
  'Pasienten er i bedring.',
  'Uendret tilstand siden sist.',
  'Henvist videre til spesialist.',
  'Ny time om tre måneder.',
] as const;

const noteSql = (c: ValueContext, v: Variabel): string =>
  `list_extract([${notes.map((note) => `'${note}'`).join(', ')}], 1 + ${below(notes.length, drawn(c, v, 'notat'))})`;
