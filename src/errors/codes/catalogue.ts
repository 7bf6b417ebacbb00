import { wording } from '../problem.ts';

/** Codes of the register catalogue and the code lists (exit 11). */
export const catalogueCodes = {
  'catalogue.empty': wording<{ directory: string }>({
    expected: () => 'at least one register file <id>.json',
    got: (p) => `none in ${p.directory}`,
    fix: () => 'point to the folder that holds the register files, such as configs/registre',
  }),
  'catalogue.not-json': wording<{ file: string }>({
    expected: () => 'JSON text',
    got: (p) => `${p.file}, which is not JSON`,
    fix: () => 'mend the syntax of the file',
  }),
  'catalogue.shape': wording<{ expected: string; file: string }>({
    expected: (p) => p.expected,
    got: (p) => `something else in ${p.file}`,
    fix: () => 'follow the shape of the files that are shipped in configs',
  }),
  'catalogue.dated-list': wording<{ reason: string; header: string }>({
    expected: (p) => `a line of the form ${p.header}, each code once for each day of an edition`,
    got: (p) => p.reason,
    fix: () => 'mend the line, or take the file out of configs/kodeverk',
  }),
  'catalogue.file-name': wording<{ file: string; id: string }>({
    expected: (p) => `register ${p.id} in a file ${p.id}.json`,
    got: (p) => p.file,
    fix: () => 'rename the file, or mend the id',
  }),
  'catalogue.duplicate': wording<{ name: string; file: string }>({
    expected: () => 'each name once',
    got: (p) => `${p.name} twice in ${p.file}`,
    fix: () => 'remove or rename one of them',
  }),
  'catalogue.unknown-column': wording<{ column: string; type: string; file: string }>({
    expected: (p) => `a listed variable of type ${p.type}`,
    got: (p) => `${p.column} in ${p.file}`,
    fix: () => 'list the variable, or name another',
  }),
  'catalogue.identifier-kind': wording<{ column: string; file: string }>({
    expected: () => "art 'direkte' on the identifier column",
    got: (p) => `another art on ${p.column} in ${p.file}`,
    fix: () => "set art to 'direkte'",
  }),
  'catalogue.coded-type': wording<{ column: string; type: string; file: string }>({
    expected: () => 'a variable with kodeverk or verdier to be of type tekst',
    got: (p) => `${p.column} of type ${p.type} in ${p.file}`,
    fix: () => 'codes are text: set type to tekst',
  }),
  'catalogue.objection-right': wording<{ file: string }>({
    expected: () => 'a kvalitetsregister without consent to give a right to object',
    got: (p) => `neither samtykkebasert nor reservasjonsrett in ${p.file}`,
    fix: () => 'set the one that the forskrift om medisinske kvalitetsregistre gives the register',
  }),
};
