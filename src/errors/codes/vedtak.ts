import { wording } from '../problem.ts';
import { documentWordings } from './document.ts';

const list = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.join(', '));

const form = documentWordings({
  file: 'a decision file',
  size: 'check that --vedtak names the decision file, not an extract',
  says: 'the decision',
});

/** The decision file as bytes, as JSON, and against its schema. */
const fileCodes = {
  'vedtak.size': form.size,
  'vedtak.encoding': form.encoding,
  'vedtak.depth': form.depth,
  'vedtak.syntax': form.syntax,
  'vedtak.duplicate-key': form.duplicateKey,
  'vedtak.secret': wording<object>({
    expected: () => 'a decision file without key material',
    got: () => 'text that looks like a private key',
    fix: () => 'remove it, treat the key as lost to others and make a new one; recipients are public keys',
  }),
  'vedtak.unknown-key': form.unknownKey,
  'vedtak.missing': form.missing,
  'vedtak.wrong-type': form.wrongType,
  'vedtak.value': form.value,
};

/** Validity and dates. */
const validityCodes = {
  'vedtak.status': wording<{ status: string }>({
    expected: () => 'the status gjeldende',
    got: (p) => p.status,
    fix: () =>
      'nothing can be delivered on a draft or a withdrawn decision; use the file of the decision in force',
  }),
  'vedtak.not-valid': wording<{ from: string; to: string; today: string }>({
    expected: (p) => `a run from ${p.from} to ${p.to}`,
    got: (p) => `today, ${p.today}`,
    fix: (p) =>
      p.today < p.from
        ? `wait until ${p.from}`
        : 'ask the authority for a prolonged decision, and use its file',
  }),
  'vedtak.from-after-to': wording<{ from: string; to: string }>({
    expected: () => 'a start that is not after its end',
    got: (p) => `${p.from} and ${p.to}`,
    fix: () => 'correct the two as the decision says',
  }),
  'vedtak.deletion-past': wording<{ deletion: string; today: string }>({
    expected: (p) => `a deletion date from today, ${p.today}`,
    got: (p) => p.deletion,
    fix: () => 'data cannot be delivered after they should have been deleted; have the decision amended',
  }),
  'vedtak.authority': wording<{ got: string; nearest: string }>({
    expected: (p) => `an authority, for example ${p.nearest}`,
    got: (p) => p.got,
    fix: (p) => `write "${p.nearest}"; the authority decides what the program may do`,
  }),
  'vedtak.referansedato-missing': wording<{ variable: string }>({
    expected: () => 'the key referansedato, since a variable is delivered relative to it',
    got: (p) => `none, and ${p.variable} uses it`,
    fix: () => 'add referansedato as the decision says, or another minimering for the variable',
  }),
  'vedtak.forankring': wording<{ levering: string; has: boolean }>({
    expected: (p) =>
      p.has
        ? 'no forankring, which goes with levering dato'
        : 'a forankring, the date that the index falls on',
    got: (p) => (p.has ? `forankring with levering ${p.levering}` : `levering ${p.levering} alone`),
    fix: (p) =>
      p.has ? 'remove forankring, or set levering to dato' : 'add forankring, or set levering to dager',
  }),
  'vedtak.index-event': wording<{ both: boolean }>({
    expected: () => 'one of hendelse "utvalg" and a hvor of its own',
    got: (p) => (p.both ? 'both' : 'neither'),
    fix: () => 'keep the one that says which row is the index event',
  }),
};

/** Dispensations by their ids, and answers to warnings. */
const caseCodes = {
  'vedtak.dispensasjon-unknown': wording<{ id: string; known: readonly string[] }>({
    expected: (p) => `an id in rettsgrunnlag.dispensasjoner (${list(p.known)})`,
    got: (p) => p.id,
    fix: () => 'correct the id, or add the dispensation',
  }),
  'vedtak.dispensasjon-id': wording<{ type: string; has: boolean }>({
    expected: (p) => (p.has ? 'no dispensasjon with this type' : 'dispensasjon, the id of the dispensation'),
    got: (p) => (p.has ? `dispensasjon with the type ${p.type}` : 'nothing'),
    fix: (p) =>
      p.has
        ? 'set the type to dispensasjon, or remove the id'
        : 'add the id from rettsgrunnlag.dispensasjoner',
  }),
  'vedtak.answer': wording<{ got: string; known: readonly string[] }>({
    expected: (p) => `an answer to a warning of this decision, as CODE=text (${list(p.known)})`,
    got: (p) => p.got,
    fix: () => 'see the warnings with tilrette check, and answer each once',
  }),
  'vedtak.answer-by': wording<{ got: string }>({
    expected: () => 'the name of the person who answers the warnings',
    got: (p) => p.got,
    fix: () => 'add --bekreftet-av NAME; the answers are recorded with it',
  }),
};

