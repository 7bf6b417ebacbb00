import type { SchemaElement } from 'hyparquet';
import type { ColumnType, ExtractColumn } from './extract.ts';

/** A column at the top of a Parquet schema; whatever is nested or repeated is `annet`. */
export function parquetColumn(element: SchemaElement): ExtractColumn {
  const nested = element.type === undefined || element.repetition_type === 'REPEATED';
  return {
    name: element.name,
    type: nested ? 'annet' : columnType(element),
    nativeType: nativeType(element),
    nullable: element.repetition_type !== 'REQUIRED',
  };
}

/** Column types by the annotation of the Parquet format: logical types, and the older converted types. */
const annotated: Readonly<Record<string, ColumnType>> = {
  STRING: 'tekst',
  UTF8: 'tekst',
  ENUM: 'tekst',
  JSON: 'tekst',
  DATE: 'dato',
  TIMESTAMP: 'tidspunkt',
  TIMESTAMP_MILLIS: 'tidspunkt',
  TIMESTAMP_MICROS: 'tidspunkt',
  FLOAT16: 'tall',
  INTEGER: 'heltall',
  INT_8: 'heltall',
  INT_16: 'heltall',
  INT_32: 'heltall',
  INT_64: 'heltall',
  UINT_8: 'heltall',
  UINT_16: 'heltall',
  UINT_32: 'heltall',
  UINT_64: 'heltall',
};

/** Column types by physical type, where there is no annotation; INT96 is how timestamps were once written. */
const plain: Readonly<Record<string, ColumnType>> = {
  BOOLEAN: 'sannhet',
  INT32: 'heltall',
  INT64: 'heltall',
  INT96: 'tidspunkt',
  FLOAT: 'tall',
  DOUBLE: 'tall',
};

function columnType(element: SchemaElement): ColumnType {
  const annotation = element.logical_type?.type ?? element.converted_type;
  if (annotation === 'DECIMAL') return (element.scale ?? 0) === 0 ? 'heltall' : 'tall';
  const type = annotation === undefined ? plain[element.type ?? ''] : annotated[annotation];
  return type ?? 'annet';
}

function nativeType(element: SchemaElement): string {
  const { logical_type: logical, type = 'GROUP', converted_type: converted } = element;
  const decimal = element.precision === undefined ? '' : `(${element.precision},${element.scale ?? 0})`;
  const unit = logical !== undefined && 'unit' in logical ? `(${logical.unit})` : '';
  const annotation = logical?.type ?? converted;
  return annotation === undefined ? type : `${type} ${annotation}${decimal}${unit}`;
}
