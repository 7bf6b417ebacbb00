import { z } from 'zod';
import { tekst } from './felt.ts';

const svar = (beskrivelse: string) => tekst.optional().describe(beskrivelse);

/** Datatilsynet's three questions on anonymity (recital 26): a yes to any of them means personal data. */
const anonymitet = z.strictObject({
  utpeke: z.boolean().describe('Kan en person pekes ut?'),
  sammenkoble: z.boolean().describe('Kan opplysninger om samme person i ulike datasett kobles sammen?'),
  utlede: z.boolean().describe('Kan noe utledes om en person?'),
});

/** What the one who decides has found of the conditions, each in a sentence; conditions that nobody has assessed stay out. */
export const vurderingerSchema = z.strictObject({
  vesentligInteresse: svar('Hvorfor bruken er av vesentlig interesse for samfunnet (§ 19 b).'),
  konfidensialitet: svar('Hvordan integritet og konfidensialitet for de registrerte er ivaretatt (§ 19 b).'),
  sikkerhet: svar('Databrukers tekniske og organisatoriske tiltak (§ 19 a).'),
  ubetenkelig: svar('Hvorfor bruken er ubetenkelig etisk, medisinsk og helsefaglig (§ 19 a).'),
  sammeFormaal: svar('Hvor formålet står likt i søknaden til REK, protokollen og søknaden om data.'),
  personvernombud: svar('Personvernombudets råd, og datoen for det.'),
  samfunnsnytte: svar('Hvorfor samfunnets interesse klart overstiger ulempen (personopplysningsloven § 9).'),
  helsepersonell: svar('Avtalen med eller plikten til helsepersonell som behandler dataene (artikkel 9 h).'),
  ledelsesbeslutning: svar('Ledelsens beslutning om intern kvalitetssikring.'),
  andreUtleveringer: svar('Andre utleveringer som øker faren for bakveisidentifisering.'),
  anonymitet: anonymitet.optional().describe('Svarene på de tre spørsmålene om anonymitet.'),
  vedlegg: z
    .array(
      z.enum([
        'protokoll',
        'rek-soeknad',
        'rek-vedtak',
        'dispensasjon',
        'personvernombud',
        'informasjonsskriv',
        'samtykkeskjema',
        'tidligere-tillatelser',
      ]),
    )
    .default([])
    .describe('Vedleggene som er gjennomgått.'),
});
