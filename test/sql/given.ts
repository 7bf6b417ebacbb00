import type { Plan } from '../../src/artifacts/plan.ts';
import type { ExtractSchema } from '../../src/extract/extract.ts';
import { compilePlan } from '../../src/plan/compile-plan.ts';
import type { PlanInput } from '../../src/plan/context.ts';
import { codeLists } from './code-lists.ts';
import { decide, type Said } from './decision.ts';
import { plainName } from './drawn-cells.ts';
import { parseDrawing, type DrawnTable } from './drawn-table.ts';
import { columnType, proeveCatalogue } from './proeve-register.ts';

/** What a test draws: extracts by `register.tabell`, a decision, and the lists beside the extracts. */
export interface Given {
  /** What the decision says beyond the smallest one. */
  readonly said: Said;
  readonly tables: Readonly<Record<string, string>>;
  readonly identities?: string;
  readonly objections?: string;
  readonly consents?: string;
  /** Numbers that another party has assigned. */
  readonly keyFile?: string;
  /** Hierarchies beside the decision, by file name. */
  readonly hierarchies?: Readonly<Record<string, string>>;
  /** Whether there are lists of the days on which codes were valid. */
  readonly retired?: boolean;
  /** The key store: identifier and number. */
  readonly stored?: string;
  /** Numbers to draw, in order; without, 10000001 and on. */
  readonly draws?: readonly bigint[];
  /** Seed of the order in which controls are drawn. */
  readonly seed?: string;
  /** Which secret numbers are derived under. */
  readonly fingerprint?: bigint;
  /** Days to move dates by, in order; without, 1 and on. */
  readonly offsets?: readonly bigint[];
}

const inputOf = ({ tables, hierarchies, retired }: Given): PlanInput => ({
  catalogue: proeveCatalogue,
  extracts: new Map(Object.entries(tables).map(([name, drawing]) => [name, schemaOf(parseDrawing(drawing))])),
  ...codeLists(hierarchies, retired).input,
  codeLists: {},
});

function schemaOf({ columns, rows }: DrawnTable): ExtractSchema {
  const described = columns.map((name) => {
    const { type, sql } = columnType(name);
    return { name: plainName(name), type, nativeType: sql, nullable: true };
  });
  return { columns: described, rows: rows.length, fileRows: [rows.length], bytes: 0 };
}

/** The plan of what a test draws. */
export const planOf = (given: Given): Plan => compilePlan(inputOf(given), decide(given.said), '0'.repeat(64));
