import type { Json } from '../base/canonical-json.ts';
import type { ReportedDelivery, ReportedPart, ReportedTable } from './delivery.ts';
import { describeColumns, type DescribedColumn } from './described-column.ts';

const media: Readonly<Record<string, string>> = {
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.file',
  csv: 'text/csv',
};

/** Path of a part in the unpacked package. */
export const plainPath = (part: ReportedPart): string => part.fil.replace(/\.[a-z0-9]+$/, '');
const formatOf = (part: ReportedPart): string => plainPath(part).replace(/^.*\./, '');
export const mediaType = (part: ReportedPart): string => media[formatOf(part)] ?? 'application/octet-stream';

/**
 * The codebook as a Frictionless Data Package (specs.frictionlessdata.io, version 1): one resource a table, with its parts
 * as paths from the folder that it lies in, above those of parts and documents, as the specification demands.
 */
export const dataPackageOf = (d: ReportedDelivery): Json => ({
  name: `${d.vedtak.saksnummer}-${d.run}`.toLowerCase().replace(/[^a-z0-9._-]/g, '-'),
  id: `${d.vedtak.saksnummer} ${d.run}`,
  title: d.vedtak.prosjekt.tittel,
  description: 'Stiene gjelder fra mappen denne filen skal ligge i: den over data og dokumentasjon.',
  created: d.made,
  resources: d.tables.filter((t) => t.parts.length > 0).map((t) => resourceOf(d, t)),
});

function resourceOf(d: ReportedDelivery, t: ReportedTable): Json {
  const [first] = t.parts;
  const paths = t.parts.map(plainPath);
  return {
    name: t.name.toLowerCase().replace(/[^a-z0-9._-]/g, '-'),
    path: paths.length === 1 ? (paths[0] ?? '') : paths,
    format: first === undefined ? '' : formatOf(first),
    mediatype: first === undefined ? '' : mediaType(first),
    ...(t.parts.length === 1 && first !== undefined
      ? { bytes: first.plaintextBytes, hash: `sha256:${first.plaintextSha256}` }
      : {}),
    ...(first !== undefined && formatOf(first) === 'csv' ? { dialect: dialectOf(d) } : {}),
    schema: { fields: describeColumns(d, t).map(fieldOf), missingValues: [''] },
  };
}

/** How the CSV is to be read, with its header. */
const dialectOf = ({ vedtak }: ReportedDelivery): Json => ({
  delimiter: vedtak.utlevering.skilletegn === 'komma' ? ',' : ';',
  quoteChar: '"',
  doubleQuote: true,
  header: true,
});

const fieldOf = (c: DescribedColumn): Json => ({
  name: c.name,
  type: c.type,
  title: c.description,
  description: c.sentence,
  ...(c.codeSystem === null ? {} : { kodeverk: c.codeSystem }),
  ...(c.unit === null ? {} : { enhet: c.unit }),
  ...(c.levels.length === 0 ? {} : { nivaaer: [...c.levels] }),
  ...(c.values.length === 0 ? {} : { verdier: Object.fromEntries(c.values) }),
  mangler: c.missing,
  ...(c.name === 'loepenummer' ? { constraints: { required: true } } : {}),
});
