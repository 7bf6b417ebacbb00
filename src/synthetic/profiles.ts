/** What the synthetic rows of one register table look like. */
export interface Profile {
  /** Rows a person in the whole period; the share of persons where a table has one row a person. */
  readonly perPerson: number;
  /** The one sex that the table is about. */
  readonly sex?: '1' | '2';
  /** First letters of its ICD-10 codes. */
  readonly icd10?: string;
  /** Thousandths of the rows in which a variable is empty. */
  readonly empty?: Readonly<Record<string, number>>;
}

/** Plausible, not measured: enough that each table of a small population has rows, and large ones are large. */
const profiles: Readonly<Record<string, Profile>> = {
  'krg.kreftsykdom': { perPerson: 0.08, icd10: 'C' },
  'krg.mammografi': { perPerson: 0.6, sex: '2' },
  'mfr.foedsel': { perPerson: 1, icd10: 'Q', empty: { misdannelse: 960 } },
  'msis.tilfelle': { perPerson: 0.15, icd10: 'AB', empty: { smitteland: 300, innsykningsdato: 250 } },
  'sysvak.vaksinasjon': { perPerson: 2 },
  'hkr.hendelse': { perPerson: 0.25, icd10: 'I', empty: { prosedyrekode: 600 } },
  'bivirkning.melding': { perPerson: 0.03 },
  'kpr.kontakt': { perPerson: 6, empty: { bidiagnose: 850, hprnummer: 100 } },
  'kpr.tjeneste': { perPerson: 0.2, empty: { bydel: 700, sluttdato: 400 } },
  'nrl.operasjon': { perPerson: 0.05, icd10: 'M', empty: { revisjonsaarsak: 880 } },
  'beredt_c19.innleggelse': { perPerson: 0.05, icd10: 'J' },
  'nois.operasjon': { perPerson: 0.05 },
  'norm.isolat': { perPerson: 0.04 },
  'ravn.isolat': { perPerson: 0.02, empty: { mutasjon: 800 } },
  'abort.avbrudd': { perPerson: 0.03, sex: '2' },
  'ssb.befolkning': { perPerson: 1 },
  'ssb.utdanning': { perPerson: 0.8 },
  'ssb.inntekt': { perPerson: 6 },
  'journal.notat': { perPerson: 5 },
  'lab.proevesvar': { perPerson: 6, empty: { kommentar: 900 } },
  'pas.opphold': { perPerson: 3, empty: { prosedyre: 400 } },
};

/** The profile of a table; one row a person for what is not named, a register of the forvalter's own among them. */
export const profileOf = (register: string, table: string): Profile =>
  profiles[`${register}.${table}`] ?? { perPerson: 1 };
