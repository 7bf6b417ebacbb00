import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface WorkerFile {
  readonly filename: string;
  readonly execArgv: string[];
}

/**
 * Where a worker's code lies, given the `import.meta.url` of the module beside it: compiled next to compiled code,
 * TypeScript through tsx next to source (the compiler does not rewrite a URL to a worker).
 */
export function workerFile(besideUrl: string, stem: string): WorkerFile {
  const fromSource = besideUrl.endsWith('.ts');
  const filename = fileURLToPath(new URL(`./${stem}${fromSource ? '.ts' : '.js'}`, besideUrl));
  if (!fromSource) return { filename, execArgv: [] };
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return { filename, execArgv: ['--import', tsx] };
}
