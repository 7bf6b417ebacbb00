import { z } from 'zod';
import type { ColumnReader } from '../../engine/column-reader.ts';
import {
  emitDropPersonTrial,
  emitMostKeys,
  emitPersonKeys,
  emitPersonsLeft,
  emitPersonTrial,
  emitTakeOut,
  emitTrialLevel,
  PERSON_TRIAL,
} from '../../sql/person-trial.ts';
import type { BaseColumns } from '../../sql/base-columns.ts';
import type { BaseTable } from './base-table.ts';
import { buildHierarchy } from './build-hierarchy.ts';
import { compileDemands } from './compile-demands.ts';
import type { Demand } from './demand.ts';
import type { Hierarchy } from './hierarchy.ts';
import { openMarks } from './marks.ts';
import { readBase } from './read-base.ts';
import { suppressForSample } from './sample-demands.ts';

/** What is left when a transformation is carried out. */
export interface CarriedOut {
  /** Persons. */
  readonly suppressed: number;
  /** Persons in the smallest class. */
  readonly smallest: number;
  /** Classes by the persons in them. */
  readonly average: number;
}

/** Carries transformations out where persons may have several keys. */
export interface PersonTrial {
  readonly persons: number;
  /** Keys of the person who has most. */
  readonly mostKeys: number;
  /**
   * Takes persons of classes that fall short out of the table, whole, until none does, as a delivery does; null where that
   * takes more than `limit` persons, or everyone. Every look counts persons anew, also by their sensitive values.
   */
  readonly carryOut: (levels: readonly number[], limit: number) => Promise<CarriedOut | null>;
  readonly close: () => Promise<void>;
}

interface Trial {
  readonly reader: ColumnReader;
  readonly columns: BaseColumns & { readonly person: string };
  readonly hierarchies: readonly Hierarchy[];
  readonly demands: readonly Demand[];
}

/** Opens a trial: one scan that keeps each person's keys. Throws what reading throws. */
export async function openPersonTrial(trial: Trial): Promise<PersonTrial> {
  const { reader, columns, hierarchies } = trial;
  await reader.run(emitPersonKeys(columns));
  const [row] = await reader.read(emitMostKeys(columns), z.object({ persons: z.number(), most: z.number() }));
  const { persons, most } = row ?? { persons: 0, most: 0 };
  return {
    persons,
    mostKeys: most,
    carryOut: async (levels, limit) => {
      for (const [place, hierarchy] of hierarchies.entries())
        await reader.run(emitTrialLevel(place, pairsOf(hierarchy, levels[place] ?? 0)));
      await reader.run(emitPersonTrial(columns));
      return suppressWhole(trial, levels, persons, limit);
    },
    close: async () => {
      for (const statement of emitDropPersonTrial(hierarchies.length)) await reader.run(statement);
    },
  };
}

function pairsOf({ labels, levels }: Hierarchy, level: number): readonly (readonly [string, string])[] {
  return (labels[0] ?? []).map((leaf, i) => [leaf, labels[level]?.[levels[level]?.[i] ?? -1] ?? '']);
}

async function suppressWhole(
  trial: Trial,
  levels: readonly number[],
  persons: number,
  limit: number,
): Promise<CarriedOut | null> {
  const { reader, columns, demands } = trial;
  const hierarchies = trial.hierarchies.map(({ name, labels }, i) =>
    buildHierarchy(
      name,
      (labels[levels[i] ?? 0] ?? []).map((label, at) => ({ line: at + 1, cells: [label] })),
    ),
  );
  for (;;) {
    const [left] = await reader.read(emitPersonsLeft(columns), z.object({ n: z.number() }));
    const suppressed = persons - (left?.n ?? 0);
    if (suppressed > limit || suppressed === persons) return null;
    const base = await readBase(reader, { ...columns, relation: PERSON_TRIAL }, hierarchies);
    const failing = findFailing(base, demands);
    if (failing === null) return null;
    if (failing.length === 0) return { suppressed, ...summarise(base) };
    await reader.run(
      emitTakeOut(
        columns,
        failing.map((row) => keyOf(base, row)),
      ),
    );
  }
}

/** Classes that fall short; null where one does that has nobody to suppress. */
function findFailing(base: BaseTable, demands: readonly Demand[]): readonly number[] | null {
  const judges = compileDemands(base, demands);
  const marks = openMarks(base.classes.rows);
  for (const { judge } of judges.classes) judge(base.classes, marks);
  suppressForSample(judges.sample, base.classes, marks);
  if (marks.barred) return null;
  return Array.from({ length: base.classes.rows }, (_, row) => row).filter((row) => marks.failed[row] === 1);
}

function summarise({ classes, total }: BaseTable): Pick<CarriedOut, 'smallest' | 'average'> {
  const smallest = classes.count.reduce((least, n) => Math.min(least, n), Infinity);
  return { smallest, average: classes.rows / total };
}

/** The texts of a class, in the order of the quasi-identifiers. */
function keyOf({ layout: { hierarchies, packs }, classes }: BaseTable, row: number): readonly string[] {
  const key: string[] = [];
  packs.forEach(({ attributes, leafOf }, p) => {
    const code = classes.codes[p]?.[row] ?? 0;
    attributes.forEach((attribute, a) => {
      key[attribute] = hierarchies[attribute]?.labels[0]?.[leafOf[a]?.[code] ?? 0] ?? '';
    });
  });
  return key;
}
