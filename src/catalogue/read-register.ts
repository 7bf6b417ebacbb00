import { atLine, type Finding } from '../document/finding.ts';
import { type JsonDocument, parseJson } from '../document/parse-json.ts';
import { readText } from '../document/read-text.ts';
import { schemaFindings } from '../document/schema-findings.ts';
import { PipelineError } from '../errors/pipeline-error.ts';
import type { Problem } from '../errors/problem.ts';
import { checkRegister } from './check-register.ts';
import type { Read } from './read-json.ts';
import { type Register, registerSchema } from './register.ts';

/**
 * A register file to a register, or every problem with its line, the file's name before the JSON path: those of the
 * form (`catalogue.size`, `.encoding`, `.depth`, `.syntax`, `.duplicate-key`, `.unknown-key`, `.missing`,
 * `.wrong-type`, `.value`), and where the form is right those of `checkRegister`.
 */
export function readRegister(file: string, bytes: Uint8Array): Read<Register> {
  try {
    return checkDocument(file, parseJson(readText(bytes, 'catalogue'), 'catalogue'));
  } catch (error) {
    if (error instanceof PipelineError) return { ok: false, problems: error.problems.map(named(file)) };
    throw error;
  }
}

function checkDocument(file: string, document: JsonDocument): Read<Register> {
  const { success, data, error } = registerSchema.safeParse(document.value);
  const ofForm = success ? [] : schemaFindings('catalogue', registerSchema, document.value, error.issues);
  const ofContent = success ? checkRegister(file, data) : [];
  const findings = [...document.duplicates, ...ofForm, ...ofContent];
  if (success && findings.length === 0) return { ok: true, value: data };
  return { ok: false, problems: located(findings, document).map(named(file)) };
}

const located = (findings: readonly Finding[], { lineOf }: JsonDocument): readonly Problem[] =>
  findings.map((found) => atLine(found, lineOf(found.path))).sort((a, b) => a.line - b.line);

const named =
  (file: string) =>
  (problem: Problem): Problem => ({ ...problem, at: `${file}: ${problem.at}` });
