import fc from 'fast-check';
import { drawnTables, type Variable } from './drawn-tables.ts';
import { makeIdentifier } from './national-identifier.ts';
import type { Cell, Consent, Identity, Objection, Registers, Row } from './register-rows.ts';

const MALFORMED = [null, '', '1234567890', '12345678901', '0101501234x', '010150123456', ' 1015012345'];

/** How often values do not fit: never, sometimes, or sometimes with malformed identifiers and lists too. */
const soil = fc.oneof(
  { weight: 12, arbitrary: fc.constant('clean' as const) },
  { weight: 12, arbitrary: fc.constant('odd' as const) },
  { weight: 1, arbitrary: fc.constant('dirty' as const) },
);
type Soil = typeof soil extends fc.Arbitrary<infer T> ? T : never;

/** What may be wrong with the lists beside the extracts. */
const dirt = fc.oneof(
  { weight: 30, arbitrary: fc.constant('none' as const) },
  { weight: 1, arbitrary: fc.constantFrom('unreadable' as const, 'unknown' as const, 'conflict' as const) },
);
type ListDirt = typeof dirt extends fc.Arbitrary<infer T> ? T : never;

/** What is drawn of one person; the identifiers follow from the place among the persons. */
const person = fc.record({
  born: fc.nat(6),
  kjoenn: fc.constantFrom('1', '2'),
  /** Whether there was a D-nummer before. */
  earlier: fc.integer({ min: 0, max: 3 }).map((n) => n === 3),
  listed: fc.constantFrom('linked', 'linked', 'apart', 'opaque'),
  objects: fc.integer({ min: 0, max: 15 }),
  consents: fc.array(fc.nat(11), { minLength: 1, maxLength: 2 }),
});
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;

const row = fc.record({
  person: fc.nat(),
  /** Which identifier, and whether the row has the person's own birth and sex. */
  earlier: fc.boolean(),
  own: fc.integer({ min: 0, max: 9 }).map((n) => n < 9),
  /** One number per column picks its value. */
  picks: fc.array(fc.nat(999), { minLength: 11, maxLength: 11 }),
  dirt: fc.nat(99),
});
type DrawnRow = typeof row extends fc.Arbitrary<infer T> ? T : never;

const rows = fc.oneof(
  { weight: 99, arbitrary: fc.array(row, { minLength: 8, maxLength: 150, size: 'max' }) },
  { weight: 1, arbitrary: fc.constant<DrawnRow[]>([]) },
);

/** The number of a person in front of two kinds of identifier: synthetic, and D-nummer of the same person. */
function identifiersOf(place: number): readonly [string, string] {
  const day = String(1 + (place % 28)).padStart(2, '0');
  const month = 1 + (place % 12);
  const kinds = [
    `${day}${80 + month}60`,
    `${day}${40 + month}75`,
    `${day}${String(month).padStart(2, '0')}81`,
  ];
  const main = place % 17 === 16 ? `8${String(place).padStart(5, '0')}` : (kinds[place % 3] ?? '');
  const start = place * 10;
  return [makeIdentifier(main, start), makeIdentifier(`${Number(day) + 40}${80 + month}60`, start)];
}

const ownerOf = (p: Person, place: number): string =>
  p.listed === 'opaque' ? `person-${place}` : identifiersOf(place)[0];

function identitiesOf(persons: readonly Person[]): Identity[] {
  return persons.flatMap((p, place) => {
    if (!p.earlier || p.listed === 'apart') return [];
    const [main, before] = identifiersOf(place);
    const owner = ownerOf(p, place);
    return [
      { identifikator: before, person: owner },
      ...(p.listed === 'opaque' || place % 2 === 0 ? [{ identifikator: main, person: owner }] : []),
    ];
  });
}

const OBJECTION_REGISTERS = ['', 'npr', ' LMR', 'dar', 'freg', ''];

const objectionsOf = (persons: readonly Person[], dirt: ListDirt): Objection[] => [
  ...persons.flatMap((p, place): Objection[] => {
    const register = OBJECTION_REGISTERS[p.objects];
    return register === undefined || place % 3 !== 0
      ? []
      : [{ foedselsnummer: identifiersOf(place)[p.earlier ? 1 : 0], register }];
  }),
  ...(dirt === 'unreadable' ? [{ foedselsnummer: '12345678901', register: '' }] : []),
  ...(dirt === 'unknown' ? [{ foedselsnummer: identifiersOf(0)[0], register: 'ukjent' }] : []),
];

