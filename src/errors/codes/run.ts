import { wording } from '../problem.ts';

/** Codes of the run itself (exit 13) and of SQL that DuckDB refuses (exit 12). */
export const runCodes = {
  'sql.rejected': wording<{ kind: string }>({
    expected: () => 'a statement that DuckDB accepts',
    got: (p) => `a ${p.kind} error`,
    fix: () => 'this is a fault in the program: report the step named above and the version of tilrette',
  }),
  'run.out-of-memory': wording<Record<string, never>>({
    expected: () => 'work that fits the memory budget',
    got: () => 'the budget was used up',
    fix: () => 'give more with --minne, or close other programs',
  }),
  'run.interrupted': wording<Record<string, never>>({
    expected: () => 'a run to its end',
    got: () => 'an interruption',
    fix: () => 'start the run again; nothing was delivered',
  }),
  'run.database': wording<{ kind: string }>({
    expected: () => 'input that can be read to its end',
    got: (p) =>
      `DuckDB stopped with an error of class «${p.kind}» (its text may hold values and is not shown)`,
    fix: () =>
      'check that the extract is whole and was not changed during the run; make it again if in doubt',
  }),
  'run.identifier-malformed': wording<{ rows: number; share: string }>({
    expected: () => 'national identifiers of 11 digits with right control digits in every row',
    got: (p) => `${p.rows} rows (${p.share}) with a missing or malformed identifier`,
    fix: () =>
      'correct the extract, or set «ugyldig» to utelat with maksAndel on the register entry of the decision',
  }),
  'run.invalid-value': wording<{ rows: number; share: string; limit: string }>({
    expected: (p) => `values that fit the code system or the calendar${p.limit}`,
    got: (p) => `${p.rows} rows (${p.share}) with a value that does not fit`,
    fix: () => 'correct the extract, or set «ugyldig» to tom or utelat with maksAndel on the variable',
  }),
  'run.joined-several': wording<{ persons: number }>({
    expected: () => 'one row a person, as the catalogue says, in each table that is joined to another',
    got: (p) => `${p.persons} persons with several rows in scope of the decision`,
    fix: () =>
      'limit the rows of the table with «hvor», correct the extract, or have the tables delivered apart (filform adskilt)',
  }),
  'run.population-empty': wording<Record<string, never>>({
    expected: () => 'at least one person in the utvalg',
    got: () => 'none after conditions, exclusions, objections and consents',
    fix: () => 'check utvalg in the decision against the extract',
  }),
  'run.index-missing': wording<{ persons: number }>({
    expected: () => 'an index event for every person of the utvalg',
    got: (p) => `${p.persons} persons without one`,
    fix: () => 'let referansedato.indeks use the condition that draws the utvalg, or widen its hvor',
  }),
  'run.offset-too-long': wording<{ persons: number; maxDays: number }>({
    expected: (p) => `dates moved by at most ${p.maxDays} days (referansedato.maksDager)`,
    got: (p) =>
      `${p.persons} persons whose dates were moved further in an earlier delivery of the case, and keep their move`,
    fix: () => 'have maksDager amended to what it was, or start a new case',
  }),
  'run.key-file-empty': wording<object>({
    expected: () => 'identifiers and their løpenumre in the noekkelfil',
    got: () => 'no rows',
    fix: () => 'have the key manager send the file again',
  }),
  'run.key-file-identifier': wording<{ rows: number }>({
    expected: () =>
      'national identifiers of 11 digits with right control digits in every row (identifikator)',
    got: (p) => `${p.rows} rows with a missing or malformed identifier`,
    fix: () => 'have the key manager send the file again, with identifiers as text',
  }),
  'run.key-file-number': wording<{ rows: number; width: number }>({
    expected: (p) =>
      `løpenumre of ${p.width} digits without a leading zero (kobling.loepenummer.bredde), none of them an identifier`,
    got: (p) => `${p.rows} rows with something else`,
    fix: () => 'correct bredde as the key manager has it, or have the file sent again',
  }),
  'run.key-file-twice': wording<{ persons: number }>({
    expected: () => 'one løpenummer for each person, whatever her identifier',
    got: (p) => `${p.persons} persons with several`,
    fix: () => 'have the key manager send the file again, and tell which identifiers are one person',
  }),
  'run.key-file-shared': wording<{ numbers: number }>({
    expected: () => 'each løpenummer for one person',
    got: (p) => `${p.numbers} løpenumre that several persons have`,
    fix: () =>
      'where they are one person, say so in identiteter beside the extracts; otherwise have the key manager send the file again',
  }),
  'run.key-file-order': wording<object>({
    expected: () => 'løpenumre that say nothing of who bears them',
    got: () => 'løpenumre that follow the identifiers or the dates of birth',
    fix: () => 'have the key manager draw the numbers anew, at random',
  }),
  'run.key-file-without': wording<{ persons: number }>({
    expected: () => 'a løpenummer in the noekkelfil for every person of the utvalg',
    got: (p) => `${p.persons} persons without one`,
    fix: () =>
      'have the key manager send a file with them, or set kobling.loepenummer.utenNummer to utelat if the decision says that they are left out',
  }),
  'run.key-file-changed': wording<{ persons: number }>({
    expected: () => 'the løpenummer of an earlier delivery of the case for everyone who was in it',
    got: (p) => `${p.persons} persons with another one, or with the number of somebody else`,
    fix: () => 'have the key manager send the numbers of this case, or start a new case',
  }),
  'run.derived-identifier': wording<{ persons: number }>({
    expected: () =>
      'in identiteter the person’s current identifier in Folkeregisteret as person, a fødselsnummer where there is one: every party derives the løpenummer from it',
    got: (p) => `${p.persons} persons known by something else`,
    fix: () => 'correct the column person of identiteter; other parties would derive other numbers',
  }),
  'run.numbers-otherwise': wording<object>({
    expected: () =>
      'løpenumre made as in earlier deliveries of the case, derived under the same secret or not derived',
    got: () => 'another method, or another secret of the project',
    fix: () =>
      'use the method and the secret of the earlier deliveries, or start a new case: every person would get another number',
  }),
  'run.numbers-shared': wording<{ persons: number }>({
    expected: () => 'one løpenummer for each person',
    got: (p) => `${p.persons} persons who would share a number that was given to one person before`,
    fix: () =>
      'identiteter has parted identifiers that earlier were one person: restore the list, or start a new case',
  }),
  'run.identity-conflict': wording<{ count: number }>({
    expected: () => 'each identifier belonging to one person',
    got: (p) =>
      `${p.count} identifiers that belong to several persons or to none, or persons who are identifiers of another`,
    fix: () => 'correct identiteter: every identifier once, with the person’s current identifier beside it',
  }),
  'run.objection-unreadable': wording<{ rows: number }>({
    expected: () => 'objections with a valid identifier and a known register (or none, for all)',
    got: (p) => `${p.rows} rows that cannot be held against the population`,
    fix: () => 'correct reservasjoner.csv; an objection that cannot be read stops the run',
  }),
  'run.consent-unreadable': wording<{ rows: number }>({
    expected: () =>
      'consents with a valid identifier, a known register (or none, for all), omfang, versjon, verge (ja or nei), gitt (a date no later than the day of the run, or empty) and trukket (a date, or empty)',
    got: (p) => `${p.rows} rows that do not say who has consented to what`,
    fix: () => 'correct samtykker.csv; a consent whose scope is not known lets nothing out',
  }),
  'run.controls-few': wording<{ persons: number; perPerson: number }>({
    expected: (p) => `${p.perPerson} controls for every person of the utvalg (utvalg.kontroller.perPerson)`,
    got: (p) => `${p.persons} persons for whom there are fewer who are like them in what is matched`,
    fix: () =>
      'have the decision match on less or coarser, ask for fewer, or accept fewer with vedMangel «faerre»',
  }),
  'run.leak': wording<{ values: number; kind: string }>({
    expected: () => 'no identifier or contact detail in a delivered column',
    got: (p) => `${p.values} values that hold ${p.kind}`,
    fix: () => 'take the column out of the decision, mask it, or correct the extract',
  }),
  'run.delivered-already': wording<{ run: string; since: string }>({
    expected: (p) => `no delivery of this decision into this folder since ${p.since}`,
    got: (p) => `the delivery of run ${p.run}`,
    fix: () => 'use that one; to make another, leave --med-mindre-levert-siden out',
  }),
  'run.output-busy': wording<{ holder: string }>({
    expected: () => 'no other run in the same output folder',
    got: (p) => `a run already going on (${p.holder})`,
    fix: () => 'wait for it to end, or give another --ut',
  }),
  'run.extract-empty': wording<Record<string, never>>({
    expected: () => 'an extract with rows',
    got: () => 'no row',
    fix: () => 'make the extract again; an empty one is taken for an error',
  }),
  'run.rows-differ': wording<{ expected: number; got: number }>({
    expected: (p) => `${p.expected} rows in the parts of the table, as many as were put ready`,
    got: (p) => `${p.got} rows in the written files`,
    fix: () => 'run again with more memory; if it repeats, report it with the run id',
  }),
  'run.part-too-large': wording<Record<string, never>>({
    expected: () => 'parts no larger than utlevering.delstoerrelse',
    got: () => 'a person whose rows alone make a larger part',
    fix: () => 'give utlevering.delstoerrelse a larger value, or agree on it with the recipient',
  }),
  'run.schema-differs': wording<{ file: string }>({
    expected: () => 'a written file that holds exactly the columns of the plan',
    got: (p) => `other columns in ${p.file}`,
    fix: () => 'this is a fault in the program: nothing was delivered; report it',
  }),
  'risk.k': wording<{ k: number; found: number; classes: number; of: number }>({
    expected: (p) => `at least ${p.k} in every equivalence class`,
    got: (p) =>
      `${p.classes} of ${p.of} classes that fall short; the smallest holds ${p.found < p.k ? `fewer than ${p.k}` : p.found}`,
    fix: () =>
      'have the decision coarsen a quasi-identifier, or order vedBrudd «undertrykk» with room in maksUndertrykking',
  }),
  'risk.l': wording<{ l: number; found: number }>({
    expected: (p) => `at least ${p.l} values in every equivalence class`,
    got: (p) => `a class with ${p.found}`,
    fix: () =>
      'have the decision coarsen a quasi-identifier, or order vedBrudd «undertrykk» with room in maksUndertrykking',
  }),
  'risk.t': wording<{ t: number; found: string }>({
    expected: (p) =>
      `in every equivalence class values at a distance of at most ${p.t} from those of the table`,
    got: (p) => `a class at a distance of ${p.found}`,
    fix: () =>
      'have the decision coarsen a quasi-identifier or the sensitive variable, or order vedBrudd «undertrykk» with room in maksUndertrykking',
  }),
  'risk.km': wording<{ k: number; m: number; found: number; violating: number; of: number }>({
    expected: (p) =>
      `at least ${p.k} persons who share a class and any ${p.m === 1 ? 'event' : `${p.m} events`} of one of them`,
    got: (p) =>
      `${p.violating} of ${p.of} combinations of a class and events that fewer share; the rarest is that of ${p.found < p.k ? `fewer than ${p.k}` : p.found}`,
    fix: () =>
      'have the decision coarsen a variable of anonymitet.hendelse or a quasi-identifier, or order vedBrudd «undertrykk» with room in maksUndertrykking',
  }),
  'risk.tables-few': wording<{ k: number }>({
    expected: (p) => `nobody, or at least ${p.k} persons, in the rows that are counted`,
    got: () => 'fewer persons',
    fix: () => 'widen the utvalg or the conditions of the decision, or have it amended',
  }),
  'risk.tables-small': wording<{ k: number; cells: number; more: number }>({
    expected: (p) => `no count of 1 to ${p.k - 1} persons, since the decision does not order undertrykk`,
    got: (p) => `${p.cells} such counts, which ${p.more} more would have to be left out to protect`,
    fix: () =>
      'have the decision amended: vedBrudd undertrykk with maksUndertrykking, coarser dimensions, or fewer in a table',
  }),
  'risk.tables-alike': wording<{ groups: number; l: number }>({
    expected: (p) => `at least ${p.l} categories among the persons of every group (anonymitet.sensitive)`,
    got: (p) => `${p.groups} groups with fewer`,
    fix: () =>
      'have the decision amended: coarser dimensions, or fewer beside the sensitive one; no blank can hide what the zeros tell',
  }),
  'risk.tables-unsafe': wording<{ dimensions: string; held: string }>({
    expected: () => 'tables in which other counts can be left out so that no small one can be worked out',
    got: (p) =>
      p.held === ''
        ? `a small count by ${p.dimensions} that no blanks protect`
        : `a small count by ${p.dimensions} that no blanks protect, beside what other register tables tell of ${p.held}`,
    fix: () => 'have the decision amended: coarser dimensions, fewer in a table, or no sums (summer false)',
  }),
  'risk.tables-detail': wording<{ lines: number; most: number }>({
    expected: (p) => `a table of at most ${p.most} lines`,
    got: (p) => `${p.lines} lines`,
    fix: () => 'have the decision amended: coarser dimensions, or several tables with fewer',
  }),
  'risk.tables-large': wording<{ few: number; sums: number }>({
    expected: () => 'tables small enough, or with so few small counts, that they can be protected',
    got: (p) => `${p.few} small counts among sums of ${p.sums} terms`,
    fix: () =>
      'have the decision amended: coarser dimensions, fewer in a table, or no sums (summer false) in large ones',
  }),
  'risk.suppression-limit': wording<{ limit: string; needed: string }>({
    expected: (p) => `at most ${p.limit} of the persons suppressed (maksUndertrykking)`,
    got: (p) => `${p.needed} would have to be`,
    fix: () => 'have the decision coarsen a quasi-identifier or raise maksUndertrykking',
  }),
  'risk.no-coarsening': wording<{ tried: number; limit: string }>({
    expected: (p) =>
      `a coarsening within the levels allowed that meets the demand with at most ${p.limit} suppressed`,
    got: (p) => `none; ${p.tried} were looked at`,
    fix: () => 'have the decision allow coarser levels (anonymitet.generaliser), or raise maksUndertrykking',
  }),
  'risk.levels-not-nested': wording<{ level: number; values: number }>({
    expected: () => 'levels in which what is one value at a level is one at every coarser level',
    got: (p) => `${p.values} values of the level before that become several at level ${p.level}`,
    fix: () =>
      'have the levels follow each other from finest to coarsest: age bands whose bounds are bounds of the finer ones, one division at a time',
  }),
  'run.coarsening-passes': wording<{ passes: number }>({
    expected: () => 'a table that is staged whole, since a coarsening is chosen on all of its rows',
    got: (p) => `one that takes ${p.passes} passes within the memory budget`,
    fix: () => 'give more memory with --minne, or narrow the rows of the table (hvor)',
  }),
  'risk.nothing-left': wording<Record<string, never>>({
    expected: () => 'someone left after suppression',
    got: () => 'nobody',
    fix: () => 'have the decision coarsen the quasi-identifiers',
  }),
};
