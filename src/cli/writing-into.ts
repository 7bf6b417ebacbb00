import { refuse } from '../errors/pipeline-error.ts';

/** Does what makes files in a folder; an error of the operating system becomes `usage.folder`. */
export async function writingInto<T>(folder: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw refuse('usage', 'usage.folder', folder, { reason: code });
  }
}
