import { existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { Ended } from '../cli/compiled-program.ts';
import { demoDecision, type Changes } from '../cli/demo-decision.ts';
import { listFiles, openPlaces, readText, type Place } from '../cli/place.ts';
import { drawRegisters, findMarks, marksOf, writeRegisters, type Registers } from './canary.ts';

/** Places whose extracts hold nothing but marks. */
export interface MarkedPlaces {
  /** Folder of the extracts, to read and not to change. */
  readonly extracts: string;
  readonly registers: Registers;
  readonly marks: readonly string[];
  readonly open: (changes?: Changes) => Place;
  /** A place with another text in place of the decision. */
  readonly openText: (text: string) => Place;
}

const PERSONS = 60;

/** Two more texts of the episodes than the demo asks for, delivered as they are. */
export const markedDecision = (changes: Changes = {}): unknown =>
  demoDecision({
    'registre.0.variabler.7': { navn: 'bidiagnoser' },
    'registre.0.variabler.8': { navn: 'helseforetak' },
    ...changes,
  });

export async function openMarkedPlaces(): Promise<MarkedPlaces> {
  const extracts = mkdtempSync(join(tmpdir(), 'tilrette-marks-'));
  afterAll(() => {
    rmSync(extracts, { recursive: true, force: true });
  });
  const registers = drawRegisters(PERSONS);
  await writeRegisters(extracts, registers);
  const place = await openPlaces();
  return {
    extracts,
    registers,
    marks: marksOf(registers),
    open: (changes) => place(extracts, markedDecision(changes)),
    openText: (text) => place(extracts, text),
  };
}

/** Holds that no mark shows in what was said, in any file but the extracts, or in a name. */
export function expectNoMarks(place: Place, ended: Ended, marks: readonly string[]): void {
  const input = [place.uttrekk, place.vedtak];
  const files = listFiles(place.folder).filter((path) => !input.some((own) => path.startsWith(own)));
  const texts = { stdout: ended.stdout, stderr: ended.stderr, names: files.join('\n') };
  const found = Object.entries(texts).flatMap(([where, text]) =>
    findMarks(text, marks).map((m) => `${where}: ${m}`),
  );
  const inFiles = files.flatMap((path) => findMarks(readText(path), marks).map((m) => `${path}: ${m}`));
  expect([...found, ...inFiles]).toEqual([]);
}

/** What lies in the output and the temporary folder; a run that delivers nothing leaves it as it was. */
export const listLeft = (place: Place): readonly string[] => [
  ...(existsSync(place.ut) && lstatSync(place.ut).isDirectory() ? readdirSync(place.ut) : []),
  ...readdirSync(place.tmp),
];
