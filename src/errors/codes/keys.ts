import { wording } from '../problem.ts';

/** Codes of keys and the state directory (exit 13). No wording holds anything read from a key file. */
export const keysCodes = {
  /** `file` null: the state directory itself. */
  'keys.missing': wording<{ file: string | null }>({
    expected: (p) =>
      p.file === null
        ? 'a state directory with the keys of the forvalter'
        : `the file ${p.file} in the state directory`,
    got: (p) => (p.file === null ? 'no such directory' : 'no such file'),
    fix: () =>
      'restore the directory from a copy (`tilrette keys gjenopprett`), or point TILRETTE_HJEM at the right one; only where there never were keys, make them with `tilrette keys ny`',
  }),
  'keys.target-exists': wording<{ name: string }>({
    expected: () => 'a name under --ut that nothing has yet',
    got: (p) => `${p.name} is there already`,
    fix: () => 'give another --ut, or move away what is there: nothing is overwritten',
  }),
  'keys.recipient': wording<Record<string, never>>({
    expected: () => 'a public key of age, as age-keygen or `tilrette keys vis` shows it (age1…)',
    got: () => 'something that nothing can be sealed to',
    fix: () => 'copy the whole key, and have the other party send it again if it is cut short',
  }),
  'keys.exists': wording<{ files: readonly string[] }>({
    expected: () => 'a state directory without keys, since keys are never overwritten',
    got: (p) => `${p.files.join(', ')} already there`,
    fix: () =>
      'use the keys that are there, or move them to a safe place first: old koblingsnøkler need them',
  }),
  'keys.permissions': wording<{ file: string; reason: string; mode: string }>({
    expected: (p) => `${p.file} to be a plain file or directory of the user who runs, open to no one else`,
    got: (p) => p.reason,
    fix: (p) => `look into who could have read or changed it, then: chmod ${p.mode} (and chown) ${p.file}`,
  }),
  'keys.unreadable': wording<{ file: string; expected: string }>({
    expected: (p) => p.expected,
    got: (p) => `${p.file} holds something else, or is damaged`,
    fix: () => 'restore the file from backup',
  }),
  'keys.principal': wording<{ got: string }>({
    expected: () =>
      'a principal of letters, digits and . _ @ + -, such as an e-mail address, at most 128 characters',
    got: (p) => JSON.stringify(p.got),
    fix: () => 'name the forvalter by an address that databrukere can recognise',
  }),
  'keys.busy': wording<{ saksnummer: string; pid: number; host: string }>({
    expected: (p) => `no other run on the case ${p.saksnummer}`,
    got: (p) => `process ${p.pid} on ${p.host} holds its koblingsnøkkel`,
    fix: () => 'wait for that run to end: two runs at once would give one person two løpenumre',
  }),
  'keys.case-collision': wording<{ saksnummer: string; other: string }>({
    expected: (p) => `a koblingsnøkkel of the case ${p.saksnummer}`,
    got: (p) => `one of the case ${p.other}, whose file name is the same`,
    fix: () => 'give the case a saksnummer that differs in letters or digits',
  }),
  'keys.width-too-small': wording<{ width: number; persons: number; atLeast: number }>({
    expected: (p) =>
      `løpenumre of at least ${p.atLeast} digits, ten possible numbers for each of ${p.persons} persons`,
    got: (p) => `kobling.loepenummer.bredde ${p.width}`,
    fix: (p) => `have bredde amended to ${p.atLeast} or more (never 11)`,
  }),
  'keys.no-key': wording<{ saksnummer: string }>({
    expected: (p) => `a koblingsnøkkel of the case ${p.saksnummer}`,
    got: () => 'none',
    fix: () => 'write the saksnummer as the decision has it; `tilrette oversikt` lists the cases',
  }),
  'keys.store-lost': wording<{ saksnummer: string }>({
    expected: (p) =>
      `the koblingsnøkkel of the case ${p.saksnummer}, since løpenumre have been given out under it`,
    got: () => 'none in noekler/ of the state directory',
    fix: (p) =>
      `restore it from a copy (\`tilrette keys gjenopprett\`); where it is lost for good, end the series with \`tilrette keys slett ${p.saksnummer} --begrunnelse …\`, after which everyone gets another løpenummer`,
  }),
  'keys.store-old': wording<{ saksnummer: string; run: string }>({
    expected: (p) => `a koblingsnøkkel of the case ${p.saksnummer} that is as new as the delivery ${p.run}`,
    got: () => 'one without what is kept of that delivery: an older copy, or a damaged folder',
    fix: (p) =>
      `restore noekler/ from a newer copy; where there is none, end the series with \`tilrette keys slett ${p.saksnummer} --begrunnelse …\``,
  }),
  'keys.data-out': wording<{ runs: readonly string[] }>({
    expected: () => 'confirmed deletion by the databruker of everything delivered under the key',
    got: (p) => `no confirmation for ${p.runs.join(', ')}`,
    fix: () =>
      'record it with `tilrette kvittering RUN --slettet-av databruker`, or say with --begrunnelse why the key goes first',
  }),
  'keys.sealed-to-others': wording<{ file: string }>({
    expected: (p) => `${p.file} whole, and encrypted with age to this forvalter`,
    got: () => 'a file that the identity of this state directory does not open',
    fix: () =>
      'send the other party the recipient that `tilrette keys vis` shows, and have the file sent again',
  }),
  'keys.secret-missing': wording<{ prosjekt: string }>({
    expected: (p) => `the secret of the project ${p.prosjekt} in the state directory`,
    got: () => 'none',
    fix: (p) =>
      `make it with \`tilrette keys hemmelighet ${p.prosjekt}\`, or take in the one of the other parties with --fra`,
  }),
  'keys.secret-exists': wording<{ prosjekt: string }>({
    expected: (p) => `no secret of the project ${p.prosjekt} yet, since a secret is never overwritten`,
    got: () => 'one that is already there',
    fix: () => 'use it; another one would give every person another løpenummer',
  }),
  'keys.no-key-files': wording<{ run: string }>({
    expected: (p) => `key files that the run ${p.run} made for other parties of the linkage`,
    got: () => 'none',
    fix: () =>
      'give the last delivery of the case, and see that its decision has kobling.parter with noekkelTil',
  }),
  'keys.backup': wording<{ got: string }>({
    expected: () => 'a whole copy made by `tilrette keys eksporter`, and the identity it is sealed to',
    got: (p) => p.got,
    fix: () => 'use another copy; nothing was restored from this one',
  }),
};
