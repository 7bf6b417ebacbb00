import { wording } from '../problem.ts';

export const ledgerCodes = {
  'ledger.placeholder': wording<{ x: string }>({ expected: () => '', got: () => '', fix: () => '' }),
};
