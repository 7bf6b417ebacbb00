import type { PrepareResult } from '../artifacts/prepare-result.ts';
import type { Refusal } from './run-command.ts';

/** The document of a `prepare` that delivered nothing. */
export function refusedResult({ exitCode, problems }: Refusal, seconds: number): PrepareResult {
  return {
    versjon: 1,
    ok: false,
    exitCode,
    outcome: 'refused',
    run: null,
    saksnummer: null,
    package: null,
    parts: 0,
    takenOver: [],
    rows: {},
    persons: 0,
    risk: null,
    attrition: {},
    seconds,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    profile: {},
    notes: [],
    problems: [...problems],
  };
}
