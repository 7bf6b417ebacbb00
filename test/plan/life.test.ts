import { expect, it } from 'vitest';
import { compilePlan } from '../../src/plan/compile-plan.ts';
import { decide, type WrittenVariable } from '../sql/decision.ts';
import { proeveInput } from '../sql/proeve-register.ts';

const lifeOf = (variabel: WrittenVariable, tabell = 'maaling') => {
  const decision = decide({ registre: [{ tabell, variabler: [{ begrunnelse: 'Trengs', ...variabel }] }] });
  return compilePlan(proeveInput, decision, '0'.repeat(64)).tables[0]?.columns[0]?.life;
};

it('the date of the event is held against birth and death, however it is delivered', () => {
  const life = { birth: 'foedselsdato', death: 'doedsdato' };
  expect(lifeOf({ navn: 'dag' })).toEqual(life);
  expect(lifeOf({ navn: 'dag', minimering: { type: 'dato', nivaa: 'aar' } })).toEqual(life);
});

it('no other date is, nor an event that leaves nothing, nor one in a table without an event date', () => {
  expect(lifeOf({ navn: 'tid' })).toBeNull();
  expect(lifeOf({ navn: 'foedselsdato' })).toBeNull();
  expect(lifeOf({ navn: 'dag', minimering: { type: 'tom' } })).toBeNull();
  expect(lifeOf({ navn: 'dag' }, 'person')).toBeNull();
});
