import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { compileProgram } from '../cli/compiled-program.ts';
import type { Place } from '../cli/place.ts';
import { testFaults, type Fault } from './fault.ts';
import { openMarkedPlaces } from './marked-place.ts';
import type { Spoiler } from './spoil.ts';

const program = compileProgram();
const places = await openMarkedPlaces();

const inPlace = (write: (place: Place) => unknown) => (_: Spoiler, place: Place) => write(place);

const decisions: Readonly<Record<string, Fault>> = {
  'a key that the contract does not have': {
    ...{ code: 'vedtak.unknown-key', at: 'utlevering.mottaker', exit: 10 },
    decision: { 'utlevering.mottaker': 'x' },
  },
  'a decision that has expired': {
    ...{ code: 'vedtak.not-valid', exit: 10 },
    decision: {
      'vedtak.dato': '1999-03-09',
      'vedtak.gyldigFra': '1999-03-09',
      'vedtak.gyldigTil': '2020-12-31',
    },
  },
  'a decision that was withdrawn': {
    ...{ code: 'vedtak.status', exit: 10, decision: { 'vedtak.status': 'trukket' } },
  },
  'a decision that is cut short': {
    ...{ code: 'vedtak.syntax', exit: 10 },
    spoil: inPlace((p) => {
      writeFileSync(p.vedtak, readFileSync(p.vedtak, 'utf8').slice(0, 900));
    }),
  },
  'a decision that is not there': {
    ...{ code: 'usage.file', exit: 2 },
    spoil: inPlace((p) => {
      rmSync(p.vedtak);
    }),
  },
  'an extract in place of the decision': {
    ...{ code: 'vedtak.encoding', exit: 10 },
    spoil: inPlace((p) => {
      cpSync(join(p.uttrekk, 'npr.episode.parquet'), p.vedtak);
    }),
  },
  'a variable that the catalogue does not have': {
    ...{ code: 'plan.unknown-variable', at: 'registre[0].variabler[7].navn', exit: 11 },
    decision: { 'registre.0.variabler.7': { navn: 'ubestilt' } },
  },
  'a linkage by another party, under numbers that it does not have': {
    ...{ code: 'plan.linked-elsewhere', at: 'kobling.loepenummer', exit: 11 },
    decision: { 'kobling.utfoeresAv': 'Helsedataservice', 'utlevering.kanal': 'analyserom' },
  },
  'a file joined from tables that would multiply each other': {
    ...{ code: 'plan.joined-several', at: 'kobling.filform', exit: 11 },
    decision: { 'kobling.filform': 'sammenstilt' },
  },
  'a direct identifier': {
    ...{ code: 'plan.direct-identifier', exit: 11 },
    decision: { 'registre.0.variabler.7': { navn: 'foedselsnummer', som: 'fnr' } },
  },
  'a demand of k that is not met': {
    ...{
      code: 'risk.k',
      at: 'anonymitet',
      exit: 14,
      decision: { 'anonymitet.k': 40, 'anonymitet.vedBrudd': 'avvis' },
    },
  },
  'nobody left after suppression': {
    ...{ code: 'risk.nothing-left', exit: 14 },
    decision: { 'anonymitet.kvasi.3': 'npr.episode.helseforetak', 'anonymitet.maksUndertrykking': 1 },
  },
  'conditions that nobody meets': {
    ...{ code: 'run.population-empty', at: 'utvalg', exit: 13 },
    decision: { 'utvalg.hvor.0.starterMed': ['Q'] },
  },
};

const machine: Readonly<Record<string, Fault>> = {
  'an output that is a file': {
    ...{ code: 'package.write-failed', exit: 15 },
    spoil: inPlace((p) => {
      writeFileSync(p.ut, '');
    }),
  },
  'an output below a file': {
    ...{ code: 'package.write-failed', exit: 15, args: ['--ut', 'decision.json/ut'] },
  },
  'an output in which no file can be made': {
    ...{ code: 'package.write-failed', exit: 15 },
    spoil: inPlace((p) => {
      mkdirSync(join(p.ut, '.laas'), { recursive: true });
    }),
  },
  'a name of the output that leads in a circle': {
    ...{ code: 'package.write-failed', exit: 15 },
    spoil: inPlace((p) => {
      symlinkSync(p.ut, p.ut);
    }),
  },
  'keys that are not there': {
    ...{ code: 'keys.missing', exit: 13, unrecorded: true },
    spoil: inPlace((p) => {
      for (const name of readdirSync(p.state)) renameSync(join(p.state, name), join(p.folder, name));
    }),
  },
  'too little memory to begin with': {
    code: 'usage.option',
    at: '--minne',
    exit: 2,
    unrecorded: true,
    args: ['--minne', '100MB'],
  },
  'a number of threads that is none': {
    code: 'usage.option',
    at: '--traader',
    exit: 2,
    unrecorded: true,
    args: ['--traader', '0'],
  },
};

describe.each(Object.entries({ decisions, machine }))('%s', (_, faults) => {
  testFaults(program, places, faults, []);
});
