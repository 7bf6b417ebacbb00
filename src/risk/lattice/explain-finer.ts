import type { ClassTable } from './class-table.ts';
import type { Judges } from './compile-demands.ts';
import type { Demand } from './demand.ts';
import { finerBy1, type Lattice } from './lattice.ts';
import { openMarks } from './marks.ts';
import { suppressForSample } from './sample-demands.ts';
import type { Score, Scored } from './score.ts';
import type { Found } from './search-lattice.ts';

/** What stands against making one quasi-identifier finer. */
export interface Forced {
  /** Place of the quasi-identifier, and the level it would have. */
  readonly attribute: number;
  readonly level: number;
  /** Too much would be suppressed, or it could be chosen but scores more by what it suppresses. */
  readonly reason: 'tooMuchSuppressed' | 'scoresMore';
  readonly score: Score;
  readonly suppressed: number;
  /** By demand, how many classes fail it and how many units lie in them. */
  readonly failing: readonly {
    readonly demand: Demand['type'];
    readonly classes: number;
    readonly units: number;
  }[];
}

/** Looks at each transformation one level finer than the chosen one, and at what each demand says of it by itself. */
export async function explainFiner(
  lattice: Lattice,
  { assessor, metric }: Pick<Found, 'assessor' | 'metric'>,
  chosen: Scored,
): Promise<readonly Forced[]> {
  const forced: Forced[] = [];
  for (const levels of finerBy1(lattice, chosen.levels)) {
    const attribute = levels.findIndex((level, a) => level !== chosen.levels[a]);
    const outcome = await assessor.assess(levels);
    forced.push({
      attribute,
      level: levels[attribute] ?? 0,
      reason: assessor.isValid(outcome) ? 'scoresMore' : 'tooMuchSuppressed',
      score: metric.score(outcome),
      suppressed: outcome.suppressed,
      failing: failingBy(assessor.judges, await assessor.classesOf(levels)),
    });
  }
  return forced;
}

function failingBy(judges: Judges, classes: ClassTable): Forced['failing'] {
  const onClasses = judges.classes.map(({ demand, judge }) => {
    const marks = openMarks(classes.rows);
    judge(classes, marks);
    return { demand: demand.type, ...countFailed(classes, marks.failed) };
  });
  const onSample = judges.sample.map((demand) => {
    const marks = openMarks(classes.rows);
    suppressForSample([demand], classes, marks);
    return { demand: demand.type, ...countFailed(classes, marks.failed) };
  });
  return [...onClasses, ...onSample].filter(({ classes: failing }) => failing > 0);
}

function countFailed(
  { rows, count }: ClassTable,
  failed: Uint8Array,
): { readonly classes: number; readonly units: number } {
  let classes = 0;
  let units = 0;
  for (let row = 0; row < rows; row += 1)
    if (failed[row] === 1) {
      classes += 1;
      units += count[row] ?? 0;
    }
  return { classes, units };
}
