import { wording } from '../problem.ts';

export const runCodes = {
  'run.placeholder': wording<{ x: string }>({ expected: () => '', got: () => '', fix: () => '' }),
};
