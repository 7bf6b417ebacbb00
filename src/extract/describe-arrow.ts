import { arrowColumn } from './arrow-types.ts';
import { parseOrRefuse } from './corrupt.ts';
import type { ExtractFile, FileSchema } from './extract.ts';
import { readFileBytes } from './file-bytes.ts';
import { readIpcFile } from './ipc-file.ts';

/**
 * Columns and rows of an Arrow IPC file or stream. Reads metadata only and passes over the bodies, but finds out
 * that each body lies inside the file. Throws extract.corrupt, extract.unknown-type, extract.unreadable (stage run).
 */
export function describeArrow(file: ExtractFile): Promise<FileSchema> {
  return readFileBytes(file.path, (bytes) => {
    const { schema, messages } = readIpcFile(bytes);
    let rows = 0;
    for (const message of messages()) if (message.type === 'batch') rows += message.header.length;
    const columns = parseOrRefuse(file.path, 'arrow', 'a column has an incomplete type', () =>
      schema.fields.map(arrowColumn),
    );
    return { columns, rows, bytes: bytes.size };
  });
}
