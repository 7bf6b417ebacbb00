import type { PipelineFile } from './pipeline-schema.ts';

/** A pipeline ready to run: the name of its file, and paths that are absolute. */
export interface Pipeline extends Readonly<PipelineFile> {
  readonly navn: string;
}
