import {
  parquetMetadataAsync,
  parquetSchema,
  type AsyncBuffer,
  type SchemaElement,
  type SchemaTree,
} from 'hyparquet';
import type { PartColumn, PartShape } from './sealed-part.ts';

/** Rows and columns as the footer of a Parquet file states them. Throws an Error when it is no Parquet file. */
export async function readParquetFooter(file: AsyncBuffer): Promise<PartShape> {
  const metadata = await parquetMetadataAsync(file);
  return { rows: Number(metadata.num_rows), columns: parquetSchema(metadata).children.flatMap(leaves) };
}

function leaves(node: SchemaTree): PartColumn[] {
  if (node.children.length > 0) return node.children.flatMap(leaves);
  const { element, path } = node;
  return [{ name: path.join('.'), physicalType: element.type ?? 'GROUP', logicalType: logicalType(element) }];
}

function logicalType(element: SchemaElement): string | null {
  const logical = element.logical_type;
  if (logical === undefined) return convertedType(element);
  if (logical.type === 'DECIMAL') return decimal(logical.precision, logical.scale);
  if (logical.type === 'TIME' || logical.type === 'TIMESTAMP') return `${logical.type}(${logical.unit})`;
  if (logical.type === 'INTEGER') return `${logical.isSigned ? 'INT' : 'UINT'}_${logical.bitWidth}`;
  return logical.type;
}

// The older annotation says the same in other words; one spelling for each type lets files of any writer be compared.
function convertedType(element: SchemaElement): string | null {
  const converted = element.converted_type;
  if (converted === undefined) return null;
  if (converted === 'UTF8') return 'STRING';
  if (converted === 'DECIMAL') return decimal(element.precision ?? 0, element.scale ?? 0);
  return converted.replace(/^(TIME|TIMESTAMP)_(MILLIS|MICROS)$/, '$1($2)');
}

const decimal = (precision: number, scale: number): string => `DECIMAL(${precision},${scale})`;
