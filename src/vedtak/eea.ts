const countries = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK';
const eea: ReadonlySet<string> = new Set(countries.split(' '));

/** True for a country of the EEA (the EU, Iceland, Liechtenstein and Norway), by its ISO 3166-1 code. */
export function isInEea(country: string): boolean {
  return eea.has(country);
}
