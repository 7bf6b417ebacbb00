import { randomFillSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { configsDirectory } from '../../catalogue/configs-directory.ts';
import { refuse, type PipelineError } from '../../errors/pipeline-error.ts';
import { makeKeys } from '../../keys/make-keys.ts';
import { prepare } from '../../pipeline.ts';
import { recordKeys } from '../../steps/record-keys.ts';
import type { PrepareSettings, RecordSettings, Surroundings } from '../../steps/settings.ts';
import { extractDirectory, stateDirectory } from '../paths.ts';
import { passwordTeller } from '../password.ts';
import { personOf } from '../person.ts';
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
  passordFil: z.string().optional(),
  profil: z.boolean().optional(),
  bekreft: z.array(z.string()).default([]),
  bekreftetAv: z.string().optional(),
  utfoertAv: z.string().optional(),
  tidsbruk: z.string().optional(),
  retter: z.string().optional(),
  gjenskap: z.string().optional(),
  ventGodkjenning: z.boolean().optional(),
  medMindreLevertSiden: z.string().optional(),
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
    const result = await prepare(settings, worldOf(stop.signal, options.passordFil));
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
    record: readRecordSettings(options),
    unlessSince: parseTime(options.medMindreLevertSiden),
    program: PROGRAM,
  });
}

function readRecordSettings(options: z.infer<typeof optionsSchema>): RecordSettings {
  const { retter = null, gjenskap = null, tidsbruk, ventGodkjenning: awaitApproval = false } = options;
  const preparedBy = personOf(options.utfoertAv, '--utfoert-av');
  if (awaitApproval && preparedBy === null)
    throw needs('--vent-godkjenning', '--utfoert-av, so that another person can be told to approve');
  if (gjenskap !== null && (retter !== null || awaitApproval))
    throw needs('--gjenskap', 'neither --retter nor --vent-godkjenning, since nothing is published');
  const minutes = tidsbruk === undefined ? null : parseMinutes(tidsbruk);
  return { preparedBy, minutes, corrects: retter, recreates: gjenskap, awaitApproval };
}

const needs = (option: string, expected: string): PipelineError =>
  refuse('usage', 'usage.option', option, { expected, got: 'another command line' });

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

function parseTime(got: string | undefined): Date | undefined {
  if (got === undefined) return undefined;
  const time = new Date(got);
  if (TIME.test(got) && !Number.isNaN(time.getTime())) return time;
  const expected = 'a time in UTC, such as 2026-11-22T02:00:00Z';
  throw refuse('usage', 'usage.option', '--med-mindre-levert-siden', { expected, got: 'another text' });
}

function parseMinutes(got: string): number {
  if (/^\d{1,6}$/.test(got)) return Number(got);
  throw refuse('usage', 'usage.option', '--tidsbruk', { expected: 'whole minutes, such as 90', got });
}

const worldOf = (signal: AbortSignal, passwordFile: string | undefined): Surroundings => ({
  ...passwordTeller(passwordFile),
  now: () => new Date(),
  randomFill: randomFillSync,
  peakMemoryBytes: () => process.resourceUsage().maxRSS * 1024,
  signal,
  report: openProgress(process.stderr, () => performance.now()),
});

const PRINCIPAL = 'forvalter';

/**
 * Makes keys on the very first run in a folder. Where a state directory is named, or there already, missing keys are an
 * error instead: new keys would give the persons of an old case new numbers.
 */
async function makeFirstKeys(state: string): Promise<boolean> {
  if (process.env['TILRETTE_HJEM'] !== undefined || existsSync(state)) return false;
  await writingInto(state, () => makeKeys(state, PRINCIPAL));
  await recordKeys(state, PRINCIPAL, () => new Date());
  return true;
}
