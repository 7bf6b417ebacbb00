import { HIERARCHY } from './hierarchy.ts';
import type { DrawnTable, Variable } from './drawn-tables.ts';

/** A variable as the decision file lists it, but for its name and its policy. */
export interface Listed {
  readonly minimering?: Readonly<Record<string, unknown>>;
  readonly begrunnelse?: string;
}

/** Whether the delivery has real dates, or dates moved to a reference: never both. */
export type DateMode = 'real' | 'reference';

/** Every way in which a decision may list a variable, the coarsest first. */
export function listings(table: DrawnTable, { navn, kind }: Variable, mode: DateMode): readonly Listed[] {
  switch (kind) {
    case 'dato':
      return dates(mode);
    case 'foedselsdato':
      return [...births(table), ...(mode === 'real' ? [just('foedselsaar')] : []), ...dates(mode)];
    case 'kommune':
      return [...fylker(table), ...regions(table), just('kode', { nivaa: 2 }), as({}), just('tom')];
    case 'icd10':
      return [
        ...['kapittel', 'blokk', 'kategori', 2, 4].map((nivaa) => just('kode', { nivaa })),
        {},
        just('sjelden', { minst: 4 }),
        just('tom'),
      ];
    case 'atc':
      return [...[1, 2, 3, 4, 5].map((nivaa) => just('kode', { nivaa })), {}];
    case 'heltall':
      return navn === 'episode_id'
        ? [just('loepenummer', { serie: 'opphold', bredde: 10 }), ...numbers(1), {}]
        : [...numbers(10), {}];
    case 'tall':
      return [...numbers(0.5), just('avrund', { til: 2.5 }), just('toppkode', { topp: 12.5 }), {}];
    case 'kjoenn':
    case 'kode':
      return [
        {},
        just('maske', { verdi: '*' }),
        just('hierarki', { fil: HIERARCHY.file, nivaa: 1 }),
        just('sjelden', { minst: 6, til: '1' }),
        just('tom'),
        just('kode', { nivaa: 1 }),
      ];
    case 'tekst':
      return [
        {},
        just('kode', { nivaa: 3 }),
        just('loepenummer', { serie: 'andre', bredde: 8 }),
        just('maske'),
        just('tom'),
      ];
  }
}

const just = (type: string, parameters: Readonly<Record<string, unknown>> = {}): Listed => ({
  minimering: { type, ...parameters },
});
const as = (listed: Listed): Listed => ({ ...listed, begrunnelse: 'Trengs som den er' });

const dates = (mode: DateMode): readonly Listed[] =>
  mode === 'reference'
    ? [just('referansedato'), just('tom')]
    : [
        ...['aar', 'kvartal', 'maaned'].map((nivaa) => just('dato', { nivaa })),
        as({}),
        just('maske', { verdi: 'dato' }),
      ];

const dateNames = (table: DrawnTable): string[] =>
  table.variables.filter((v) => v.kind === 'dato').map((v) => v.navn);

function births(table: DrawnTable): readonly Listed[] {
  const [event = '2020-01-01', later = event] = dateNames(table);
  return [
    just('aldersgruppe', { ved: event, grenser: [18, 67] }),
    just('aldersgruppe', { ved: '2020-02-28', bredde: 20, topp: 80 }),
    just('aldersgruppe', { ved: later, bredde: 10, bunn: 15, topp: 60 }),
    just('aldersgruppe', { ved: event, bredde: 1 }),
    just('foedselsaar', { bredde: 10 }),
  ];
}

function fylker(table: DrawnTable): readonly Listed[] {
  const [event] = dateNames(table);
  return ['2024-01-01', '2020-06-30', '2018-01-01', '1995-05-05'].flatMap((per) => [
    just('fylke', { per, datokolonne: event, ukjent: '99' }),
    just('fylke', { per, datokolonne: event }),
  ]);
}

function regions(table: DrawnTable): readonly Listed[] {
  const [event] = dateNames(table);
  return ['2024-01-01', '2019-06-30'].flatMap((per) => [
    just('region', { inndeling: 'landsdel', per, datokolonne: event, ukjent: 'ukjent' }),
    just('region', { inndeling: 'helseregion', per, datokolonne: event }),
  ]);
}

const numbers = (til: number): readonly Listed[] => [
  just('intervall', { grenser: [1, 10, 30] }),
  just('avrund', { til }),
  just('toppkode', { topp: 30 }),
  just('bunnkode', { bunn: 2 }),
];

/** The type of the minimisation of a variable in a decision file; empty where it has none. */
export const typeOf = ({ minimering }: Readonly<Record<string, unknown>>): string =>
  minimering === undefined ? '' : String((minimering as Listed['minimering'])?.['type']);
