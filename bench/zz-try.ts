import { fullLattice } from '../src/risk/lattice/lattice.ts';
import { searchLattice } from '../src/risk/lattice/search-lattice.ts';
import { ADULT_COLUMNS, openAdultTables } from '../test/groundtruth/adult-tables.ts';
import { demandsOf, metricOf, nameOf, optimumCases, subsetOf } from '../test/groundtruth/lattice-cases.ts';
const want = new RegExp(process.argv[2] ?? '.');
const tables = await openAdultTables();
let total = 0, cpuAll = 0;
for (const one of optimumCases) {
  if (!want.test(nameOf(one.source)) || /EntropyLDiversity\.java#L(46|49)|Differential|LocalRec|Profit|DomainS|RiskBased/.test(one.source)) continue;
  const { config, sensitive } = one;
  const base = await tables.read(subsetOf(config.privacyModels), sensitive);
  const quasi = ADULT_COLUMNS.filter((column) => column !== sensitive);
  const cpu0 = process.cpuUsage();
  const { ranking, assessed } = await searchLattice({
    base, lattice: fullLattice(base.layout.hierarchies), demands: demandsOf(config.privacyModels), maxSuppression: config.suppressionLimit, metric: metricOf(config.metric),
    weights: quasi.map((column) => one.attributeWeights === 'none' ? 1 : (ADULT_COLUMNS.indexOf(column) + 1) / ADULT_COLUMNS.length),
    alternatives: 0, recount: null, cacheBytes: 1e8, isOver: () => false });
  const cpu = process.cpuUsage(cpu0);
  const ms = (cpu.user + cpu.system) / 1000; cpuAll += ms; total += assessed.length;
  const s = ranking.best()[0]?.score ?? []; const e = one.trueOptimum?.loss ?? one.expectedLoss ?? [];
  const ok = s.length === 0 || s.every((v, i) => Math.abs(v - (e[i] ?? 0)) <= 1e-8 * Math.max(1e-3, Math.abs(v)));
  if (process.argv[3]) console.log(nameOf(one.source), assessed.length, ms.toFixed(0), ok ? 'ok' : 'BAD', JSON.stringify(config.metric).slice(10, 80), config.suppressionLimit, config.privacyModels.map((m) => m.fn).join());
  else if (!ok) console.log('BAD', one.source);
}
console.log('TOTAL', total, cpuAll.toFixed(0));
tables.close();
