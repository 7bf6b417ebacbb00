/** A value in an extract: text (dates as ISO text), a number, or nothing. */
export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** A row of `identiteter`: an identifier and the person it belongs to. */
export interface Identity {
  readonly identifikator: string;
  readonly person: string;
}

export interface Objection {
  readonly foedselsnummer: string;
  readonly register: string;
}

/** A row of `samtykker.csv`; `trukket` is empty for one that was not withdrawn, `gitt` where the day is not known. */
export interface Consent extends Objection {
  readonly omfang: string;
  readonly versjon: string;
  readonly gitt: string;
  readonly trukket: string;
}

/** Everything that lies in the folder of extracts; lists are null where there is none. */
export interface Registers {
  /** Rows by `register.tabell`. */
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  readonly identities: readonly Identity[] | null;
  readonly objections: readonly Objection[] | null;
  /** Whether the list of objections has the column `register`. */
  readonly objectionsByRegister: boolean;
  readonly consents?: readonly Consent[] | null;
}
