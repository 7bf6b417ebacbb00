/** What the columns of the overview are called for people. */
const LABELS: Readonly<Record<string, string>> = {
  kjoering: 'Kjøring',
  formaal: 'Formål',
  vedtakSha256: 'Vedtaksfil (SHA-256)',
  endrer: 'Endrer vedtak',
  grunnlag: 'Rettsgrunnlag',
  taushetsplikt: 'Opphever taushetsplikt',
  rek: 'REK',
  mottakertype: 'Mottaker',
  tilgang: 'Personer med tilgang',
  mottakernoekler: 'Mottakernøkler',
  registrerte: 'Kategorier av registrerte',
  opplysninger: 'Kategorier av opplysninger',
  vilkaar: 'Vilkår',
  serie: 'Løpenummerserie',
  retter: 'Retter kjøring',
  sletteliste: 'Løpenumre å slette',
  utfoertAv: 'Utført av',
  godkjentAv: 'Godkjent av',
  sekunder: 'Tid, maskin (sekunder)',
  minutter: 'Tid, arbeid (minutter)',
  manifest: 'Manifest (SHA-256)',
  gyldigTil: 'Vedtaket gyldig til',
  brukTil: 'Kan brukes til',
  lagringTil: 'Slettes innen',
  mottatt: 'Data og følgebrev mottatt',
  slettet: 'Sletting bekreftet',
  erstattetAv: 'Erstattet av kjøring',
  avvik: 'Avvik oppdaget',
};

/** The name of a column: its own with a capital letter, unless it has another. */
export const overviewLabel = (column: string): string =>
  LABELS[column] ?? `${column.slice(0, 1).toUpperCase()}${column.slice(1)}`;
