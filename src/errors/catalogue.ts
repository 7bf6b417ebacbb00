import { catalogueCodes } from './codes/catalogue.ts';
import { extractCodes } from './codes/extract.ts';
import { keysCodes } from './codes/keys.ts';
import { latticeCodes } from './codes/lattice.ts';
import { ledgerCodes } from './codes/ledger.ts';
import { packageCodes } from './codes/package.ts';
import { planCodes } from './codes/plan.ts';
import { riskMeasureCodes } from './codes/risk-measure.ts';
import { runCodes } from './codes/run.ts';
import { scheduleCodes } from './codes/schedule.ts';
import { usageCodes } from './codes/usage.ts';
import { variableListCodes } from './codes/variable-list.ts';
import { vedtakCodes } from './codes/vedtak.ts';
import type { Wording } from './problem.ts';

/** Every error code there is, each with its wording; codes are stable and never reused. */
export const catalogue = {
  ...usageCodes,
  ...vedtakCodes,
  ...variableListCodes,
  ...catalogueCodes,
  ...planCodes,
  ...extractCodes,
  ...runCodes,
  ...riskMeasureCodes,
  ...keysCodes,
  ...packageCodes,
  ...latticeCodes,
  ...ledgerCodes,
  ...scheduleCodes,
};

export type ProblemCode = keyof typeof catalogue;
export type ParametersOf<C extends ProblemCode> = (typeof catalogue)[C] extends Wording<infer P> ? P : never;
