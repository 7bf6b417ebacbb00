import type { Json } from '../base/canonical-json.ts';
import { sha256 } from '../base/sha256.ts';
import { memberOf } from '../document/json-value.ts';
import { parseJson } from '../document/parse-json.ts';
import { readText } from '../document/read-text.ts';
import { PipelineError } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { formProblems } from './read-vedtak.ts';
import { vedtakSchema } from './schema.ts';

/** A decision that can be read out: whole, or a draft with what is still open in it. */
export interface ReadableVedtak {
  readonly file: Json;
  /** With its defaults; undefined where the form is not whole. */
  readonly filled: Json | undefined;
  readonly saksnummer: string;
  readonly sha256: string;
  readonly open: readonly Problem[];
}

/**
 * Reads a decision for people to read, whether or not it is in force. A draft (`status: utkast`) may have faults, which
 * it then carries; in any other decision they are refused with stage `vedtak` as `readVedtak` refuses them.
 *
 * @param today ISO date
 */
export function readReadable(bytes: Uint8Array, today: string): ReadableVedtak {
  const document = parseJson(readText(bytes, 'vedtak'), 'vedtak');
  const file = document.value;
  const open = formProblems(document, today).filter(({ code }) => !OF_THE_DAY.includes(code));
  const isDraft = memberOf(memberOf(file, 'vedtak'), 'status') === 'utkast';
  if (open.some(({ code }) => NEVER_SHOWN.includes(code)) || (open.length > 0 && !isDraft))
    throw new PipelineError('vedtak', open);
  const { data } = vedtakSchema.safeParse(file);
  const saksnummer = memberOf(file, 'saksnummer');
  return {
    file,
    filled: data === undefined ? undefined : (JSON.parse(JSON.stringify(data)) as Json),
    saksnummer: typeof saksnummer === 'string' && saksnummer !== '' ? saksnummer : 'uten saksnummer',
    sha256: sha256(bytes),
    open,
  };
}

/** Whether it can be run today is nothing that its text is read for. */
const OF_THE_DAY: readonly string[] = ['vedtak.status', 'vedtak.not-valid', 'vedtak.deletion-past'];

/** What must not be copied out of the file, and what makes its text say two things. */
const NEVER_SHOWN: readonly string[] = ['vedtak.secret', 'vedtak.duplicate-key'];
