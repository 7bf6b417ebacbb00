import type { Variabelvalg } from '../schema.ts';
import type { LocatedTable } from './facts.ts';
import type { Hit } from './law-rule.ts';

/**
 * The direct identifiers of a table that the decision lets out: those with a saerligGrunn, neither masked nor replaced.
 * Without that reason the plan refuses them.
 */
export function directlyIdentifying({ path, value, register }: LocatedTable): readonly Hit[] {
  const variables = register.tabeller.find(({ id }) => id === value.tabell)?.variabler ?? [];
  const direct = new Set(variables.filter(({ art }) => art === 'direkte').map(({ navn }) => navn));
  return value.variabler.flatMap((valg, i) =>
    direct.has(valg.navn) && isExposed(valg)
      ? [{ path: [...path, 'variabler', i, 'navn'], got: `${register.id}.${value.tabell}.${valg.navn}` }]
      : [],
  );
}

const isExposed = ({ minimering, saerligGrunn }: Variabelvalg): boolean =>
  saerligGrunn !== undefined &&
  (minimering === undefined || !['maske', 'tom', 'loepenummer'].includes(minimering.type));
