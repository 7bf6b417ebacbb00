import type { Highs, Model, ModelData } from 'highs';
import type { System } from './system.ts';
import { worldOf, type World } from './world.ts';

/** What an attacker can work out of the figures that are told, by linear programming. */
export interface AttackModel {
  /** Tells a figure, or leaves it out. */
  tell(figure: number, isTold: boolean): void;
  /**
   * A world with so many more of a figure that is left out, or fewer where `by` is negative, or as near to that as there is
   * one: towards an end of the interval that an attacker finds (Hundepool et al., Statistical Disclosure Control, 2012,
   * chapter 4). Null where none is found.
   */
  reach(figure: number, by: number): World | null;
  /**
   * The figures that would differ in the world that costs least and has so many more of a figure, whatever is told by now;
   * each person who is elsewhere costs as much as the figure she is missing in. Null where there is no such world.
   */
  cheapest(figure: number, more: number): readonly number[] | null;
  close(): void;
}

/** Columns of the programme: what is added to each atom, what is taken from it, and the same of each sum of atoms. */
interface Columns {
  readonly count: number;
  /** Column in which the figure grows, and that in which it shrinks. */
  readonly up: readonly number[];
  readonly down: readonly number[];
}

const WHOLE = 1e-6;

/** Of whole numbers, any world will do; after so many attempts there is taken to be none. */
const SEARCH = { mip_max_improving_sols: 1, mip_max_nodes: 100 };

/** Opens the programme of a system, in which everything is told at first. Loads HiGHS. */
export async function openAttack(system: System): Promise<AttackModel> {
  const highs = await loadSolver();
  const columns = columnsOf(system);
  const most = system.atoms.reduce((sum, { free }) => sum + free, 0);
  const told = system.figures.map(() => true);
  const model = highs.createModel(programme(system, columns));
  model.options.set({ output_flag: false, ...SEARCH });
  const { optimal } = highs.constants.modelStatus;
  const everything = { kind: 'range', from: 0, to: columns.count - 1 } as const;
  const downMost = system.figures.map(() => most);
  for (const { figure, free } of system.atoms) downMost[figure] = free;

  const bound = (figure: number, isOpen: boolean): void => {
    model.changeColBounds(columns.up[figure] ?? 0, 0, isOpen ? most : 0);
    model.changeColBounds(columns.down[figure] ?? 0, 0, isOpen ? (downMost[figure] ?? 0) : 0);
  };
  const solve = (costs: Float64Array): Float64Array | null => {
    model.changeColsCost(everything, costs);
    model.run();
    return model.getModelStatus() === optimal ? Float64Array.from(model.getSolution().colValue) : null;
  };
  const solveWholly = (costs: Float64Array): Float64Array =>
    wholly(model, highs, columns, () => {
      solve(costs);
      return Float64Array.from(model.getSolution().colValue);
    });
  const changesOf = (values: Float64Array): number[] =>
    system.atoms.map(({ figure }) => changeOf(values, columns, figure));
  const found = (values: Float64Array | null): World | null => {
    if (values === null) return null;
    const changes = changesOf(values);
    if (changes.some((by) => Math.abs(by - Math.round(by)) > WHOLE)) return null;
    return worldOf(
      system,
      told,
      changes.map((by) => Math.round(by)),
    );
  };
  return {
    tell: (figure, isTold) => {
      told[figure] = isTold;
      bound(figure, !isTold);
    },
    reach: (figure, by) => {
      const [towards, away] = by > 0 ? [columns.up, columns.down] : [columns.down, columns.up];
      const column = towards[figure] ?? 0;
      const atMost = Math.min(Math.abs(by), by > 0 ? most : (downMost[figure] ?? 0));
      model.changeColBounds(column, 0, atMost);
      model.changeColBounds(away[figure] ?? 0, 0, 0);
      const costs = new Float64Array(columns.count);
      costs[column] = -1;
      const values = solve(costs);
      const reached = Math.floor((values?.[column] ?? 0) + WHOLE);
      let world = reached === 0 ? null : found(values);
      if (world === null && reached > 0) {
        model.changeColBounds(column, reached, reached);
        costs.fill(1);
        world = found(solve(costs)) ?? found(solveWholly(costs));
      }
      bound(figure, !(told[figure] ?? true));
      return world;
    },
    cheapest: (figure, more) => {
      for (const i of told.keys()) bound(i, true);
      model.changeColBounds(columns.up[figure] ?? 0, more, most);
      model.changeColBounds(columns.down[figure] ?? 0, 0, 0);
      const values = more > most ? null : solve(costsOf(system, columns, told));
      for (const [i, isTold] of told.entries()) bound(i, !isTold);
      if (values === null) return null;
      return [...told.keys()].filter((i) => Math.abs(changeOf(values, columns, i)) > WHOLE);
    },
    close: () => {
      model.dispose();
    },
  };
}

