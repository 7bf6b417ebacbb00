import type { Plan } from '../artifacts/plan.ts';
import { openState } from '../keys/state-directory.ts';
import { withKeyFile } from '../steps/key-file.ts';
import { stateDirectory } from './paths.ts';

/** The forvalter's own age identity. Throws what `openState` throws. */
export const readIdentity = async (): Promise<string> => (await openState(stateDirectory())).identity();

/** Looks whether the file of numbers that a plan asks for is there and in its form. Throws what `withKeyFile` throws. */
export const checkKeyFile = (uttrekk: string, plan: Plan): Promise<void> =>
  withKeyFile(uttrekk, plan, readIdentity, () => Promise.resolve());
