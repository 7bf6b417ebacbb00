import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { readCatalogue } from '../../src/catalogue/read-catalogue.ts';
import type { Register } from '../../src/catalogue/register.ts';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { prepare } from '../../src/pipeline.ts';
import { compilePlan } from '../../src/plan/compile-plan.ts';
import { readDecision } from '../../src/steps/decision.ts';
import { readInputs } from '../../src/steps/inputs.ts';
import { writeRegisters } from '../../src/synthetic/write-registers.ts';
import { vedtakSchema } from '../../src/vedtak/schema.ts';
import {
  configuration,
  inCase,
  openWorkshop,
  settingsOf,
  world,
  type Case,
  type Workshop,
} from '../oracle/workshop.ts';
import { wholeDecision } from '../oracle/test-decision.ts';
import { syntheticSettings } from '../synthetic/generated.ts';
import { decisionOn } from './register-decision.ts';

const catalogue = await readCatalogue(join(configsDirectory(), 'registre'));
const registers = [...catalogue.values()];
const linkable = registers.filter((r) => !r.mal && r.identifikasjon !== 'avidentifisert');
const avidentifiserte = registers.filter((r) => r.identifikasjon === 'avidentifisert');
const templates = registers.filter((r) => r.mal);
const idsOf = (of: readonly Register[]) => of.map((r) => r.id);
const find = (id: string): Register => {
  const found = catalogue.get(id);
  if (found === undefined) throw new Error(`no register ${id}`);
  return found;
};

let uttrekk: string;
let shop: Workshop;
beforeAll(async () => {
  uttrekk = await mkdtemp(join(tmpdir(), 'catalogue-uttrekk-'));
  shop = await openWorkshop();
  const settings = await syntheticSettings(uttrekk, { persons: 600, fromYear: 2021, episodesPerPerson: 3 });
  await writeRegisters(settings, registers);
});
afterAll(async () => {
  await shop.close();
  await rm(uttrekk, { recursive: true });
});

const nothing = { tables: {}, identities: null, objections: null, objectionsByRegister: false };
const decide = <T>(parts: Readonly<Record<string, unknown>>, work: (of: Case) => Promise<T>): Promise<T> =>
  inCase(shop, parts, nothing, work);
const settingsFor = (of: Case) => ({ ...settingsOf(of, 'one file'), uttrekk });

/** How many tables are planned, or the problems that stop the plan. */
async function planned(of: Case): Promise<readonly string[] | number> {
  try {
    const decision = await readDecision(settingsFor(of).vedtak, (await configuration).catalogue, world);
    const inputs = await readInputs(decision.vedtak, settingsFor(of), await configuration);
    return compilePlan(inputs.plan, decision.vedtak, decision.sha256).tables.length;
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return error.problems.map((p) => `${p.code} ${p.at}`);
  }
}

describe('a decision on a register of the catalogue', () => {
  it.each(idsOf(linkable))('%s can be planned on its synthetic extracts, every table of it', async (id) => {
    const register = find(id);
    expect(await decide(decisionOn(register), planned)).toBe(register.tabeller.length);
  });

  it.each(['krg', 'mfr', 'kpr', 'lab', 'nrl', 'moba'])('%s is delivered', async (id) => {
    const register = find(id);
    const result = await decide(decisionOn(register), (of) => prepare(settingsFor(of), world));
    expect([result.ok, Object.keys(result.rows)]).toEqual([
      true,
      register.tabeller.map((t) => `${id}.${t.id}`),
    ]);
    expect(Math.min(...Object.values(result.rows))).toBeGreaterThan(0);
    expect(result.persons).toBeGreaterThan(0);
  });
});

/** Codes for which a decision on several registers cannot be planned. */
async function codesOf(...of: readonly Register[]): Promise<readonly string[]> {
  const parts = of.map(decisionOn);
  const registre = parts.flatMap((part) => part['registre'] as readonly unknown[]);
  const kobling = { modell: 'sentralisert', variant: 'b', loepenummer: { metode: 'tilfeldig' } };
  const text = wholeDecision({ ...parts[0], registre, kobling }, shop.recipient);
  const vedtak = vedtakSchema.parse(JSON.parse(text));
  const inputs = await readInputs(vedtak, { vedtak: '', uttrekk }, await configuration).catch(
    (error: unknown) => {
      if (error instanceof PipelineError) return error;
      throw error;
    },
  );
  if (inputs instanceof PipelineError) return inputs.problems.map((p) => p.code);
  try {
    compilePlan(inputs.plan, vedtak, '');
    return [];
  } catch (error) {
    if (error instanceof PipelineError) return [...new Set(error.problems.map((p) => p.code))];
    throw error;
  }
}

describe('a linkage', () => {
  it('of two registers that know their persons can be planned', async () => {
    expect(await codesOf(find('krg'), find('mfr'))).toEqual([]);
  });

  it.each(idsOf(avidentifiserte))('with %s, which is avidentifisert, is refused', async (id) => {
    expect(await codesOf(find('krg'), find(id))).toEqual(['plan.not-linkable']);
  });
});

it.each(idsOf(templates))('nothing is delivered from the template %s', async (id) => {
  expect(await codesOf(find(id))).toContain('plan.template');
});
