/** What the legal rules ask of a variable of the catalogue. */
interface VariableFacts {
  readonly navn: string;
  readonly type: string;
  /** direkte, kvasi, sensitiv, fritekst or teknisk. */
  readonly art: string;
}

/** What the legal rules ask of a register of the catalogue; dates are ISO. */
export interface RegisterFacts {
  readonly id: string;
  readonly navn: string;
  readonly forvalter: string;
  readonly rettsligKlasse: string;
  /** Established under helseregisterloven § 11, the condition of § 19 b. */
  readonly paragraf11: boolean;
  /** Purposes the register may serve. */
  readonly formaal: readonly string[];
  /** Letter in § 3 of the regulation on the national solution, and the day from which Helsedataservice decides. */
  readonly nasjonalLoesning: { readonly bokstav: string; readonly fra: string } | null;
  readonly identifikasjon: string;
  /** Last day of a preparedness register. */
  readonly sluttdato: string | null;
  readonly tabeller: readonly { readonly id: string; readonly variabler: readonly VariableFacts[] }[];
}

/** The registers by id. */
export type Registers = ReadonlyMap<string, RegisterFacts>;
