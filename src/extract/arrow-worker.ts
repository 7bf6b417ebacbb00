import { closeSync } from 'node:fs';
import { PipelineError } from '../errors/pipeline-error.ts';
import type { ChunkFile, ChunkJob, ChunkResult } from './chunk-job.ts';
import { openConversion } from './convert-rows.ts';
import { readFileBytes } from './file-bytes.ts';
import { writeMemoryFile } from './memory-file.ts';

/**
 * Runs in a worker thread: makes the chunks of one order, each as Parquet in a memory file whose descriptor goes to
 * the main thread (descriptors belong to the process). After an error none is left open.
 */
export default async function convertChunks(job: ChunkJob): Promise<ChunkResult> {
  const files: ChunkFile[] = [];
  try {
    await readFileBytes(job.path, (file) => {
      const convert = openConversion(file, job);
      for (const chunk of job.chunks) {
        const descriptor = writeMemoryFile(convert(chunk), job.memoryFolder);
        files.push({ descriptor, rows: chunk.reduce((sum, { from, to }) => sum + to - from, 0) });
      }
    });
    return { type: 'done', files };
  } catch (error) {
    for (const { descriptor } of files) closeSync(descriptor);
    if (error instanceof PipelineError) return { type: 'refused', problems: error.problems };
    throw error;
  }
}
