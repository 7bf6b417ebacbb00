import { wording } from '../problem.ts';

export const packageCodes = {
  'package.placeholder': wording<{ x: string }>({ expected: () => '', got: () => '', fix: () => '' }),
};