/** Names and references inside the file. */
const nameCodes = {
  'vedtak.duplicate-table': wording<{ table: string; first: string }>({
    expected: () => 'one entry per register table',
    got: (p) => `${p.table} again (first in ${p.first})`,
    fix: () => 'put the variables of both in one entry',
  }),
  'vedtak.duplicate-name': wording<{ name: string; first: string }>({
    expected: () => 'a delivered name used once in its table, also without regard to case',
    got: (p) => `${p.name} again (first in ${p.first})`,
    fix: () => 'give one of them another name with som, or remove it',
  }),
  'vedtak.reserved-name': wording<{ name: string }>({
    expected: () => 'another name than loepenummer, the column that replaces the identifier',
    got: (p) => p.name,
    fix: () => 'give the variable another name with som',
  }),
  'vedtak.not-delivered': wording<{ name: string; nearest: string | undefined }>({
    expected: () => 'a variable that the decision delivers, as register.tabell.name with the delivered name',
    got: (p) => p.name,
    fix: (p) =>
      p.nearest === undefined ? 'correct the name, or deliver the variable' : `write "${p.nearest}"`,
  }),
  'vedtak.duplicate-dispensasjon': wording<{ id: string }>({
    expected: () => 'an id of its own for each dispensation',
    got: (p) => `${p.id} again`,
    fix: () => 'give one of them another id',
  }),
};

/** Values that must fit each other. */
const formCodes = {
  'vedtak.condition-empty': wording<object>({
    expected: () => 'a test: starterMed, lik, i, fra, til, ikke or mangler',
    got: () => 'none',
    fix: () => 'add the test of the decision, or remove the condition',
  }),
  'vedtak.bounds': wording<object>({
    expected: () => 'fra and til of the same kind, dates or numbers',
    got: () => 'one of each',
    fix: () => 'write both as dates or both as numbers',
  }),
  'vedtak.not-ascending': wording<object>({
    expected: () => 'limits in ascending order, each once',
    got: () => 'a limit that is not above the one before it',
    fix: () => 'put the limits in order',
  }),
  'vedtak.bands': wording<{ both: boolean }>({
    expected: () => 'one of bredde and grenser',
    got: (p) => (p.both ? 'both' : 'neither'),
    fix: () => 'keep the one that the decision says',
  }),
  'vedtak.maks-andel': wording<object>({
    expected: () => 'maksAndel with ugyldig tom or utelat only',
    got: () => 'maksAndel where an invalid value stops the run',
    fix: () => 'remove maksAndel, or set ugyldig as the decision says',
  }),
  'vedtak.utvalg-source': wording<{ got: string }>({
    expected: () => 'one of kilde, kilder together with kombiner, and noekkelfil',
    got: (p) => p.got,
    fix: () => 'keep the form that the decision describes',
  }),
  'vedtak.utvalg-key-file': wording<{ got: string }>({
    expected: () => 'noekkelfil in utvalg alone, and with kobling.loepenummer.metode noekkelfil',
    got: (p) => p.got,
    fix: () => 'keep what the decision says of the party that draws; conditions on rows go under registre',
  }),
  'vedtak.kobling-parter': wording<{ expected: string; got: string }>({
    expected: (p) => p.expected,
    got: (p) => p.got,
    fix: () =>
      'name each other party of the linkage once, with the registers that it delivers from; the one that draws the numbers gives each a noekkelTil',
  }),
  'vedtak.kobling-ingen': wording<{ registers: readonly string[] }>({
    expected: () => 'one register, since kobling.modell is ingen',
    got: (p) => list(p.registers),
    fix: () => 'set the model of linkage that the decision says',
  }),
  'vedtak.kobling-variant': wording<{ modell: string }>({
    expected: () => 'a variant with the modell sentralisert only',
    got: (p) => `a variant with the modell ${p.modell}`,
    fix: () => 'correct modell, or remove variant',
  }),
  'vedtak.sensitiv-measure': wording<object>({
    expected: () => 'l or t for the sensitive variable',
    got: () => 'neither',
    fix: () => 'add the demand of the decision, or remove the entry',
  }),
  'vedtak.hendelse-tables': wording<{ tables: readonly string[] }>({
    expected: () => 'variables of one table',
    got: (p) => list(p.tables),
    fix: () => 'keep the variables of the table whose events an attacker may know',
  }),
  'vedtak.generaliser': wording<{ vedBrudd: string; has: boolean }>({
    expected: (p) =>
      p.has ? 'generaliser with vedBrudd generaliser only' : 'the levels allowed, in generaliser',
    got: (p) => (p.has ? `levels with vedBrudd ${p.vedBrudd}` : 'an empty list'),
    fix: (p) =>
      p.has ? 'remove the levels, or correct vedBrudd' : 'add the levels that the decision allows',
  }),
  'vedtak.part-size': wording<{ room: string; mebibytes: number; got: number }>({
    expected: (p) => `parts of at most ${p.mebibytes} MiB, which is what ${p.room} takes in one request`,
    got: (p) => `${p.got} MiB`,
    fix: (p) => `set utlevering.delstoerrelse to at most ${p.mebibytes}, or leave it out`,
  }),
  'vedtak.key-recipient': wording<{ got: string }>({
    expected: () => 'a public key of age: age1 and 58 characters',
    got: (p) => p.got,
    fix: () => 'paste the recipient again as the other party sent it (`tilrette keys vis` shows it there)',
  }),
  'vedtak.recipient': wording<{ got: string }>({
    expected: () =>
      'a public key as utlevering.kryptering names it: age1 and 58 characters, a Crypt4GH public key, or an armored OpenPGP key; with passord the names of those who get it, and no key',
    got: (p) => p.got,
    fix: () => 'paste the public key again as the recipient sent it, or correct utlevering.kryptering',
  }),
};

