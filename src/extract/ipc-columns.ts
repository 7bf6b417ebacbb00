import { DataType, type Field } from 'apache-arrow';
import type { BufferRegion, FieldNode, RecordBatch } from 'apache-arrow/ipc/metadata/message';

/** Which node and which buffers of a record batch are one top-level column's. */
interface ColumnRegions {
  readonly field: Field;
  readonly node: FieldNode;
  readonly regions: readonly BufferRegion[];
}

/**
 * Shares out the nodes and buffers of a record batch to its top-level columns, in the depth-first order in which the
 * Arrow columnar format writes them ("Recordbatch message"); nested columns are counted, so that those after them
 * are found. A plain `RangeError` when the batch has fewer than the schema says, or of another length.
 */
export function locateColumns(fields: readonly Field[], batch: RecordBatch): ColumnRegions[] {
  const cursor = { node: 0, buffer: 0, variadic: 0 };
  return fields.map((field) => {
    const node = batch.nodes[cursor.node];
    const first = cursor.buffer;
    skip(field.type as DataType, batch, cursor);
    if (node === undefined || cursor.buffer > batch.buffers.length) throw new RangeError('too few buffers');
    if (node.length !== batch.length) throw new RangeError('a column of another length than its batch');
    return { field, node, regions: batch.buffers.slice(first, cursor.buffer) };
  });
}

interface Cursor {
  node: number;
  buffer: number;
  variadic: number;
}

function skip(type: DataType, batch: RecordBatch, cursor: Cursor): void {
  cursor.node++;
  cursor.buffer += bufferCount(type);
  if (DataType.isUtf8View(type) || DataType.isBinaryView(type)) {
    cursor.buffer += batch.variadicBufferCounts[cursor.variadic++] ?? 0;
  }
  if (DataType.isDictionary(type)) return;
  for (const child of childrenOf(type)) skip(child.type as DataType, batch, cursor);
}

/** Declared as always there, yet null for every type that is not nested. */
const childrenOf = (type: DataType): readonly Field[] => (type.children as Field[] | null) ?? [];

/** Buffers of the type itself, without those of its children and without the variadic ones. */
function bufferCount(type: DataType): number {
  if (DataType.isNull(type)) return 0;
  if (DataType.isStruct(type) || DataType.isFixedSizeList(type) || DataType.isSparseUnion(type)) return 1;
  const hasOffsets =
    DataType.isUtf8(type) ||
    DataType.isLargeUtf8(type) ||
    DataType.isBinary(type) ||
    DataType.isLargeBinary(type);
  return hasOffsets ? 3 : 2;
}
