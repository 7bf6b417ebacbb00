import { refuse } from '../errors/pipeline-error.ts';
import { type Family, stageOf } from './finding.ts';

const WHOLE_FILE = 'the whole file';
/** A file that a person wrote may have so many bytes and no more. */
export const MAX_BYTES = 10_000_000;

/**
 * The text of a file that a person wrote.
 * @throws PipelineError `<family>.size` (over 10 MB), `<family>.encoding` (not UTF-8, or with a byte order mark)
 */
export function readText(bytes: Uint8Array, family: Family): string {
  const stage = stageOf[family];
  if (bytes.length > MAX_BYTES) {
    throw refuse(stage, `${family}.size`, WHOLE_FILE, { limit: MAX_BYTES });
  }
  const mark = byteOrderMark(bytes);
  if (mark !== undefined) throw refuse(stage, `${family}.encoding`, WHOLE_FILE, { got: mark });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refuse(stage, `${family}.encoding`, WHOLE_FILE, { got: 'bytes that are not UTF-8' });
  }
}

function byteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'UTF-8 with a byte order mark';
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return utf16 ? 'UTF-16' : undefined;
}
