/**
 * Checks Arrow metadata (FlatBuffers) before it is decoded: the decoder trusts every offset and length, so that one
 * damaged byte can make it loop over a billion fields. Throws a plain `RangeError`; the caller names the file.
 * Slots as in the Arrow format's Message.fbs, Schema.fbs and File.fbs.
 */
export function verifyMessage(bytes: Uint8Array): void {
  const tables = tableReader(bytes);
  const message = tables.root();
  const header = tables.child(message, 2);
  switch (tables.byte(message, 1)) {
    case 1:
      verifySchema(tables, header);
      return;
    case 2:
      verifyBatch(tables, tables.child(header, 1));
      return;
    case 3:
      verifyBatch(tables, header);
      return;
    default:
      throw new RangeError('an unknown kind of message');
  }
}

/** The same for the footer of the file form. */
export function verifyFooter(bytes: Uint8Array): void {
  const tables = tableReader(bytes);
  const footer = tables.root();
  verifySchema(tables, tables.child(footer, 1));
  tables.vector(footer, 2, 24);
  tables.vector(footer, 3, 24);
}

function verifyBatch(tables: TableReader, batch: number): void {
  tables.vector(batch, 1, 16);
  tables.vector(batch, 2, 16);
  tables.vector(batch, 4, 8);
}

function verifySchema(tables: TableReader, schema: number): void {
  if (tables.byte(schema, 0) !== 0) throw new RangeError('big-endian');
  tables.vector(schema, 2, 4);
  tables.children(schema, 1).forEach((field) => {
    verifyField(tables, field);
  });
}

function verifyField(tables: TableReader, field: number): void {
  tables.vector(field, 6, 4);
  tables.children(field, 5).forEach((child) => {
    verifyField(tables, child);
  });
}

type TableReader = ReturnType<typeof tableReader>;

/** More tables than any schema of a register has; ends a walk through offsets that lead in a circle. */
const MOST_TABLES = 100_000;

function tableReader(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let visited = 0;

  const target = (position: number): number => {
    if (++visited > MOST_TABLES) throw new RangeError('offsets that lead in a circle');
    return position + view.getUint32(position, true);
  };
  const slot = (table: number, index: number): number => {
    const vtable = table - view.getInt32(table, true);
    const entry = 4 + 2 * index;
    const offset = entry < view.getUint16(vtable, true) ? view.getUint16(vtable + entry, true) : 0;
    return offset === 0 ? 0 : table + offset;
  };
  const vector = (table: number, index: number, width: number): { start: number; length: number } => {
    const position = slot(table, index);
    if (position === 0) return { start: 0, length: 0 };
    const start = target(position) + 4;
    const length = view.getUint32(start - 4, true);
    if (start + length * width > bytes.byteLength) throw new RangeError('a list that ends outside');
    return { start, length };
  };
  return {
    vector,
    root: () => target(0),
    byte: (table: number, index: number) => {
      const position = slot(table, index);
      return position === 0 ? 0 : view.getUint8(position);
    },
    child: (table: number, index: number) => {
      const position = slot(table, index);
      if (position === 0) throw new RangeError('a part that is missing');
      return target(position);
    },
    children: (table: number, index: number) => {
      const { start, length } = vector(table, index, 4);
      return Array.from({ length }, (_, i) => target(start + 4 * i));
    },
  };
}
