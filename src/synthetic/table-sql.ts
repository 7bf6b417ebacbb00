import type { Kodeverk, Register, Tabell, Variabel } from '../catalogue/register.ts';
import { codeGroups } from './code-samples.ts';
import type { Dirt } from './dirt.ts';
import { chance, type Draw } from './draw.ts';
import { codeKey, codeSlotTable, stratumOf } from './lookup-sql.ts';
import type { Profile } from './profiles.ts';
import { valueSql, type ValueContext } from './value-sql.ts';
import { slotRanges } from './weighted-codes.ts';

interface Coded {
  readonly variable: Variabel;
  readonly list: string;
  /** Statement that makes the list. */
  readonly sql: string;
}

/** The lists that the coded variables of a table are drawn from, each with the statement that makes it. */
export function codeLists(table: Tabell, profile: Profile): readonly Coded[] {
  return table.variabler.flatMap((variable) => {
    const { kodeverk } = variable;
    const groups = kodeverk === undefined ? undefined : codeGroups(kodeverk, profile.icd10);
    if (kodeverk === undefined || groups === undefined) return [];
    const list = listName(kodeverk, profile);
    return [{ variable, list, sql: codeSlotTable(list, slotRanges(groups)) }];
  });
}

const listName = (kodeverk: Kodeverk, { icd10 }: Profile): string =>
  `kode_${kodeverk.replaceAll('-', '_')}${kodeverk === 'icd10' ? (icd10 ?? '') : ''}`;

/** SQL of a table of the catalogue from the rows of `eventSource` or `personSource`: its variables in their order. */
export function tableRows(
  register: Register,
  table: Tabell,
  profile: Profile,
  source: string,
  { draw, dirt }: { readonly draw: Draw; readonly dirt: Dirt },
): string {
  const coded = codeLists(table, profile);
  const codes = new Map(coded.map(({ variable }, i) => [variable.navn, `k${i}`]));
  const context: ValueContext = { register, table, draw, dirt, codes };
  const columns = table.variabler.map((v) => `${columnSql(context, profile, v)} AS "${v.navn}"`);
  const joins = coded.map(
    ({ variable, list }, i) => `JOIN ${list} k${i} ON k${i}.noekkel = ${codeSlot(context, variable)}`,
  );
  return `SELECT ${columns.join(',\n    ')}
  FROM (${source}) p ${joins.join('\n  ')} ${kinJoins(table)}`;
}

/** Half of a person's rows have the code that the person comes back with. */
function codeSlot({ draw, register, table }: ValueContext, v: Variabel): string {
  const own = draw(`${v.kodeverk ?? ''} egen`, 'p.nr');
  const other = draw(`${register.id}.${table.id}.${v.navn} kode`, 'p.e');
  const which = chance(500, draw(`${register.id}.${table.id}.${v.navn} egen`, 'p.e'));
  return codeKey(stratumOf('p.dato'), `(CASE WHEN ${which} THEN ${own} ELSE ${other} END)`);
}

const KIN = ['mor', 'far', 'ektefelle', 'barn'] as const;

/** The relatives that the table's variables point to. */
export function kinOf(table: Tabell): readonly (typeof KIN)[number][] {
  const named = table.variabler.map((v) => (v.pekerPaa === 'annen_person' ? 'mor' : v.pekerPaa));
  return KIN.filter((kin) => named.includes(kin));
}

const kinJoins = (table: Tabell): string =>
  kinOf(table)
    .map((kin) => `LEFT JOIN ${kin} ON ${kin}.nr = p.nr`)
    .join(' ');

/** A value as the register has it: sometimes empty, and spoiled where dirt is asked for. */
function columnSql(c: ValueContext, profile: Profile, v: Variabel): string {
  const value = valueSql(c, v);
  if (v.navn === c.table.identifikator) return c.dirt.identifier(value, 'p.e');
  const column = `${c.register.id}.${c.table.id}.${v.navn}`;
  const empty = profile.empty?.[v.navn];
  const sparse =
    empty === undefined
      ? value
      : `CASE WHEN ${chance(empty, c.draw(`${column} tom`, 'p.e'))} THEN NULL ELSE ${value} END`;
  return spoil(c, v, sparse, column);
}

const unknown: Partial<Record<Kodeverk, string>> = {
  icd10: 'XX99',
  atc: 'Z99XX99',
  kommune: '9998',
  icpc2: 'Å99',
};

function spoil({ dirt, table }: ValueContext, v: Variabel, sql: string, column: string): string {
  if (v.navn === table.hendelsesdato && v.type === 'dato') return dirt.future(sql, 'p.e', column);
  const code = v.kodeverk === undefined ? undefined : unknown[v.kodeverk];
  if (code !== undefined) return dirt.unknown(dirt.missing(sql, 'p.e', column), 'p.e', column, code);
  return v.art === 'kvasi' || v.art === 'sensitiv' ? dirt.missing(sql, 'p.e', column) : sql;
}
