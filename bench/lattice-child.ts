import { dirname } from 'node:path';
import { openColumnReader } from '../src/engine/column-reader.ts';
import { openEngine } from '../src/engine/engine.ts';
import { chooseCoarsening } from '../src/risk/lattice/choose-coarsening.ts';
import { fullLattice } from '../src/risk/lattice/lattice.ts';
import { readBase } from '../src/risk/lattice/read-base.ts';
import { HIERARCHIES, QUASI } from './lattice-table.ts';

/** Reads a made-up table, searches it, and prints what it took as JSON: `lattice-child <file> <limit> <bytes of DuckDB>`. */
const [file = '', limit = '0', memory = ''] = process.argv.slice(2);
const began = performance.now();
const engine = await openEngine({
  memoryBytes: Number(memory),
  threads: 2,
  directories: [dirname(file)],
  signal: new AbortController().signal,
});
await engine.run({
  id: 'view',
  sql: `CREATE VIEW tabell AS SELECT * FROM read_parquet('${file}')`,
  params: [],
});
const columns = { relation: 'tabell', quasi: QUASI, sensitive: [], person: null, member: null };
const base = await readBase(openColumnReader(engine), columns, HIERARCHIES);
engine.close();
const read = performance.now();
const found = await chooseCoarsening({
  base,
  lattice: fullLattice(HIERARCHIES),
  demands: [{ type: 'kAnonymity', k: 5 }],
  maxSuppression: Number(limit),
  metric: { type: 'loss', suppressionFactor: 0.5, aggregate: 'geometricMean' },
  weights: QUASI.map(() => 1),
  alternatives: 0,
  recount: null,
  cacheBytes: 2e8,
  isOver: () => false,
});
process.stdout.write(
  JSON.stringify({
    units: base.total,
    combinations: base.classes.rows,
    readSeconds: (read - began) / 1000,
    searchSeconds: (performance.now() - read) / 1000,
    assessed: found.assessed.length,
    levels: found.type === 'found' ? found.chosen.levels : null,
    loss: found.type === 'found' ? found.chosen.score[0] : null,
    suppressed: found.type === 'found' ? found.chosen.suppressed : null,
  }),
);
