import { randomFillSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { configsDirectory } from '../../catalogue/configs-directory.ts';
import { makeKeys } from '../../keys/make-keys.ts';
import { prepare } from '../../pipeline.ts';
import type { PrepareSettings, Surroundings } from '../../steps/settings.ts';
import { extractDirectory, stateDirectory } from '../paths.ts';
import { openProgress } from '../progress.ts';
import { renderDelivery } from '../render-delivery.ts';
import { refusedResult } from '../refused-result.ts';
import { runCommand, type Refusal } from '../run-command.ts';
import { parseMemory, parseThreads } from '../sizes.ts';
import { PROGRAM } from '../version.ts';
import { writingInto } from '../writing-into.ts';

const optionsSchema = z.object({
  vedtak: z.string(),
  uttrekk: z.string().optional(),
  ut: z.string(),
  minne: z.string().optional(),
  traader: z.string().optional(),
  profil: z.boolean().optional(),
  bekreft: z.array(z.string()).default([]),
  bekreftetAv: z.string().optional(),
  json: z.boolean().optional(),
});

export async function prepareCommand(given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  const stop = new AbortController();
  const abort = (): void => {
    stop.abort();
  };
  process.once('SIGINT', abort).once('SIGTERM', abort);
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  const command = {
    json: options.json === true,
    signal: stop.signal,
    refusal: (refusal: Refusal) => refusedResult(refusal, seconds()),
  };
  await runCommand(command, async () => {
    const settings = readSettings(options);
    const made = await makeFirstKeys(settings.state);
    const result = await prepare(settings, worldOf(stop.signal));
    return { json: result, text: renderDelivery(result, settings, made, options.profil === true) };
  });
}

function readSettings(options: z.infer<typeof optionsSchema>): PrepareSettings {
  return Object.freeze({
    vedtak: resolve(options.vedtak),
    uttrekk: extractDirectory(options.vedtak, options.uttrekk),
    ut: resolve(options.ut),
    state: stateDirectory(),
    configs: configsDirectory(),
    memoryBytes: parseMemory(options.minne),
    threads: parseThreads(options.traader),
    answers: { given: options.bekreft, by: options.bekreftetAv ?? null },
    program: PROGRAM,
  });
}

const worldOf = (signal: AbortSignal): Surroundings => ({
  now: () => new Date(),
  randomFill: randomFillSync,
  peakMemoryBytes: () => process.resourceUsage().maxRSS * 1024,
  signal,
  report: openProgress(process.stderr, () => performance.now()),
});

/**
 * Makes keys on the very first run in a folder. Where a state directory is named, or there already, missing keys are an
 * error instead: new keys would give the persons of an old case new numbers.
 */
async function makeFirstKeys(state: string): Promise<boolean> {
  if (process.env['TILRETTE_HJEM'] !== undefined || existsSync(state)) return false;
  await writingInto(state, () => makeKeys(state, 'forvalter'));
  return true;
}
