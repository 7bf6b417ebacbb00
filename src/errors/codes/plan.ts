import { wording } from '../problem.ts';

/** Codes of the plan stage (exit 11): a decision that cannot be carried out on these registers and extracts. */
export const planCodes = {
  'plan.unsupported': wording<{ what: string }>({
    expected: () => 'a part of the contract that this version carries out',
    got: (p) => p.what,
    fix: () =>
      'leave the part out of the decision, have it amended, or wait for a version that has it; it is never ignored',
  }),
  'plan.tables-ring': wording<{ kilde: string }>({
    expected: () =>
      'tables of counts that hang together in a tree by the dimensions they share, so that what is not told in one can be protected against all others',
    got: (p) => `tables of ${p.kilde} that hang together in a ring`,
    fix: () =>
      'have one table with all of their dimensions, or leave one of them out (A×B, B×C and A×C are a ring)',
  }),
  'plan.tables-linked': wording<{ kilde: string; shared: string }>({
    expected: () =>
      'one table of counts with all dimensions that the register table shares with others of the decision, since the same persons may lie behind them',
    got: (p) => `${p.shared} of ${p.kilde} in several tables`,
    fix: () => 'have a table with all of these, or name the variables apart in decisions of their own',
  }),
  'plan.unknown-register': wording<{ register: string; known: string }>({
    expected: (p) => `a register of the catalogue (${p.known})`,
    got: (p) => p.register,
    fix: () => 'correct the id, or add the register as one file in configs/registre',
  }),
  'plan.template': wording<{ register: string }>({
    expected: () => 'a register',
    got: (p) => `${p.register}, a template that registers are made after`,
    fix: () => 'copy the template to a file of its own, fill it in, and name that register',
  }),
  'plan.not-linkable': wording<{ register: string }>({
    expected: () => 'a register in which a person is known by an identifier',
    got: (p) =>
      `${p.register}, which is avidentifisert: it is linked to nothing, nor can a løpenummer be given`,
    fix: () => 'take the register out of the decision, or have its statistics made by its forvalter',
  }),
  'plan.unknown-table': wording<{ tabell: string; known: string }>({
    expected: (p) => `a table of the register (${p.known})`,
    got: (p) => p.tabell,
    fix: () => 'correct the id of the table',
  }),
  'plan.unknown-variable': wording<{ variable: string; known: string }>({
    expected: (p) => `a variable of the table (${p.known})`,
    got: (p) => p.variable,
    fix: () => 'correct the name; tilrette registre lists what the catalogue holds',
  }),
  'plan.variable-not-in-extract': wording<{ variable: string; columns: string }>({
    expected: (p) => `a column ${p.variable} in the extract`,
    got: (p) => `columns ${p.columns}`,
    fix: () => 'make the extract again with the column, or have the decision amended',
  }),
  'plan.column-type': wording<{ expected: string; got: string }>({
    expected: (p) => `a column of type ${p.expected}`,
    got: (p) => p.got,
    fix: () =>
      'make the extract again with the type the catalogue states (identifiers are text of 11 characters)',
  }),
  'plan.minimisation-type': wording<{ minimisation: string; needs: string; variable: string; type: string }>({
    expected: (p) => `${p.minimisation} on ${p.needs}`,
    got: (p) => `${p.variable}, which is ${p.type}`,
    fix: () => 'choose a minimisation that fits the variable, or have the decision amended',
  }),
  'plan.parameter': wording<{ expected: string; got: string }>({
    expected: (p) => p.expected,
    got: (p) => p.got,
    fix: () => 'correct the parameter of the minimisation',
  }),
  'plan.direct-identifier': wording<{ variable: string }>({
    expected: () => 'no direct identifier and no free text without saerligGrunn',
    got: (p) => `${p.variable} delivered as it is`,
    fix: () => 'minimise it, or state saerligGrunn if the decision does (helseregisterloven § 19 a)',
  }),
  'plan.needs-reason': wording<{ variable: string; kind: string }>({
    expected: (p) => `a begrunnelse for a ${p.kind} of an individual delivered as it is`,
    got: (p) => `${p.variable} without one`,
    fix: () => 'minimise it, or state begrunnelse on the variable as the decision does',
  }),
  'plan.real-and-reference-dates': wording<{ variable: string; other: string }>({
    expected: () => 'dates of one person either as they are or moved to the referansedato',
    got: (p) => `${p.variable} undoes the move of ${p.other}`,
    fix: () => 'deliver both with referansedato',
  }),
  'plan.undoes-move': wording<{ variable: string; other: string; years: number; least: number }>({
    expected: (p) => `at least ${p.least} years left open for an event whose date is moved`,
    got: (p) => `${p.variable} and ${p.other}, which together leave ${p.years}`,
    fix: () => 'coarsen one of them (bredde, grenser), or have it taken out of the decision',
  }),
  'plan.quasi-across-tables': wording<{ tables: string }>({
    expected: () => 'quasi-identifiers of one table (several tables only where each has one row a person)',
    got: (p) => p.tables,
    fix: () => 'keep to one table, and describe what an attacker may know of events with anonymitet.hendelse',
  }),
  'plan.joined-several': wording<{ tables: string }>({
    expected: () => 'at most one table with several rows a person in a file already joined',
    got: (p) => `${p.tables}, whose rows would be multiplied by each other`,
    fix: () =>
      'have them delivered apart (filform adskilt), to be joined by loepenummer, or have the decision name one of them',
  }),
  'plan.known-apart': wording<{ pseudonymous: string; others: string }>({
    expected: () => 'registers whose persons are known by the same thing',
    got: (p) => `pseudonyms in ${p.pseudonymous}, and other identifiers in ${p.others}`,
    fix: () =>
      'deliver the pseudonymous register by a decision file of its own, with the noekkelfil of the pseudonymforvalter, to the party that links',
  }),
  'plan.known-numbers': wording<{ expected: string; got: string }>({
    expected: (p) => p.expected,
    got: (p) => p.got,
    fix: () => 'correct kobling.loepenummer as the parties of the linkage have agreed',
  }),
  'plan.linked-elsewhere': wording<{ expected: string; got: string }>({
    expected: (p) => p.expected,
    got: (p) => p.got,
    fix: () =>
      'deliver your own tables under the working numbers to the party that links; correct kobling.utfoeresAv if that is you',
  }),
  'plan.number-not-assigned': wording<{ who: string }>({
    expected: () =>
      'numbers of the noekkelfil for the persons in it: nobody else can be given one in that series here',
    got: (p) => p.who,
    fix: () =>
      'have the party that assigns the numbers draw the controls too and put them into the file; give other persons a serie of their own',
  }),
  'plan.consent-group': wording<{ groups: string }>({
    expected: () =>
      'samtykke for all, or beside another basis for one of the groups utvalg and kontroller, which are all that the extracts tell apart',
    got: (p) => `the groups ${p.groups}`,
    fix: () => 'name the groups so, or deliver to the others under a decision file of its own',
  }),
  'plan.known-events': wording<{ antall: number }>({
    expected: () =>
      '1 or 2 known events: more combinations than pairs cannot be counted of every person of a register',
    got: (p) => String(p.antall),
    fix: () => 'have the decision state 1 or 2, with fewer variables or a greater k where more may be known',
  }),
  'plan.identifier-out': wording<{ variable: string }>({
    expected: () =>
      'no identifier and no free text in a delivery, not for a saerligGrunn either: a file that holds one cannot be told from a leak',
    got: (p) => `${p.variable} as it is`,
    fix: () =>
      'minimise it (loepenummer, maske, kode); identifiers that the decision lets somebody know are handed over apart, as a noekkelfil (kobling.parter, noekkelTil)',
  }),
  'plan.division': wording<{ per: string; first: string }>({
    expected: (p) => `a date from ${p.first} on`,
    got: (p) => p.per,
    fix: () => 'choose a later «per»',
  }),
  'plan.code-list-missing': wording<{ file: string }>({
    expected: (p) => `a dated code list ${p.file} in configs/kodeverk`,
    got: () => 'no such file',
    fix: () =>
      'have it made from the list of its publisher with the header per;kode;fra;til;gruppe, or choose another inndeling',
  }),
  'plan.hierarchy-missing': wording<{ file: string }>({
    expected: (p) => `the hierarchy ${p.file} beside the decision file`,
    got: () => 'no such file',
    fix: () => 'put the file there; it belongs to the decision',
  }),
  'plan.hierarchy': wording<{ reason: string }>({
    expected: () =>
      'values once each, a level in every column, and values that are one at a level one at every level after it',
    got: (p) => p.reason,
    fix: () => 'mend the line; the form is that of ARX: semicolons, no header, the value first',
  }),
  'plan.key-file-missing': wording<{ file: string }>({
    expected: (p) => `the noekkelfil ${p.file} in the folder of the extracts (kobling.loepenummer.fil)`,
    got: () => 'no such file',
    fix: () => 'put the file there as the key manager sent it, or correct kobling.loepenummer.fil',
  }),
  'plan.list-missing': wording<{ file: string; register: string }>({
    expected: (p) => `${p.file} beside the extracts, since persons may object or consent in ${p.register}`,
    got: () => 'no such file',
    fix: () => 'put the list there; an empty list is declared with a file that holds only the header',
  }),
};
