import { describe, expect, it } from 'vitest';
import type { ExtractColumn } from '../../src/extract/extract.ts';
import type { PlanInput } from '../../src/plan/context.ts';
import { proeveInput } from '../sql/proeve-register.ts';
import { codesOf, expectRefused, minimised, variable, where, type Refused } from './refused.ts';

const names: readonly Refused[] = [
  [
    'a register that is not in the catalogue',
    'plan.unknown-register',
    { registre: [{ register: 'npr' }] },
    {},
  ],
  [
    'a table that the register has not',
    'plan.unknown-table',
    { registre: [{ tabell: 'episode' }] },
    { registre: [{ tabell: 'person' }] },
  ],
  [
    'a variable that the table has not',
    'plan.unknown-variable',
    variable({ navn: 'hoeyde' }),
    variable({ navn: 'maal' }),
  ],
];

expectRefused('names must be in the catalogue', names);

describe('the extract must hold what the decision needs', () => {
  /** The registers of the tests with one column of one extract changed, or taken out. */
  const withColumn = (name: string, change: Partial<ExtractColumn> | null): PlanInput => {
    const schema = proeveInput.extracts.get('proeve.maaling');
    if (schema === undefined) throw new Error('no extract');
    const columns = schema.columns.flatMap((c) =>
      c.name !== name ? [c] : change === null ? [] : [{ ...c, ...change }],
    );
    return {
      ...proeveInput,
      extracts: new Map([...proeveInput.extracts, ['proeve.maaling', { ...schema, columns }]]),
    };
  };

  it('a delivered variable must be a column', async () => {
    expect(await codesOf(variable({ navn: 'maal' }), withColumn('maal', null))).toEqual([
      'plan.variable-not-in-extract',
    ]);
    expect(await codesOf(variable({ navn: 'maal' }), withColumn('atc', null))).toEqual([]);
  });
  it('so must the variable of a condition, and the identifier', async () => {
    expect(await codesOf(where({ variabel: 'maal', fra: 1 }), withColumn('maal', null))).toEqual([
      'plan.variable-not-in-extract',
    ]);
    expect(new Set(await codesOf({}, withColumn('foedselsnummer', null)))).toEqual(
      new Set(['plan.variable-not-in-extract']),
    );
  });
  it.each([
    ['tekst', 'heltall', 'foedselsnummer'],
    ['heltall', 'tekst', 'antall'],
    ['heltall', 'tall', 'antall'],
    ['tall', 'tekst', 'maal'],
    ['dato', 'tidspunkt', 'dag'],
    ['tidspunkt', 'tekst', 'tid'],
    ['tekst', 'sannhet', 'tekst'],
  ] as const)('%s is not %s: %s', async (_, type, navn) => {
    const said = navn === 'foedselsnummer' ? {} : minimised(navn, { type: 'tom' });
    expect(new Set(await codesOf(said, withColumn(navn, { type })))).toEqual(new Set(['plan.column-type']));
  });
  it.each([
    ['a whole number does for a number', 'heltall', 'maal'],
    ['a date does for a timestamp', 'dato', 'tid'],
  ] as const)('%s', async (_, type, navn) => {
    expect(await codesOf(minimised(navn, { type: 'tom' }), withColumn(navn, { type }))).toEqual([]);
  });
});
