import { refuse } from '../errors/pipeline-error.ts';

const WHOLE_FILE = 'the whole file';
const MAX_BYTES = 10_000_000;

/**
 * The text of a decision file.
 * @throws PipelineError `vedtak.size` (over 10 MB), `vedtak.encoding` (not UTF-8, or with a byte order mark)
 */
export function readText(bytes: Uint8Array): string {
  if (bytes.length > MAX_BYTES) {
    throw refuse('vedtak', 'vedtak.size', WHOLE_FILE, { bytes: bytes.length, limit: MAX_BYTES });
  }
  const mark = byteOrderMark(bytes);
  if (mark !== undefined) throw refuse('vedtak', 'vedtak.encoding', WHOLE_FILE, { got: mark });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refuse('vedtak', 'vedtak.encoding', WHOLE_FILE, { got: 'bytes that are not UTF-8' });
  }
}

function byteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'UTF-8 with a byte order mark';
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return utf16 ? 'UTF-16' : undefined;
}
