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
  const columns = columnsOf(system);
  const told = system.figures.map(() => true);
  const solver = openSolver(await loadSolver(), system, columns);
  const found = (values: Float64Array | null): World | null => {
    const changes = system.atoms.map(({ figure }) => changeOf(values, columns, figure));
    if (values === null || changes.some((by) => Math.abs(by - Math.round(by)) > WHOLE)) return null;
    return worldOf(
      system,
      told,
      changes.map((by) => Math.round(by)),
    );
  };
  return {
    tell: (figure, isTold) => {
      told[figure] = isTold;
      solver.open(figure, !isTold);
    },
    reach: (figure, by) => {
      const column = solver.turn(figure, by > 0 ? 'up' : 'down', 0, Math.abs(by));
      const costs = new Float64Array(columns.count);
      costs[column] = -1;
      const values = solver.solve(costs);
      const reached = Math.floor((values?.[column] ?? 0) + WHOLE);
      let world = reached === 0 ? null : found(values);
      if (world === null && reached > 0) {
        solver.turn(figure, by > 0 ? 'up' : 'down', reached, reached);
        costs.fill(1);
        world = found(solver.solve(costs)) ?? found(solver.solveWholly(costs));
      }
      solver.open(figure, !(told[figure] ?? true));
      return world;
    },
    cheapest: (figure, more) => {
      if (more > solver.most) return null;
      for (const i of told.keys()) solver.open(i, true);
      solver.turn(figure, 'up', more, solver.most);
      const values = solver.solve(costsOf(system, columns, told));
      for (const [i, isTold] of told.entries()) solver.open(i, !isTold);
      if (values === null) return null;
      return [...told.keys()].filter((i) => Math.abs(changeOf(values, columns, i)) > WHOLE);
    },
    close: () => {
      solver.close();
    },
  };
}

/** The programme in the solver. */
interface Solver {
  /** Units that can be thought away in all. */
  readonly most: number;
  /** Lets a figure differ, or not. */
  open(figure: number, isOpen: boolean): void;
  /** Lets a figure differ to one side alone, by at least and at most so much; gives its column on that side. */
  turn(figure: number, side: 'up' | 'down', least: number, most: number): number;
  /** Values of the columns where the costs are least; null where there are none. */
  solve(costs: Float64Array): Float64Array | null;
  /** As `solve`, in whole numbers and not to the end; what it gives need not hold. */
  solveWholly(costs: Float64Array): Float64Array;
  close(): void;
}

function openSolver(highs: Highs, system: System, columns: Columns): Solver {
  const most = system.atoms.reduce((sum, { free }) => sum + free, 0);
  const downMost = system.figures.map(() => most);
  for (const { figure, free } of system.atoms) downMost[figure] = free;
  const model = highs.createModel(programme(system, columns));
  model.options.set({ output_flag: false, ...SEARCH });
  const bound = (column: number, least: number, atMost: number): void => {
    model.changeColBounds(column, least, atMost);
  };
  const run = (costs: Float64Array): Float64Array => {
    model.changeColsCost({ kind: 'range', from: 0, to: columns.count - 1 }, costs);
    model.run();
    return Float64Array.from(model.getSolution().colValue);
  };
  return {
    most,
    open: (figure, isOpen) => {
      bound(columns.up[figure] ?? 0, 0, isOpen ? most : 0);
      bound(columns.down[figure] ?? 0, 0, isOpen ? (downMost[figure] ?? 0) : 0);
    },
    turn: (figure, side, least, atMost) => {
      const column = columns[side][figure] ?? 0;
      bound(column, least, Math.min(atMost, side === 'up' ? most : (downMost[figure] ?? 0)));
      bound(columns[side === 'up' ? 'down' : 'up'][figure] ?? 0, 0, 0);
      return column;
    },
    solve: (costs) => {
      const values = run(costs);
      return model.getModelStatus() === highs.constants.modelStatus.optimal ? values : null;
    },
    solveWholly: (costs) => wholly(model, highs, columns, () => run(costs)),
    close: () => {
      model.dispose();
    },
  };
}

let loaded: Promise<Highs> | undefined;

/** Loaded once, where tables are protected and nowhere else. */
const loadSolver = (): Promise<Highs> => (loaded ??= startSolver());

/** Its types take it for a CommonJS module, which it is not here. */
async function startSolver(): Promise<Highs> {
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

const changeOf = (values: Float64Array | null, { up, down }: Columns, figure: number): number =>
  (values?.[up[figure] ?? 0] ?? 0) - (values?.[down[figure] ?? 0] ?? 0);

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
