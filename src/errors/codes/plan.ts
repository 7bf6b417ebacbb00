import { wording } from '../problem.ts';

export const planCodes = {
  'plan.placeholder': wording<{ x: string }>({ expected: () => '', got: () => '', fix: () => '' }),
};
