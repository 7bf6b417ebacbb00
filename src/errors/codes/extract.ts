import { wording } from '../problem.ts';

export const extractCodes = {
  'extract.placeholder': wording<{ x: string }>({ expected: () => '', got: () => '', fix: () => '' }),
};
