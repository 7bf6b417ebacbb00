import type { PartFormat } from '../package/sealed-part.ts';
import type { CopyFormat } from '../sql/dialect.ts';
import type { Vedtak } from '../vedtak/schema.ts';

/** How the tables of a delivery are written. */
export interface TargetFormat {
  readonly format: PartFormat;
  /** How DuckDB writes it; null for Arrow, which it does not write. */
  readonly copy: CopyFormat | null;
  /** Most bytes of one encrypted part. */
  readonly partBytes: number;
}

const MEBIBYTE = 1_048_576;
/** Below the 5 GiB that TSD takes in one request, where the decision says nothing. */
const DEFAULT_MEBIBYTES = 5000;

/** What the decision says of the files. */
export function readTargetFormat({ format, skilletegn, delstoerrelse }: Vedtak['utlevering']): TargetFormat {
  return {
    format,
    copy: copyFormat(format, skilletegn === 'komma' ? ',' : ';'),
    partBytes: (delstoerrelse ?? DEFAULT_MEBIBYTES) * MEBIBYTE,
  };
}

function copyFormat(format: PartFormat, separator: ';' | ','): CopyFormat | null {
  if (format === 'arrow') return null;
  return format === 'csv' ? { type: 'csv', separator } : { type: 'parquet' };
}
