import { describe, expect, it } from 'vitest';
import { PipelineError } from '../../../src/errors/pipeline-error.ts';
import { checkAnswers, type Answer } from '../../../src/vedtak/law/answers.ts';
import { notesOf } from '../../../src/vedtak/law/notes.ts';
import { assess } from './law-case.ts';

const warned = { rules: assess('H', { 'rettsgrunnlag.rek': undefined, 'vedtak.gyldigTil': '2029-01-01' }) };
const all = ['R1=Ligger i saken', 'S7=Rettes ved endring'];

function refused(given: readonly string[], by: string | null = 'Kari Nordmann'): readonly string[] {
  try {
    checkAnswers(warned, { given, by });
  } catch (error) {
    if (error instanceof PipelineError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}

describe('answers', () => {
  it('let a decision through when every rule that warns has one', () => {
    const answers: readonly Answer[] = checkAnswers(warned, { given: all, by: 'Kari Nordmann' });
    expect(answers).toEqual([
      { code: 'R1', text: 'Ligger i saken', by: 'Kari Nordmann' },
      { code: 'S7', text: 'Rettes ved endring', by: 'Kari Nordmann' },
    ]);
  });

  it('are owed for each rule that warns, which is told under its own code', () => {
    expect(refused([])).toEqual(['vedtak.validity-long', 'vedtak.rek-missing'].reverse());
    expect(refused(all.slice(0, 1))).toEqual(['vedtak.validity-long']);
  });

  it.each([null, '', ' ', 'Kari\u0000', '01010112345', 'K'.repeat(201)])(
    'need the name of a person, which %j is not',
    (by) => {
      expect(refused(all, by)).toEqual(['vedtak.answer-by']);
    },
  );

  it.each([
    'R1',
    'R1=',
    'R1= ',
    'T6=Ikke en advarsel her',
    'r1=små bokstaver',
    'R1=fødselsnummer 01010112345',
    `R1=${'x'.repeat(501)}`,
    'R1=AGE-SECRET-KEY-1GFPYYSJZ',
  ])('cannot be %j', (written) => {
    expect(refused([...all.slice(1), written])).toEqual(['vedtak.answer', 'vedtak.rek-missing']);
  });

  it('are given once each', () => {
    expect(refused([...all, 'R1=En gang til'])).toEqual(['vedtak.answer']);
  });

  it('to what the law refuses are of no use', () => {
    const rules = assess('F', { 'rettsgrunnlag.rek': undefined });
    const answered = () => checkAnswers({ rules }, { given: ['R1=Ligger i saken'], by: 'Kari Nordmann' });
    expect(answered).toThrow(PipelineError);
  });
});

it('notes are what is noted, and what was warned of with its answer', () => {
  const notes = notesOf(warned, checkAnswers(warned, { given: all, by: 'Kari Nordmann' }));
  expect(notes.find(({ code }) => code === 'R1')?.answer).toEqual({
    text: 'Ligger i saken',
    by: 'Kari Nordmann',
  });
  expect(notes.find(({ code }) => code === 'M15')?.answer).toBeNull();
});
