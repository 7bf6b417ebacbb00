import { z } from 'zod';
import { dato, tekst, verditekst } from './felt.ts';

const prosjekttyper = [
  'helseforskning',
  'annen-forskning',
  'forskning-alminnelige',
  'forskning-lovovertredelser',
  'kvalitetsforbedring',
  'kvalitetssikring-paa-tvers',
  'intern-kvalitetssikring',
  'kvalitetsregister',
  'helseundersoekelse',
  'statistikk',
  'helseanalyse',
  'planlegging',
  'styring',
  'beredskap',
  'beslutningsstoette',
  'produktutvikling',
  'innovasjon',
  'helsehjelp',
] as const;

const bokstaver = <const T extends readonly [string, ...string[]]>(av: T) => z.array(z.enum(av));

export const prosjektSchema = z.strictObject({
  id: z
    .string()
    .regex(
      /^[A-Za-z][A-Za-z0-9_-]{0,31}$/,
      'an id of A-z, 0-9, _ and -, starting with a letter, at most 32 characters',
    )
    .describe('Prosjektets id; løpenumre og hemmeligheter hører til den.'),
  tittel: tekst.describe('Prosjektets tittel.'),
  formaal: z
    .enum([
      'forskning',
      'statistikk',
      'helseanalyse',
      'kvalitetsforbedring',
      'planlegging',
      'styring',
      'beredskap',
    ])
    .describe('Formålet etter helseregisterloven § 19 a.'),
  helseforskning: z
    .boolean()
    .default(false)
    .describe('Om prosjektet er medisinsk og helsefaglig forskning; krever rettsgrunnlag.rek.'),
  type: z
    .enum(prosjekttyper)
    .optional()
    .describe('Hva slags prosjekt det er; avgjør hvilke rettsgrunnlag og godkjenninger som er vanlige.'),
  beskrivelse: tekst.optional().describe('Formålet, snevrere enn ett ord.'),
  egneData: z.boolean().default(false).describe('Om databruker kobler dataene med egne data.'),
  biologiskMateriale: z.boolean().default(false).describe('Om prosjektet bruker humant biologisk materiale.'),
  kliniskUtproeving: z
    .boolean()
    .default(false)
    .describe('Om det er en klinisk utprøving av legemidler eller utstyr, eller en ytelsesstudie in vitro.'),
  observasjon: z
    .boolean()
    .default(false)
    .describe('Om opplysningene kommer fra observasjon når helsehjelp gis.'),
  sluttdato: dato.describe('Datoen prosjektet er slutt.'),
});

export const vedtakHodeSchema = z.strictObject({
  myndighet: tekst.describe(
    'Hvem som har gjort vedtaket: Helsedataservice, registerforvalter eller en annen.',
  ),
  hjemmel: z
    .enum(['ordinaer', 'unntak-10-3-a', 'unntak-10-3-b', 'overgang-11'])
    .describe(
      'Kompetansen: ordinær, unntakene i forskriften § 10 tredje ledd, eller overgangsregelen i § 11.',
    ),
  status: z.enum(['utkast', 'gjeldende', 'trukket']).describe('Bare et gjeldende vedtak kan kjøres.'),
  dato: dato.describe('Vedtakets dato.'),
  gyldigFra: dato.describe('Første dag vedtaket kan kjøres.'),
  gyldigTil: dato.describe('Siste dag vedtaket kan kjøres.'),
  soeknadMottatt: dato.optional().describe('Dagen søknaden kom inn.'),
  soeknadKomplett: dato.optional().describe('Dagen søknaden var fullstendig; fristen løper fra den.'),
  endrer: tekst.optional().describe('Saksnummeret til vedtaket som dette endrer.'),
  dataminimeringVed: z
    .enum(['myndighet', 'registerforvalter'])
    .default('myndighet')
    .describe('Hvem som kan gjøre dataene grovere enn vedtaket sier.'),
  vilkaar: z.array(tekst).default([]).describe('Vilkår som følger dataene.'),
});

const dispensasjon = z.strictObject({
  id: tekst.describe('Navnet som taushetsplikt viser til.'),
  myndighet: tekst.optional().describe('Hvem som har gitt dispensasjonen.'),
  hjemmel: tekst.describe('Bestemmelsen den er gitt etter.'),
  referanse: tekst.optional().describe('Saksnummer hos myndigheten.'),
  dato: dato.optional().describe('Dispensasjonens dato.'),
  gjelder: z
    .array(tekst)
    .default([])
    .describe('Registrene den gjelder; tom liste betyr alle som viser til den.'),
  personer: z.array(tekst).default([]).describe('Personene den er gitt til.'),
  vilkaar: z.array(tekst).default([]).describe('Vilkår i dispensasjonen.'),
});

