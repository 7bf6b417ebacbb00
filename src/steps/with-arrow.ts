import type { MemoryShares } from '../engine/memory-plan.ts';
import type { ArrowInput } from '../engine/sources.ts';

/** Whether Arrow is read at all, by how many threads, and how the memory is shared. */
interface ArrowWork {
  readonly arrow: boolean;
  readonly threads: number;
  readonly memory: MemoryShares;
}

/** Works with a reader of Arrow. It takes a while to load, and most files are Parquet: it is loaded where a file needs it. */
export async function withArrow<T>(
  { arrow, threads, memory }: ArrowWork,
  work: (arrow: () => ArrowInput) => Promise<T>,
): Promise<T> {
  if (!arrow)
    return work(() => {
      throw new Error('a reader of Arrow was asked for, and no file is in Arrow');
    });
  const { openArrowReader } = await import('../extract/arrow-chunks.ts');
  const reader = openArrowReader({ threads });
  return work(() => ({ reader, chunkBytes: memory.arrowPiece })).finally(() => reader.close());
}
