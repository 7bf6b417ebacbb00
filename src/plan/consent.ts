import type { PlanConsent } from '../artifacts/plan.ts';
import type { Registeruttak, Vedtak } from '../vedtak/schema.ts';
import { note, type PlanContext } from './context.ts';

type Of = PlanConsent['registers'][number]['of'];

/** A register whose data leave on consent, and the persons who must have given it. */
interface Demand {
  readonly register: string;
  readonly of: Of;
}

/**
 * Who needs a consent, and to what: everyone in a register that the catalogue says rests on consent, and whom a table's
 * taushetsplikt names (helseregisterloven § 19 a). Nothing where no register asks for it. Of two bases for one table the
 * decision must say which is for the utvalg and which for its controls; otherwise it is noted as `plan.consent-group`.
 */
export function planConsent(
  c: PlanContext,
  vedtak: Vedtak,
  sources: readonly string[],
): PlanConsent | undefined {
  const named = vedtak.registre.flatMap((uttak, i) =>
    ofTable(c, vedtak, uttak, `registre[${i}].taushetsplikt`),
  );
  const based = [...new Set([...sources, ...vedtak.registre.map((r) => r.register)])]
    .filter((id) => c.catalogue.get(id)?.samtykkebasert === true)
    .map((register): Demand => ({ register, of: 'alle' }));
  const demands = merge([...named, ...based]);
  if (demands.length === 0) return undefined;
  const { samtykke } = vedtak.rettsgrunnlag;
  return {
    registers: demands,
    scopes: unique((samtykke?.omfang ?? [vedtak.prosjekt.formaal]).map((scope) => scope.toLowerCase())),
    versions: samtykke?.versjoner === undefined ? null : unique(samtykke.versjoner),
  };
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** Each register once: of two groups that need consent in it, everyone does. */
const merge = (demands: readonly Demand[]): Demand[] =>
  unique(demands.map((d) => d.register)).map((register) => {
    const groups = unique(demands.filter((d) => d.register === register).map((d) => d.of));
    return { register, of: groups.length === 1 ? (groups[0] as Of) : 'alle' };
  });

function ofTable(c: PlanContext, vedtak: Vedtak, uttak: Registeruttak, at: string): Demand[] {
  const consenting = uttak.taushetsplikt.filter(({ type }) => type === 'samtykke').map(groupOf);
  const others = uttak.taushetsplikt.filter(({ type }) => type !== 'samtykke').map(groupOf);
  if (consenting.length === 0) return [];
  if (others.length === 0) return [{ register: uttak.register, of: 'alle' }];
  const apart = vedtak.utvalg.kontroller !== undefined && !consenting.some((group) => others.includes(group));
  const [group] = consenting;
  const named = [...consenting, ...others].every((name) => name === 'utvalg' || name === 'kontroller');
  if (apart && named && (group === 'utvalg' || group === 'kontroller'))
    return [{ register: uttak.register, of: group }];
  note(c, 'plan.consent-group', at, { groups: [...consenting, ...others].join(', ') });
  return [];
}

const groupOf = ({ gruppe }: Registeruttak['taushetsplikt'][number]): string => gruppe.trim().toLowerCase();
