import type { Variabelvalg } from '../schema.ts';
import type { LocatedTable } from './facts.ts';
import type { Hit } from './law-rule.ts';

/** Variables that say something of a person, delivered in full detail without a reason: one hit a table. */
export function detailed(table: LocatedTable): readonly Hit[] {
  return hitOn(table, (valg, { art }) => isWhole(valg) && (art === 'kvasi' || art === 'sensitiv'));
}

/** Dates delivered as they are: one hit a table. */
export function realDates(table: LocatedTable): readonly Hit[] {
  return hitOn(
    table,
    ({ minimering }, { type }) => minimering === undefined && (type === 'dato' || type === 'tidspunkt'),
  );
}

type Variable = LocatedTable['register']['tabeller'][number]['variabler'][number];

const isWhole = ({ minimering, begrunnelse }: Variabelvalg): boolean =>
  minimering === undefined && begrunnelse === undefined;

function hitOn(
  { path, value, register }: LocatedTable,
  concerns: (valg: Variabelvalg, variable: Variable) => boolean,
): readonly Hit[] {
  const variables = register.tabeller.find(({ id }) => id === value.tabell)?.variabler ?? [];
  const byName = new Map(variables.map((variable) => [variable.navn, variable]));
  const found = value.variabler.filter((valg) => {
    const variable = byName.get(valg.navn);
    return variable !== undefined && concerns(valg, variable);
  });
  const names = found.map(({ navn }) => navn).join(', ');
  return names === '' ? [] : [{ path: [...path, 'variabler'], got: names }];
}
