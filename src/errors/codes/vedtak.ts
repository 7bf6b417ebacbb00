import { wording } from '../problem.ts';

export const vedtakCodes = {
  'vedtak.placeholder': wording<{ x: string }>({ expected: () => '', got: () => '', fix: () => '' }),
};
