import { z } from 'zod';
import type { RegisterResult, RegistreResult } from '../../artifacts/registre-result.ts';
import { readCatalogue } from '../../catalogue/read-catalogue.ts';
import type { Register, Variabel } from '../../catalogue/register.ts';
import { findRegister } from '../find-register.ts';
import { catalogueAt } from '../paths.ts';
import { renderRegister, renderRegisters } from '../render-register.ts';
import { runCommand } from '../run-command.ts';

const optionsSchema = z.object({ configs: z.string().optional(), json: z.boolean().optional() });

const success = { versjon: 1, ok: true, exitCode: 0, problems: [] } as const;

/** Lists the registers of the catalogue, or describes one. */
export async function registersCommand(id: string | undefined, given: unknown): Promise<void> {
  const options = optionsSchema.parse(given);
  await runCommand({ json: options.json === true }, async () => {
    const catalogue = await readCatalogue(catalogueAt(options.configs));
    if (id === undefined) {
      const registers = [...catalogue.values()];
      const json: RegistreResult = { ...success, problems: [], registre: registers.map(overviewOf) };
      return { json, text: renderRegisters(registers) };
    }
    const register = findRegister(catalogue, id);
    const json: RegisterResult = { ...success, problems: [], register: describe(register) };
    return { json, text: renderRegister(register) };
  });
}

function overviewOf(r: Register): RegistreResult['registre'][number] {
  const { id, navn, forvalter, rettsligKlasse, identifikasjon, mal, nasjonalLoesning } = r;
  const tabeller = r.tabeller.map((t) => t.id);
  return { id, navn, forvalter, rettsligKlasse, identifikasjon, mal, nasjonalLoesning, tabeller };
}

function describe(r: Register): RegisterResult['register'] {
  const { forskrift, paragraf11, formaal, reservasjonsrett, samtykkebasert, sluttdato } = r;
  return {
    ...overviewOf(r),
    ...{ forskrift, paragraf11, formaal, reservasjonsrett, samtykkebasert, sluttdato },
    merknad: r.merknad ?? null,
    tabeller: r.tabeller.map((t) => ({ ...t, variabler: t.variabler.map(describeVariable) })),
  };
}

function describeVariable(v: Variabel): RegisterResult['register']['tabeller'][number]['variabler'][number] {
  const { navn, beskrivelse, type, art, nivaaer, omraade } = v;
  return {
    ...{ navn, beskrivelse, type, art, nivaaer },
    kodeverk: v.kodeverk ?? null,
    verdier: v.verdier ?? null,
    pekerPaa: v.pekerPaa ?? null,
    omraade: omraade === undefined ? null : { ...omraade, vanlig: omraade.vanlig ?? null },
    enhet: v.enhet ?? null,
  };
}
