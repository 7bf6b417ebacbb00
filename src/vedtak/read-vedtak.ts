import type { Json } from '../base/canonical-json.ts';
import { sha256 } from '../base/sha256.ts';
import { PipelineError } from '../errors/pipeline-error.ts';
import { checkSecrets } from './check-secrets.ts';
import { atLine, type Finding } from '../document/finding.ts';
import { type JsonDocument, parseJson } from '../document/parse-json.ts';
import { readText } from '../document/read-text.ts';
import type { Sections } from './rule.ts';
import { rules } from './rules.ts';
import { schemaFindings } from '../document/schema-findings.ts';
import { type Vedtak, vedtakSchema } from './schema.ts';

export interface CheckedVedtak {
  readonly vedtak: Vedtak;
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

/**
 * A decision file to a decision that meets the schema and every rule, its defaults filled in.
 *
 * @param today ISO date of the run
 * @throws PipelineError of stage `vedtak` with all its problems sorted by line: those of the form and, for the sections
 * whose form is right, those of the rules. A file that is no JSON gives the first fault only (`vedtak.syntax`,
 * `vedtak.depth`, `vedtak.encoding`, `vedtak.size`).
 */
export function readVedtak(bytes: Uint8Array, today: string): CheckedVedtak {
  const document = parseJson(readText(bytes, 'vedtak'), 'vedtak');
  const { vedtak, sections, findings: ofForm } = checkForm(document.value);
  const ofRules = rules.flatMap((rule) => rule.check(sections, today));
  const findings = [...document.duplicates, ...checkSecrets(document.value), ...ofForm, ...ofRules];
  if (vedtak === undefined || findings.length > 0)
    throw new PipelineError('vedtak', located(findings, document));
  return { vedtak, sha256: sha256(bytes) };
}

interface Form {
  readonly vedtak: Vedtak | undefined;
  readonly sections: Sections;
  readonly findings: readonly Finding[];
}

function checkForm(value: Json): Form {
  const { success, data, error } = vedtakSchema.safeParse(value);
  if (success) return { vedtak: data, sections: { referansedato: undefined, ...data }, findings: [] };
  return {
    vedtak: undefined,
    sections: soundSections(value),
    findings: schemaFindings('vedtak', vedtakSchema, value, error.issues),
  };
}

function soundSections(value: Json): Sections {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const members: ReadonlyMap<string, unknown> = new Map(Object.entries(value));
  const parsed = Object.entries(vedtakSchema.shape).flatMap(([key, schema]) => {
    const { success, data } = schema.safeParse(members.get(key));
    return success ? [[key, data]] : [];
  });
  return Object.fromEntries(parsed) as Sections;
}

function located(findings: readonly Finding[], { lineOf }: JsonDocument): PipelineError['problems'] {
  return findings
    .map((found) => atLine(found, lineOf(found.path)))
    .sort((a, b) => a.line - b.line || a.at.localeCompare(b.at));
}
