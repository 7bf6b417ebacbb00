import { wording } from '../problem.ts';
import { documentWordings } from './document.ts';

const form = documentWordings({
  file: 'a register file',
  size: 'keep registers in configs/registre, and extracts elsewhere',
  says: 'the register',
});

/** A register file as bytes, as JSON, and against its schema. */
const fileCodes = {
  'catalogue.size': form.size,
  'catalogue.encoding': form.encoding,
  'catalogue.depth': form.depth,
  'catalogue.syntax': form.syntax,
  'catalogue.duplicate-key': form.duplicateKey,
  'catalogue.unknown-key': form.unknownKey,
  'catalogue.missing': form.missing,
  'catalogue.wrong-type': form.wrongType,
  'catalogue.value': form.value,
};

/** What a register file says must fit together. */
const registerCodes = {
  'catalogue.file-name': wording<{ file: string; id: string }>({
    expected: (p) => `register ${p.id} in a file ${p.id}.json`,
    got: (p) => p.file,
    fix: () => 'rename the file, or mend the id',
  }),
  'catalogue.duplicate': wording<{ name: string }>({
    expected: () => 'each name once',
    got: (p) => `${p.name} again`,
    fix: () => 'remove or rename one of them',
  }),
  'catalogue.unknown-column': wording<{ column: string; type: string }>({
    expected: (p) => `a listed variable of type ${p.type}`,
    got: (p) => p.column,
    fix: () => 'list the variable, or name another',
  }),
  'catalogue.identifier-kind': wording<{ column: string }>({
    expected: () => "art 'direkte' on the identifier column",
    got: (p) => `another art on ${p.column}`,
    fix: () => "set art to 'direkte'",
  }),
  'catalogue.identifier-form': wording<{ unknown: boolean }>({
    expected: (p) =>
      p.unknown
        ? 'identifikator null, since the register is avidentifisert'
        : 'the column that holds the identifier',
    got: (p) => (p.unknown ? 'a column' : 'null'),
    fix: () => 'correct identifikator, or identifikasjon of the register',
  }),
  'catalogue.pseudonym-form': wording<{ identifikasjon: string }>({
    expected: () => 'pseudonymform of a pseudonymt register only',
    got: (p) => `one of a register that is ${p.identifikasjon}`,
    fix: () => 'remove it, or correct identifikasjon',
  }),
  'catalogue.coded-type': wording<{ column: string; type: string }>({
    expected: () => 'a variable with kodeverk or verdier to be of type tekst',
    got: (p) => `${p.column} of type ${p.type}`,
    fix: () => 'codes are text: set type to tekst',
  }),
  'catalogue.range-type': wording<{ column: string; type: string }>({
    expected: () => 'omraade on a number',
    got: (p) => `${p.column} of type ${p.type}`,
    fix: () => 'remove omraade, or correct the type',
  }),
  'catalogue.pointer-kind': wording<{ column: string }>({
    expected: () => "type 'tekst' and art 'direkte' on a number that leads to a person",
    got: (p) => `another type or art on ${p.column}`,
    fix: () => 'set them so, or correct pekerPaa',
  }),
  'catalogue.level': wording<{ column: string; level: string; type: string }>({
    expected: () => 'levels that the variable can take',
    got: (p) => `${p.level} on ${p.column}, which is ${p.type}`,
    fix: () => 'remove the level, or correct type or kodeverk',
  }),
  'catalogue.objection-right': wording<object>({
    expected: () => 'a kvalitetsregister without consent to give a right to object',
    got: () => 'neither samtykkebasert nor reservasjonsrett',
    fix: () => 'set the one that the forskrift om medisinske kvalitetsregistre gives the register',
  }),
  'catalogue.without-consent': wording<object>({
    expected: () => 'utenSamtykke for a kvalitetsregister that does not rest on consent',
    got: () => 'nothing',
    fix: () =>
      'state representativitet, personvernombud and dataansvarlig (forskrift om medisinske kvalitetsregistre)',
  }),
  'catalogue.agreement': wording<object>({
    expected: () => 'avtale with a regionalt helseforetak, since the dataansvarlig is private',
    got: () => 'nothing',
    fix: () => 'name the agreement, or correct dataansvarlig',
  }),
};

/** The folder of the catalogue, and the code lists. */
const listCodes = {
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
};

/** Codes of the register catalogue and the code lists (exit 11). */
export const catalogueCodes = { ...fileCodes, ...registerCodes, ...listCodes };
