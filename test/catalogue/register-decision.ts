import type { Register, Tabell, Variabel } from '../../src/catalogue/register.ts';

interface Choice {
  readonly navn: string;
  readonly minimering?: Readonly<Record<string, unknown>>;
}

/** A minimisation that fits a variable, or undefined where it may leave as it is; null where it may not leave. */
function minimise(v: Variabel): Choice | null {
  if (v.art === 'direkte' || v.art === 'fritekst') return null;
  const by = (minimering: Readonly<Record<string, unknown>>): Choice => ({ navn: v.navn, minimering });
  if (v.navn === 'foedselsdato') return by({ type: 'foedselsaar', bredde: 10 });
  if (v.type === 'dato' || v.type === 'tidspunkt') return by({ type: 'dato', nivaa: 'aar' });
  if (v.kodeverk === 'kommune') return by({ type: 'fylke', per: '2024-01-01' });
  if (v.kodeverk === 'icd10') return by({ type: 'kode', nivaa: 'kapittel' });
  if (v.kodeverk === 'atc') return by({ type: 'kode', nivaa: 2 });
  if (v.type === 'heltall' || v.type === 'tall') return v.omraade ? by({ type: 'avrund', til: 10 }) : null;
  return v.kodeverk === undefined && v.pekerPaa === undefined ? { navn: v.navn } : null;
}

function chooseVariables({ variabler, hendelsesdato }: Tabell): readonly Choice[] {
  const chosen = variabler.flatMap((v) => minimise(v) ?? []);
  return chosen
    .filter(({ minimering }) => minimering?.['type'] !== 'fylke' || hendelsesdato !== null)
    .map((choice) => ({ ...choice, begrunnelse: 'Trengs for å dele inn statistikken.' }));
}

const confidentiality = (register: Register): Readonly<Record<string, unknown>> => {
  if (register.samtykkebasert) return { gruppe: 'alle', type: 'samtykke' };
  if (register.paragraf11) return { gruppe: 'alle', type: 'unntak-19b' };
  return { gruppe: 'alle', type: 'dispensasjon', dispensasjon: 'd1' };
};

const dispensation = (register: Register): Readonly<Record<string, unknown>> => ({
  id: 'd1',
  myndighet: 'Helsedirektoratet',
  hjemmel:
    register.rettsligKlasse === 'behandlingsrettet' ? 'helsepersonelloven § 29' : 'helseregisterloven § 19 e',
  referanse: '24/00001',
  dato: '2024-12-01',
  personer: ['Analytiker'],
});

/** What a forvalter who decides herself has found of the conditions of § 19 a and § 19 b. */
const assessments = {
  vesentligInteresse: 'Statistikken brukes i planlegging av tjenestene.',
  konfidensialitet: 'Bare indirekte identifiserbare opplysninger, i et lukket rom.',
  sikkerhet: 'Tilgangsstyring og logg i analyserommet.',
  ubetenkelig: 'Opplysningene er grove og ingen kontaktes.',
  vedlegg: ['protokoll', 'dispensasjon', 'personvernombud'],
};

/** The parts of a decision on all tables of a register, each with every variable that a minimisation of today fits. */
export function decisionOn(register: Register): Readonly<Record<string, unknown>> {
  const tables = register.tabeller.map((table) => ({ table, variabler: chooseVariables(table) }));
  const [first] = tables;
  if (first === undefined) throw new Error('a register without tables');
  const inside = register.nasjonalLoesning !== null;
  const kvasi = first.table.variabler.find(
    (v) => v.navn === 'kjoenn' || v.navn === first.table.hendelsesdato,
  );
  return {
    prosjekt: {
      id: 'p42',
      tittel: `Variabler i ${register.navn}`,
      formaal: register.formaal.find((f) => f === 'statistikk') ?? register.formaal[0],
      sluttdato: '2030-12-31',
    },
    vedtak: {
      myndighet: inside ? 'Helsedataservice' : 'registerforvalter',
      hjemmel: 'ordinaer',
      status: 'gjeldende',
      dato: '2025-01-01',
      gyldigFra: '2025-01-01',
      gyldigTil: '2030-12-31',
    },
    rettsgrunnlag: {
      artikkel6: ['e'],
      artikkel9: ['j'],
      dispensasjoner: [dispensation(register)],
      samtykke: { mangler: [] },
    },
    vurderinger: assessments,
    databruker: { virksomhet: 'Universitetet', type: 'offentlig', land: 'NO', personer: ['Analytiker'] },
    tillatelser: [{ myndighet: register.forvalter, referanse: '24/00002', dato: '2024-12-02' }],
    utvalg: { kilde: { register: register.id, tabell: first.table.id } },
    kobling: { modell: 'ingen', loepenummer: { metode: 'tilfeldig' } },
    registre: tables.map(({ table, variabler }) => ({
      register: register.id,
      tabell: table.id,
      taushetsplikt: [confidentiality(register)],
      ugyldig: 'tom',
      variabler,
    })),
    anonymitet: {
      k: 2,
      kvasi: kvasi === undefined ? [] : [`${register.id}.${first.table.id}.${kvasi.navn}`],
      maksUndertrykking: 1,
      vedBrudd: 'undertrykk',
    },
  };
}
