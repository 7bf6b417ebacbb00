import type { Inspector } from './inspector.ts';
import type { PartShape } from './sealed-part.ts';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const MAX_HEADER_BYTES = 1_048_576;
const HEADER = /^[A-Za-z0-9_]+(?:([;,])[A-Za-z0-9_]+(?:\1[A-Za-z0-9_]+)*)?$/;

/**
 * Reads the header of a CSV file (RFC 4180, separator `;` or `,`, every line ended) and counts its records, each of which
 * must have as many fields as the header. Line ends and separators within quotes are part of a field.
 */
export function openCsvInspector(): Inspector {
  let header = '';
  let columns: readonly string[] | null = null;
  let separator = 0;
  let [rows, fields, quoted, begun, crooked] = [0, 1, false, false, false];

  const readHeader = (plain: Uint8Array): number => {
    const end = plain.indexOf(LINE_FEED);
    header += Buffer.from(plain.subarray(0, end < 0 ? plain.length : end)).toString('latin1');
    if (header.length > MAX_HEADER_BYTES) throw new Error('a header that does not end');
    if (end < 0) return plain.length;
    const found = HEADER.exec(header.replace(/\r$/, ''));
    separator = (found?.[1] ?? ';').charCodeAt(0);
    columns = found === null ? [] : found[0].split(String.fromCharCode(separator));
    return end + 1;
  };

  const add = (plain: Uint8Array): void => {
    const width = columns?.length ?? 0;
    for (let i = columns === null ? readHeader(plain) : 0; i < plain.length; i++) {
      const byte = plain[i];
      begun = true;
      if (byte === QUOTE) quoted = !quoted;
      else if (quoted) continue;
      else if (byte === separator) fields++;
      else if (byte === LINE_FEED) {
        crooked ||= fields !== (width === 0 ? (columns?.length ?? 0) : width);
        rows++;
        fields = 1;
        begun = false;
      }
    }
  };

  const shape = (): PartShape => {
    if (columns === null || columns.length === 0 || crooked || begun || quoted)
      throw new Error('not a whole CSV file');
    return { rows, columns: columns.map((name) => ({ name, physicalType: 'TEXT', logicalType: null })) };
  };
  return { add, shape: () => Promise.resolve().then(shape) };
}
