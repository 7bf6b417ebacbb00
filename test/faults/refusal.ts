import type { PrepareResult } from '../../src/artifacts/prepare-result.ts';

/** What a run that was refused gives, but for its problems. */
export const refusal: PrepareResult = {
  ...{
    versjon: 1,
    ok: false,
    outcome: 'refused',
    exitCode: 13,
    run: null,
    saksnummer: null,
    package: null,
    parts: 0,
    takenOver: [],
  },
  ...{ rows: {}, persons: 0, risk: null, attrition: {}, seconds: 0, peakMemoryBytes: 0, profile: {} },
  ...{ notes: [], problems: [] },
};
