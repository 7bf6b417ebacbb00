import { openAttack, type AttackModel } from './attack-model.ts';
import { openAudit, type Audit, type Guarded } from './audit.ts';
import type { System } from './system.ts';

/** What is left out of the figures beside the guarded ones, or how many of those cannot be protected. */
export type Suppression =
  | { readonly safe: true; readonly secondary: ReadonlySet<number> }
  | { readonly safe: false; readonly figure: number };

/**
 * Leaves out so many further figures that no guarded one can be worked out to within its width. For each that still can
 * be, the figures that differ in the cheapest world where it is larger are left out (Kelly, Golden and Assad, Networks 22,
 * 1992; Fischetti and Salazar-González, Management Science 47, 2001). Then those are told again without which all are
 * protected, the largest first. Deterministic. Not safe where no pattern protects a figure: nothing may be told then.
 */
export async function protect(system: System, guarded: readonly Guarded[]): Promise<Suppression> {
  if (guarded.length === 0) return { safe: true, secondary: new Set() };
  const attack = await openAttack(system);
  try {
    return protectWith(attack, system, guarded);
  } finally {
    attack.close();
  }
}

function protectWith(attack: AttackModel, system: System, guarded: readonly Guarded[]): Suppression {
  const hidden = new Set(guarded.map(({ figure }) => figure));
  for (const figure of hidden) attack.tell(figure, false);
  const audit = openAudit(attack, guarded);
  const secondary = new Set<number>();
  for (const one of guarded) {
    for (let lacks = audit.lacking(one); lacks > 0; lacks = audit.lacking(one)) {
      const added = findMore(attack, one, hidden);
      if (added.length === 0) return { safe: false, figure: one.figure };
      for (const figure of added) {
        hidden.add(figure);
        secondary.add(figure);
        attack.tell(figure, false);
      }
    }
  }
  tellAgain(attack, audit, system, secondary);
  return { safe: true, secondary };
}

/** Where what is left out would do for fractions of persons, it takes more for whole ones. */
const TIMES_WIDER = [1, 2, 4, 8];

/** What else is to be left out for a figure; nothing where no world has so much more of it. */
function findMore(
  attack: AttackModel,
  { figure, width }: Guarded,
  hidden: ReadonlySet<number>,
): readonly number[] {
  for (const times of TIMES_WIDER) {
    const more = attack.cheapest(figure, width * times) ?? [];
    const added = more.filter((other) => !hidden.has(other));
    if (added.length > 0) return added;
  }
  return [];
}

/** Tells what need not be left out, the largest first. */
function tellAgain(attack: AttackModel, audit: Audit, system: System, secondary: Set<number>): void {
  const persons = (figure: number): number => system.figures[figure]?.cell.persons ?? 0;
  const largestFirst = [...secondary].sort((a, b) => persons(b) - persons(a) || a - b);
  for (const figure of largestFirst) {
    attack.tell(figure, true);
    if (audit.holdsWith(figure)) secondary.delete(figure);
    else attack.tell(figure, false);
  }
}