const samtykke = z.strictObject({
  mangler: z
    .array(
      z.enum([
        'frivillig',
        'spesifikt',
        'informert',
        'utvetydig',
        'dokumentert',
        'kan-trekkes',
        'uttrykkelig',
      ]),
    )
    .default([])
    .describe('Krav til et gyldig samtykke som ikke er oppfylt; tom liste sier at alle er det.'),
  maktubalanse: z
    .boolean()
    .default(false)
    .describe('Om styrkeforholdet mellom partene er skjevt, eller behandlingen ikke lar seg forstå.'),
  utenSamtykkekompetanse: z
    .boolean()
    .default(false)
    .describe('Om voksne uten samtykkekompetanse er med på grunnlag av samtykket.'),
  egetSamtykkeFra: z
    .int()
    .min(0)
    .max(18)
    .optional()
    .describe('Alderen der barn har samtykket selv; foreldre eller foresatte samtykker for yngre.'),
  omfang: z
    .array(verditekst)
    .min(1)
    .optional()
    .describe(
      'Omfangene i samtykkelisten som må dekkes, alle sammen, for at en person kan være med; ellers prosjekt.formaal.',
    ),
  versjoner: z
    .array(verditekst)
    .min(1)
    .optional()
    .describe('Versjonene av samtykket som dekker bruken; ellers alle.'),
});

export const rettsgrunnlagSchema = z.strictObject({
  artikkel6: bokstaver(['a', 'b', 'c', 'd', 'e', 'f'])
    .default([])
    .describe('Bokstaver i personvernforordningen artikkel 6 nr. 1.'),
  artikkel9: bokstaver(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'])
    .default([])
    .describe('Bokstaver i personvernforordningen artikkel 9 nr. 2.'),
  artikkel10: tekst.optional().describe('Grunnlag for opplysninger om straffedommer og lovovertredelser.'),
  supplerende: z.array(tekst).default([]).describe('Supplerende rettsgrunnlag i norsk rett.'),
  rek: z
    .strictObject({
      referanse: tekst.describe('Saksnummer hos REK.'),
      dato: dato.describe('Datoen for godkjenningen.'),
      endring: z
        .strictObject({
          referanse: tekst.describe('Saksnummer hos REK.'),
          dato: dato.describe('Datoen for vedtaket om endringen.'),
        })
        .optional()
        .describe('REKs vedtak om endringen, når vedtaket endrer et annet.'),
      etterkontroll: z
        .boolean()
        .default(false)
        .describe(
          'Om REK har satt oppbevaring for etterkontroll som vilkår; da lagres dataene uten å brukes.',
        ),
    })
    .optional()
    .describe('Godkjenning fra REK; kreves for helseforskning.'),
  rekAvvist: z
    .strictObject({
      referanse: tekst.describe('Saksnummer hos REK.'),
      dato: dato.describe('Datoen for avvisningen.'),
    })
    .optional()
    .describe('REKs avvisning av prosjektet som utenfor helseforskningsloven; den er bindende.'),
  samtykke: samtykke.optional().describe('Samtykket, når det er grunnlag eller opphever taushetsplikten.'),
  dispensasjoner: z.array(dispensasjon).default([]).describe('Dispensasjoner fra taushetsplikten.'),
});

export const databrukerSchema = z.strictObject({
  virksomhet: tekst.describe('Virksomheten som får dataene.'),
  type: z.enum(['offentlig', 'privat', 'registerforvalter']).describe('Hva slags virksomhet det er.'),
  land: z
    .string()
    .regex(/^[A-Z]{2}$/, 'a country code of two capital letters (ISO 3166-1)')
    .describe('Landkode med to bokstaver; utenfor EØS kreves overfoeringsgrunnlag.'),
  overfoeringsgrunnlag: tekst.optional().describe('Grunnlaget for overføring ut av EØS.'),
  oppgavehjemmel: tekst
    .optional()
    .describe('Oppgaven dataene tjener, og lov, forskrift eller instruks som gir den.'),
  tilleggstiltak: tekst
    .optional()
    .describe('Tiltak i tillegg til overføringsgrunnlaget, når det ikke verner godt nok alene.'),
  databehandleravtale: tekst
    .optional()
    .describe('Avtalen mellom virksomhetene, når en forskningsinstitusjon i utlandet behandler dataene.'),
  yterHelsehjelp: z.boolean().default(false).describe('Om virksomheten yter helsehjelp.'),
  prosjektleder: tekst.optional().describe('Prosjektlederen.'),
  personer: z
    .array(tekst)
    .default([])
    .describe('Personene som får tilgang; kreves når det er gitt dispensasjon.'),
});

export const tillatelseSchema = z.strictObject({
  myndighet: tekst.describe('Hvem som har gitt tillatelsen, for eksempel Skatteetaten eller SSB.'),
  referanse: tekst.describe('Saksnummer hos myndigheten.'),
  dato: dato.describe('Tillatelsens dato.'),
  gjelder: tekst.optional().describe('Hva tillatelsen gjelder.'),
});