/** Loaded where tables are protected and nowhere else; its types take it for a CommonJS module, which it is not here. */
async function loadSolver(): Promise<Highs> {
  const { default: load } = await import('highs');
  return (load as unknown as typeof load.default)();
}

/** Once more with whole numbers only: what is linked in several directions may have its ends at fractions. */
function wholly<T>(
  model: Model,
  { constants: { variableType } }: Highs,
  { count }: Columns,
  work: () => T,
): T {
  const set = (type: (typeof variableType)['integer' | 'continuous']): void => {
    model.changeColsIntegrality(
      { kind: 'range', from: 0, to: count - 1 },
      Array.from({ length: count }, () => type),
    );
  };
  set(variableType.integer);
  try {
    return work();
  } finally {
    set(variableType.continuous);
  }
}

const changeOf = (values: Float64Array, { up, down }: Columns, figure: number): number =>
  (values[up[figure] ?? 0] ?? 0) - (values[down[figure] ?? 0] ?? 0);

function columnsOf({ figures }: System): Columns {
  return {
    count: 2 * figures.length,
    up: figures.map((_, i) => 2 * i),
    down: figures.map((_, i) => 2 * i + 1),
  };
}

/** What leaving a figure out costs for each unit by which it differs; what is left out already costs next to nothing. */
function costsOf({ figures }: System, { count, up, down }: Columns, told: readonly boolean[]): Float64Array {
  const costs = new Float64Array(count);
  for (const [i, { cell }] of figures.entries()) {
    const cost = told[i] === true ? cell.persons : 0.001;
    costs[up[i] ?? 0] = cost;
    costs[down[i] ?? 0] = cost;
  }
  return costs;
}

/** Rows: each figure that is no atom is the sum of its atoms, and every balance comes to nothing. */
function programme(system: System, { count, up, down }: Columns): ModelData {
  const starts: number[] = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const put = (figure: number, sign: number): void => {
    indices.push(up[figure] ?? 0, down[figure] ?? 0);
    values.push(sign, -sign);
  };
  const putAtoms = (atoms: readonly number[], sign: number): void => {
    for (const atom of atoms) put(system.atoms[atom]?.figure ?? 0, sign);
  };
  const isAtom = new Set(system.atoms.map(({ figure }) => figure));
  for (const [i, { atoms }] of system.figures.entries()) {
    if (isAtom.has(i)) continue;
    putAtoms(atoms, 1);
    put(i, -1);
    starts.push(indices.length);
  }
  for (const { plus, minus } of system.balances) {
    putAtoms(plus, 1);
    putAtoms(minus, -1);
    starts.push(indices.length);
  }
  const numRows = starts.length - 1;
  const zeros = (length: number): Float64Array => new Float64Array(length);
  return {
    ...{ numCols: count, numRows },
    ...{ colCost: zeros(count), colLower: zeros(count), colUpper: zeros(count) },
    ...{ rowLower: zeros(numRows), rowUpper: zeros(numRows) },
    matrix: {
      ...{ format: 'csr', numRows, numCols: count },
      ...{
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
      },
    },
  };
}