/** Consents that a person may have given; most cover the purpose of the decision in every register. */
const CONSENTS: readonly Omit<Consent, 'foedselsnummer'>[] = [
  { register: '', omfang: 'annet', versjon: '1', gitt: '', trukket: '' },
  { register: 'lmr', omfang: 'statistikk', versjon: '1', gitt: '', trukket: '' },
  { register: '', omfang: 'statistikk', versjon: '1', gitt: '', trukket: '2024-12-31' },
  { register: ' NPR', omfang: 'Statistikk', versjon: '2', gitt: '', trukket: '' },
  { register: '', omfang: 'statistikk', versjon: '2', gitt: '2025-01-01', trukket: '' },
  { register: 'npr', omfang: 'statistikk', versjon: '1', gitt: '2020-01-01', trukket: '2025-01-01' },
];
const COVERING = { register: '', omfang: 'statistikk', versjon: '1', gitt: '', trukket: '' };

const consentsOf = (persons: readonly Person[], dirt: ListDirt): Consent[] => [
  ...persons.flatMap((p, place) =>
    p.consents.map((pick, i) => ({
      foedselsnummer: identifiersOf(place)[p.earlier && i === 0 ? 1 : 0],
      ...(CONSENTS[pick] ?? COVERING),
    })),
  ),
  ...(dirt === 'unreadable' ? [{ ...COVERING, foedselsnummer: '12345678901' }] : []),
];

function cellOf(v: Variable, p: Person, drawn: DrawnRow, pick: number, soilOf: Soil): Cell {
  if (pick % (v.kind === 'dato' ? 61 : 19) === 18) return null;
  const odd = soilOf !== 'clean' && pick % 23 === 22;
  const from = odd && v.misfits.length > 0 ? v.misfits : v.values;
  if (v.kind === 'kjoenn' && !odd && drawn.own) return p.kjoenn;
  if (v.kind === 'foedselsdato' && !odd && drawn.own) return from[p.born] ?? null;
  return from[pick % from.length] ?? null;
}

function identifierOf(persons: readonly Person[], drawn: DrawnRow, soilOf: Soil): Cell {
  const malformed = MALFORMED[drawn.dirt - 40];
  if (soilOf === 'dirty' && malformed !== undefined) return malformed;
  const place = drawn.person % persons.length;
  return identifiersOf(place)[persons[place]?.earlier === true && drawn.earlier ? 1 : 0];
}

function rowOf(
  variables: readonly Variable[],
  persons: readonly Person[],
  drawn: DrawnRow,
  soilOf: Soil,
): Row {
  const owner = persons[drawn.person % persons.length];
  const cells = variables.map((v, i) => [
    v.navn,
    owner === undefined ? null : cellOf(v, owner, drawn, drawn.picks[i] ?? 0, soilOf),
  ]);
  return {
    foedselsnummer: identifierOf(persons, drawn, soilOf),
    ...(Object.fromEntries(cells) as Row),
  };
}

/** Small registers of 10 to 60 persons, some with two identifiers, and at most 150 rows a table. */
export const drawnRegisters: fc.Arbitrary<Registers> = fc
  .record({
    persons: fc.array(person, { minLength: 10, maxLength: 60, size: 'max' }),
    tables: fc.tuple(rows, rows, rows, rows),
    soils: fc.tuple(soil, soil, soil, soil),
    identities: fc.constantFrom('listed', 'listed', 'listed', 'none'),
    objections: fc.constantFrom('with', 'with', 'without', 'none'),
    consents: fc.integer({ min: 0, max: 19 }).map((n) => n > 0),
    dirt,
  })
  .map(({ persons, tables, soils, identities, objections, consents, dirt }) => ({
    tables: Object.fromEntries(
      drawnTables.map(({ register, tabell, variables }, i) => [
        `${register}.${tabell}`,
        (tables[i] ?? []).map((drawn) => rowOf(variables, persons, drawn, soils[i] ?? 'clean')),
      ]),
    ),
    identities:
      identities === 'none'
        ? null
        : [...identitiesOf(persons), ...(dirt === 'conflict' ? [{ identifikator: 'x', person: 'y' }] : [])],
    objections: objections === 'none' ? null : objectionsOf(persons, dirt),
    objectionsByRegister: objections === 'with',
    consents: consents ? consentsOf(persons, dirt) : null,
  }));