/** Tables of counts. */
const tableCodes = {
  'vedtak.tabeller-form': wording<{ form: string }>({
    expected: (p) =>
      p.form === 'statistikk'
        ? 'utlevering.tabeller, the tables of counts that are delivered'
        : 'utlevering.tabeller with the form statistikk only',
    got: (p) => (p.form === 'statistikk' ? 'nothing' : `tables of counts with the form ${p.form}`),
    fix: (p) =>
      p.form === 'statistikk'
        ? 'add the tables of the decision, or set the form that it says'
        : 'remove the tables, or set utlevering.form to statistikk',
  }),
  'vedtak.tabell-name': wording<{ name: string; first: string }>({
    expected: () => 'a name of its own for each table of counts',
    got: (p) => `${p.name} again (first in ${p.first})`,
    fix: () => 'give one of them another name',
  }),
  'vedtak.tabell-kilde': wording<{ kilde: string; nearest: string | undefined }>({
    expected: () => 'one of the tables in registre, as register.tabell',
    got: (p) => p.kilde,
    fix: (p) =>
      p.nearest === undefined ? 'correct the name, or add the table to registre' : `write "${p.nearest}"`,
  }),
  'vedtak.tabell-dimension': wording<{ name: string; kilde: string; nearest: string | undefined }>({
    expected: (p) => `a variable of ${p.kilde} in registre, with the delivered name`,
    got: (p) => p.name,
    fix: (p) =>
      p.nearest === undefined
        ? 'correct the name, or add the variable with its minimering to registre'
        : `write "${p.nearest}"`,
  }),
  'vedtak.tabell-column': wording<{ name: string; again: boolean }>({
    expected: (p) =>
      p.again
        ? 'each dimension once in its table, also without regard to case'
        : 'other names than antall and markering, the columns with the count',
    got: (p) => p.name,
    fix: (p) => (p.again ? 'remove it' : 'give the variable another name with som'),
  }),
  'vedtak.tabell-unused': wording<{ name: string }>({
    expected: () => 'variables that a table of utlevering.tabeller counts by: no others are delivered',
    got: (p) => `${p.name}, which none does`,
    fix: () => 'remove the variable, or add it to dimensjoner of a table as the decision says',
  }),
  'vedtak.tabell-demand': wording<{ key: string }>({
    expected: () =>
      'k, sensitive with l, maksUndertrykking and vedBrudd: with the form statistikk every dimension of a table identifies, and every count of persons is held to k',
    got: (p) => p.key,
    fix: () => 'remove it; what it says is of rows about persons',
  }),
};

/** Codes of the decision stage (exit 10); the rules of law have theirs, with their wording, in `vedtak/law/`. */
export const vedtakCodes = {
  ...fileCodes,
  ...validityCodes,
  ...caseCodes,
  ...nameCodes,
  ...formCodes,
  ...tableCodes,
};
