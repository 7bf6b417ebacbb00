import { expect, it } from 'vitest';
import type { WrittenVariable } from '../sql/decision.ts';
import { codesOf, expectRefused, fixed, minimised, moved, type Refused } from './refused.ts';

const beside = (...others: WrittenVariable[]) => ({
  referansedato: fixed,
  registre: [{ variabler: [moved, ...others] }],
});
const age = (more: object): WrittenVariable => ({
  navn: 'foedselsdato',
  som: 'alder',
  minimering: { type: 'aldersgruppe', ved: 'dag', ...more },
});
const year = (bredde: number): WrittenVariable => ({
  navn: 'foedselsdato',
  som: 'aar',
  minimering: { type: 'foedselsaar', bredde },
});
const birth: WrittenVariable = {
  navn: 'foedselsdato',
  som: 'dager',
  minimering: { type: 'referansedato' },
};

const undone: readonly Refused[] = [
  [
    'the age at a moved event in single years beside the year of birth',
    'plan.undoes-move',
    beside(age({ bredde: 1 }), year(1)),
    beside(age({ bredde: 1 }), year(9)),
  ],
  [
    'an age in one narrow band beside the year of birth',
    'plan.undoes-move',
    beside(age({ grenser: [18, 20] }), year(1)),
    beside(age({ grenser: [18] }), year(1)),
  ],
  [
    'a moved birth beside the year of birth',
    'plan.undoes-move',
    beside(birth, year(9)),
    beside(birth, year(10)),
  ],
  [
    'a moved birth beside the age on one day for all',
    'plan.undoes-move',
    beside(birth, age({ ved: '2020-01-01', bredde: 5 })),
    beside(birth, age({ bredde: 5 })),
  ],
  [
    'the year of an event, as if it were one of birth',
    'plan.real-and-reference-dates',
    beside({ navn: 'tid', som: 'aar', minimering: { type: 'foedselsaar' } }),
    beside(year(1)),
  ],
  [
    'the year of an event held as a number',
    'plan.real-and-reference-dates',
    beside({ navn: 'diagnoseaar' }),
    beside(
      { navn: 'diagnoseaar', minimering: { type: 'intervall', grenser: [2000] } },
      { navn: 'alder_i_aar' },
    ),
  ],
  [
    'a year of birth held as a number, beside the age at a moved event',
    'plan.undoes-move',
    beside({ navn: 'foedselsaar' }, age({ bredde: 5 })),
    beside({ navn: 'foedselsaar', minimering: { type: 'avrund', til: 5 } }, age({ bredde: 5 })),
  ],
  [
    'days from a random move, which has no day to count from',
    'plan.parameter',
    { ...beside(), referansedato: { metode: 'tilfeldig', maksDager: 30, levering: 'dager' } },
    { ...beside(), referansedato: { metode: 'tilfeldig', maksDager: 30 } },
  ],
  [
    'a variable moved to a referansedato that the decision does not have',
    'plan.parameter',
    { registre: [{ variabler: [moved] }] },
    beside(),
  ],
];

expectRefused('what would undo the move of dates is refused', undone);

it('ages and years of birth stand together where no date is moved', async () => {
  expect(await codesOf({ registre: [{ variabler: [age({ bredde: 1 }), year(1)] }] })).toEqual([]);
});

const series: readonly Refused[] = [
  [
    'a series of the person of the row',
    'plan.parameter',
    minimised('foedselsnummer', { type: 'loepenummer', serie: 's' }),
    minimised('mor', { type: 'loepenummer', serie: 's' }),
  ],
  [
    'a series of dates',
    'plan.minimisation-type',
    minimised('dag', { type: 'loepenummer', serie: 's' }),
    minimised('opphold', { type: 'loepenummer', serie: 's' }),
  ],
  [
    'a length of its own for the series of the persons in the utvalg',
    'plan.parameter',
    minimised('mor', { type: 'loepenummer', serie: 'Loepenummer', bredde: 9 }),
    minimised('mor', { type: 'loepenummer', serie: 'mor', bredde: 9 }),
  ],
  [
    'persons and episodes in one series',
    'plan.parameter',
    inOneSeries({ navn: 'mor' }, { navn: 'opphold' }),
    inOneSeries({ navn: 'institusjon' }, { navn: 'opphold' }),
  ],
];

function inOneSeries(...variables: { navn: string }[]) {
  const variabler = variables.map((v) => ({
    ...v,
    minimering: { type: 'loepenummer' as const, serie: 's' },
  }));
  return { registre: [{ variabler }] };
}

expectRefused('a series must make sense', series);
