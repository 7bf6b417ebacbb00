import { makeIdentifier } from './national-identifier.ts';
import type { Cell, Registers, Row } from './register-rows.ts';
import { basisOf } from './test-decision.ts';
import { inCase, layOut, runPrepare, type Workshop } from './workshop.ts';

type Json = Readonly<Record<string, unknown>>;

/** Identifiers of persons who exist nowhere, and the D-nummer that the first of them had before. */
export const [KARI, OLA, ANNE, PER, EVA] = [100, 200, 300, 400, 500].map((n) =>
  makeIdentifier('018160', n),
) as [string, string, string, string, string];
export const KARIS_D_NUMMER = makeIdentifier('418160', 100);

/** A row of one person; what it does not name is missing. */
export const row = (foedselsnummer: string, cells: Row = {}): Row => ({ foedselsnummer, ...cells });
/** A variable as a decision lists it. */
export const listed = (navn: string, minimering?: object, more: object = {}): object => ({
  navn,
  ...(minimering && { minimering }),
  ...more,
});
/** Columns of npr.episode as a decision lists them. */
export const episodes = (variabler: readonly object[], more: object = {}) => ({
  register: 'npr',
  tabell: 'episode',
  variabler,
  ...more,
});
/** Identifiers of so many persons. */
export const persons = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => makeIdentifier(`${String(1 + (i % 28)).padStart(2, '0')}8170`, i));

/** A decision on one register, or on several, that draws the utvalg from the first table listed. */
export function decisionOn(registre: readonly Json[], parts: Json = {}): Json {
  const [first] = registre;
  const kilde = { register: first?.['register'], tabell: first?.['tabell'] };
  const apart = new Set(registre.map((r) => r['register'])).size > 1;
  return {
    utvalg: { kilde },
    kobling: {
      ...(apart ? { modell: 'sentralisert', variant: 'b' } : { modell: 'ingen' }),
      loepenummer: { metode: 'tilfeldig' },
    },
    registre: registre.map((r) => ({ taushetsplikt: basisOf(String(r['register'])), ...r })),
    anonymitet: { k: 2 },
    ...parts,
  };
}

/** Registers with these tables; a column that a row does not name is missing in it. */
export const registersOf = (
  tables: Readonly<Record<string, readonly Row[]>>,
  lists: Partial<Registers> = {},
): Registers => ({ tables, identities: null, objections: null, objectionsByRegister: false, ...lists });

export interface Ended {
  /** Empty for a delivery. */
  readonly codes: readonly string[];
  /** Delivered cells by table, then by løpenummer, in the order of the delivery. */
  readonly rows: Readonly<Record<string, Readonly<Record<string, readonly (readonly Cell[])[]>>>>;
  readonly key: ReadonlyMap<string, string>;
  readonly attrition: Json;
}

/** How the main job ends; rows are found by the identifier whose løpenummer they bear. */
export const deliver = (shop: Workshop, decision: Json, registers: Registers): Promise<Ended> =>
  inCase(shop, decision, registers, async (of) => {
    await layOut(of, 'one file');
    const run = await runPrepare(of, 'one file');
    if ('codes' in run) return { codes: run.codes, rows: {}, key: new Map(), attrition: {} };
    const rows: Record<string, Record<string, (readonly Cell[])[]>> = {};
    for (const part of run.delivery.parts)
      for (const { number, cells } of part.rows) ((rows[part.name] ??= {})[number] ??= []).push(cells);
    return { codes: [], rows, key: (await of.readKey()).numbers, attrition: run.result.attrition };
  });

/** The delivered rows of one person in one table. */
export const rowsOf = (
  { rows, key }: Ended,
  table: string,
  identifier: string,
): readonly (readonly Cell[])[] => rows[table]?.[key.get(identifier) ?? ''] ?? [];
