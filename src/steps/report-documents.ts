import type { Plan } from '../artifacts/plan.ts';
import type { LedgerEntry } from '../artifacts/ledger-entry.ts';
import type { EarlierDeliveries } from '../artifacts/risk-report.ts';
import type { Catalogue } from '../catalogue/register.ts';
import type { DrawnControls } from '../engine/controls.ts';
import type { DrawnPopulation } from '../engine/population.ts';
import { partFile } from '../package/package-layout.ts';
import type { ReportedCounts, ReportedDelivery, ReportedTable } from '../report/delivery.ts';
import { renderDocuments, type ReportDocument } from '../report/documents.ts';
import { tableName } from '../sql/names.ts';
import { deliveredTypes } from '../sql/stage.ts';
import { modeOf } from '../vedtak/law/mode.ts';
import type { Vedtak } from '../vedtak/schema.ts';
import { deletionDate, type PackageFacts } from './close-package.ts';
import type { DeliveredCounts } from './deliver-statistics.ts';
import type { DeliveredTable } from './deliver-table.ts';

/** What the documents tell beside the facts of the package. */
export interface Circumstances {
  readonly catalogue: Catalogue;
  readonly population: DrawnPopulation;
  readonly controls: DrawnControls;
  readonly plan: Plan;
  /** The record as it was before this delivery. */
  readonly entries: readonly LedgerEntry[];
  /** Name of the forvalter's signing key. */
  readonly principal: string;
}

/** The documents of a package, from what the run knows; no row and no extract is read for them. */
export const reportDocuments = (facts: PackageFacts, about: Circumstances): readonly ReportDocument[] =>
  renderDocuments(reportedDelivery(facts, about));

function reportedDelivery(facts: PackageFacts, about: Circumstances): ReportedDelivery {
  const { vedtak } = facts;
  return {
    run: facts.run,
    vedtak,
    vedtakSha256: facts.vedtakSha256,
    planSha256: facts.planSha256,
    program: facts.program,
    codeLists: facts.codeLists,
    made: facts.made,
    slettes: deletionDate(vedtak),
    drawn: about.population.drawn,
    population: about.population.persons,
    withoutConsent: about.population.withoutConsent,
    withoutNumber: about.population.withoutNumber,
    grownUp: about.population.grownUp,
    controls: about.plan.population.controls === undefined ? null : about.controls,
    planned: about.plan,
    persons: facts.persons,
    tables: facts.tables.map(reportedTable),
    notes: facts.notes,
    catalogue: about.catalogue,
    earlier: countEarlier(about.entries, vedtak),
    corrects: facts.corrects,
    change: facts.change,
    toDelete: facts.toDelete.length,
    principal: about.principal,
    national: modeOf(vedtak) !== 'F',
  };
}

const reportedTable = (t: DeliveredTable): ReportedTable => ({
  name: tableName(t.sql.table),
  plan: t.sql.table,
  types: t.counts === null ? deliveredTypes(t.sql) : COUNT_TYPES,
  extractRows: t.extractRows,
  ofPopulation: t.ofPopulation,
  malformed: t.malformed,
  rows: t.rows,
  persons: t.persons,
  invalid: t.invalid,
  suppressed: t.suppressed,
  classes: t.figures,
  before: t.before,
  transformation: t.transformation,
  counts: t.counts === null ? null : reportedCounts(t.counts),
  parts: t.parts.map(({ name, sealed }) => ({
    fil: partFile(name),
    bytes: sealed.bytes,
    rows: sealed.rows,
    plaintextBytes: sealed.plaintextBytes,
    plaintextSha256: sealed.plaintextSha256,
    columns: sealed.columns,
  })),
});

/** Dimensions are texts. */
const COUNT_TYPES: ReportedTable['types'] = new Map();

const reportedCounts = ({ order, k, zeros, few, more, all, missing }: DeliveredCounts): ReportedCounts => ({
  ...{ source: tableName(order), measure: order.measure, dimensions: order.dimensions },
  ...{ totals: order.totals, k, zeros, hidden: few + more, all, missing },
});

/** Deliveries in the record that this one could be linked with; each counts once, in the nearest of the three. */
function countEarlier(entries: readonly LedgerEntry[], vedtak: Vedtak): EarlierDeliveries {
  const registers = new Set(vedtak.registre.map((r) => r.register));
  const found = { sammeSak: 0, sammeMottaker: 0, sammeRegistre: 0 };
  for (const entry of entries) {
    if (entry.type !== 'delivered') continue;
    if (entry.saksnummer === vedtak.saksnummer) found.sammeSak += 1;
    else if (entry.databruker === vedtak.databruker.virksomhet) found.sammeMottaker += 1;
    else if (entry.registre.some((r) => registers.has(r.tabell.split('.')[0] ?? '')))
      found.sammeRegistre += 1;
  }
  return found;
}
