import type { AssessedRule, Assessment } from '../artifacts/assessment.ts';
import type { Json } from '../base/canonical-json.ts';
import { sha256 } from '../base/sha256.ts';
import { PipelineError } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { checkSecrets } from './check-secrets.ts';
import { atLine, type Finding } from '../document/finding.ts';
import { type JsonDocument, parseJson } from '../document/parse-json.ts';
import { readText } from '../document/read-text.ts';
import { assessLaw, assessVedtak, findingsOf } from './law/assess.ts';
import type { Registers } from './law/register-facts.ts';
import type { Sections } from './rule.ts';
import { rules } from './rules.ts';
import { schemaFindings } from '../document/schema-findings.ts';
import { type Vedtak, vedtakSchema } from './schema.ts';

export interface CheckedVedtak {
  readonly vedtak: Vedtak;
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

/** A decision of the right form, held against the rules of law; what they refuse is still to be acted on. */
export interface AssessedVedtak extends CheckedVedtak {
  readonly assessment: Assessment;
}

/**
 * A decision file to a decision that meets the schema and every rule of its form, its defaults filled in. The rules of
 * law are held by `assessDecision`.
 *
 * @param today ISO date of the run
 * @throws PipelineError of stage `vedtak` with all its problems sorted by line: those of the schema and, for the sections
 * whose form is right, those of the rules. A file that is no JSON gives the first fault only (`vedtak.syntax`,
 * `vedtak.depth`, `vedtak.encoding`, `vedtak.size`).
 */
export function readVedtak(bytes: Uint8Array, today: string): CheckedVedtak {
  const document = parseJson(readText(bytes, 'vedtak'), 'vedtak');
  const { vedtak, findings } = checkDocument(document, today);
  if (vedtak === undefined || findings.length > 0)
    throw new PipelineError('vedtak', located(findings, document));
  return { vedtak, sha256: sha256(bytes) };
}

/**
 * A decision file to a decision of the right form and its legal assessment.
 *
 * @throws PipelineError as `readVedtak`; it then also holds what the rules of law refuse in the sections that are sound.
 */
export function assessDecision(bytes: Uint8Array, registers: Registers, today: string): AssessedVedtak {
  const document = parseJson(readText(bytes, 'vedtak'), 'vedtak');
  const { vedtak, sections, findings } = checkDocument(document, today);
  const assessed = isModeInDoubt(findings)
    ? []
    : assessLaw({ sections, registers, today, lineOf: document.lineOf });
  if (vedtak === undefined || findings.length > 0)
    throw new PipelineError('vedtak', byLine([...located(findings, document), ...refusals(assessed)]));
  return { vedtak, sha256: sha256(bytes), assessment: assessVedtak(vedtak, assessed, today) };
}

/**
 * As `assessDecision`, except that a draft need not be in force today: that is then no fault of it. Nothing is ever
 * delivered on what this gives.
 */
export const assessDraft = (bytes: Uint8Array, registers: Registers, today: string): AssessedVedtak =>
  assessOutOfForce(bytes, registers, today, ['utkast']);

/**
 * As `assessDecision` for a decision of any status and any time, also a withdrawn one: to ask what follows of it for what is
 * out already.
 */
export const assessPast = (bytes: Uint8Array, registers: Registers, today: string): AssessedVedtak =>
  assessOutOfForce(bytes, registers, today, ['utkast', 'gjeldende', 'trukket']);

function assessOutOfForce(
  bytes: Uint8Array,
  registers: Registers,
  today: string,
  statuses: readonly Vedtak['vedtak']['status'][],
): AssessedVedtak {
  const document = parseJson(readText(bytes, 'vedtak'), 'vedtak');
  const { vedtak, sections, findings } = checkDocument(document, today);
  const passes = vedtak !== undefined && statuses.includes(vedtak.vedtak.status);
  const left = passes ? findings.filter(({ code }) => !OF_FORCE.has(code)) : findings;
  const assessed = isModeInDoubt(findings)
    ? []
    : assessLaw({ sections, registers, today, lineOf: document.lineOf });
  if (vedtak === undefined || left.length > 0)
    throw new PipelineError('vedtak', byLine([...located(left, document), ...refusals(assessed)]));
  return { vedtak, sha256: sha256(bytes), assessment: assessVedtak(vedtak, assessed, today) };
}

const OF_FORCE: ReadonlySet<string> = new Set(['vedtak.status', 'vedtak.not-valid']);

/** Every fault of form of a decision, sorted by line. */
export const formProblems = (document: JsonDocument, today: string): readonly Problem[] =>
  located(checkDocument(document, today).findings, document);

/** A slip in the name of the authority would give another mode, and with it the wrong findings. */
const isModeInDoubt = (findings: readonly Finding[]): boolean =>
  findings.some(({ code }) => code === 'vedtak.authority');

/** Stops where a rule of law refuses: a PipelineError of stage `vedtak` with every such finding. */
export function checkRefusals({ assessment }: Pick<AssessedVedtak, 'assessment'>): void {
  const problems = refusals(assessment.rules);
  if (problems.length > 0) throw new PipelineError('vedtak', problems);
}

const refusals = (assessed: readonly AssessedRule[]): readonly Problem[] => findingsOf(assessed, 'refuse');

interface Form {
  readonly vedtak: Vedtak | undefined;
  readonly sections: Sections;
  readonly findings: readonly Finding[];
}

function checkDocument(document: JsonDocument, today: string): Form {
  const form = checkForm(document.value);
  const ofRules = rules.flatMap((rule) => rule.check(form.sections, today));
  const findings = [...document.duplicates, ...checkSecrets(document.value), ...form.findings, ...ofRules];
  return { ...form, findings };
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

const located = (findings: readonly Finding[], { lineOf }: JsonDocument): readonly Problem[] =>
  byLine(findings.map((found) => atLine(found, lineOf(found.path))));

const byLine = (problems: readonly Problem[]): readonly Problem[] =>
  [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || a.at.localeCompare(b.at));
