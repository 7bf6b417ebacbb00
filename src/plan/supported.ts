import type { Vedtak } from '../vedtak/schema.ts';
import { note, type PlanContext } from './context.ts';

/** Notes every part of the contract that this version does not carry out: refused, never ignored. */
export function checkSupported(c: PlanContext, v: Vedtak): void {
  const unsupported = (at: string, what: string, when: boolean): void => {
    if (when) note(c, 'plan.unsupported', at, { what });
  };
  const { kobling, utlevering } = v;
  unsupported(
    'kobling.variant',
    `variant ${kobling.variant}`,
    kobling.variant === 'c' || kobling.variant === 'd',
  );
  unsupported(
    'kobling.utfoeresAv',
    'a linkage that another party carries out',
    kobling.modell === 'sentralisert' &&
      kobling.utfoeresAv !== undefined &&
      kobling.utfoeresAv !== 'registerforvalter',
  );
  unsupported(
    'utlevering.skilletegn',
    `skilletegn in a delivery with the format ${utlevering.format}`,
    utlevering.skilletegn !== undefined && utlevering.format !== 'csv',
  );
}
