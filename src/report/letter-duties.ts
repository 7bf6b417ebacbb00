import type { ReportedDelivery } from './delivery.ts';
import { dateText } from './figures.ts';
import { html, nothing, type Html } from './html.ts';

/** What the recipient must do, and may complain of (forskriften § 9, forvaltningsloven §§ 28 and 29, personvernforordningen art. 14). */
export const renderDuties = (d: ReportedDelivery): Html =>
  html`<h2>Hva mottakeren må gjøre</h2>
    <ul>
      <li>Bekreft overfor registerforvalter at både data og følgebrev er mottatt, og hvilken dag.</li>
      <li>
        Bruk opplysningene bare til formålet i vedtaket, og gi tilgang bare til dem vedtaket nevner. Forsøk
        ikke å finne ut hvem noen er.
      </li>
      <li>
        Slett opplysningene, alle kopier og avledede data på personnivå senest ${dateText(d.slettes)}, og
        bekreft slettingen.
      </li>
      <li>
        Meld fra straks dersom noe er kommet på avveie, eller dersom leveransen ikke stemmer med vedtaket.
      </li>
    </ul>
    ${d.tables.some((t) => t.counts !== null) ? nothing : INFORMATION}
    <h2>Klage</h2>
    <p>
      Fristen for å klage er <strong>tre uker</strong> fra både dataene og følgebrevet er mottatt
      (forvaltningsloven § 29). ${receiver(d)}
    </p>
    <p>
      Databrukeren kan klage på avslag, på særlige vilkår og på at data ikke er gitt. Registerforvalterens
      tekniske gjennomføring kan det ikke klages på; meld i stedet fra om feil. De registrerte har ikke
      klagerett på vedtaket, men kan kreve innsyn, sletting og begrensning, protestere, trekke et samtykke
      tilbake, og klage til Datatilsynet.
    </p>
    ${delegated(d)}`;

const receiver = ({ national, vedtak }: ReportedDelivery): string =>
  national
    ? 'Klagen sendes til Helsedataservice, som vurderer saken på nytt og sender den videre til Nasjonalt klageorgan for helsetjenesten (Helseklage) dersom vedtaket ikke endres.'
    : `Klagen sendes til ${vedtak.vedtak.myndighet}, som har gjort vedtaket, og følger de alminnelige reglene i forvaltningsloven kapittel VI.`;

const delegated = ({ vedtak }: ReportedDelivery): Html =>
  vedtak.vedtak.dataminimeringVed === 'registerforvalter'
    ? html`<p>
        Dataminimeringen er overlatt til registerforvalter. Kildene er ikke entydige om det kan klages på den;
        spør klageinstansen.
      </p> `
    : nothing;

/** Not where nothing of single persons is delivered. */
const INFORMATION = html`<h2>Informasjon til de registrerte</h2>
  <p>
    Den som er behandlingsansvarlig for prosjektet, skal informere de registrerte senest
    <strong>én måned</strong> etter at opplysningene er samlet inn når de kommer fra andre enn dem selv,
    tidligere dersom opplysningene gis videre eller personene kontaktes (personvernforordningen artikkel 14
    nr. 3). Unntak følger av artikkel 14 nr. 5, for eksempel når det er umulig eller krever en uforholdsmessig
    innsats; da skal informasjonen gjøres allment tilgjengelig.
  </p> `;
