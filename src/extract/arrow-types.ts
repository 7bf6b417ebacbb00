import { DataType, type Field } from 'apache-arrow';
import type { ColumnType, ExtractColumn } from './extract.ts';

/** A column of an Arrow schema; a dictionary-encoded column counts as the type of its values. */
export function arrowColumn(field: Field): ExtractColumn {
  const type = field.type as DataType;
  return {
    name: field.name,
    type: columnType(DataType.isDictionary(type) ? (type.dictionary as DataType) : type),
    nativeType: describeType(type),
    nullable: field.nullable,
  };
}

const describeType = (type: { readonly toString: () => string }): string => type.toString();

function columnType(type: DataType): ColumnType {
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type)) return 'tekst';
  if (DataType.isInt(type)) return 'heltall';
  if (DataType.isFloat(type)) return 'tall';
  if (DataType.isDecimal(type)) return decimalType(type);
  if (DataType.isDate(type)) return 'dato';
  if (DataType.isTimestamp(type)) return 'tidspunkt';
  if (DataType.isBool(type)) return 'sannhet';
  return 'annet';
}

/** A decimal of 256 bits fits no number of DuckDB and would lose digits. */
function decimalType(type: { readonly scale: number; readonly bitWidth: number }): ColumnType {
  if (type.bitWidth > 128) return 'annet';
  return type.scale === 0 ? 'heltall' : 'tall';
}
