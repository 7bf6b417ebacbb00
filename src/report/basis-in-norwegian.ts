/** How the rules of law cite, and how a Norwegian letter does; the first that fits a place is used. */
const wordings: readonly (readonly [RegExp, string])[] = [
  [/\bRegulation \(EU\)/gu, 'forordning (EU)'],
  [/\bregister regulations\b/gu, 'registerforskriftene'],
  [/\bsector law\b/gu, 'særlovgivningen'],
  [/\bGDPR\b/gu, 'personvernforordningen'],
  [/\bhregl\b/gu, 'helseregisterloven'],
  [/\bhpl\b/gu, 'helsepersonelloven'],
  [/\bhfl\b/gu, 'helseforskningsloven'],
  [/\bpopplyl\b/gu, 'personopplysningsloven'],
  [/\bpjl\b/gu, 'pasientjournalloven'],
  [/\bhbl\b/gu, 'helseberedskapsloven'],
  [/\breg\. /gu, 'forskriften '],
  [/\bHN\b/gu, 'høringsnotatet'],
  [/\bNV\b/gu, 'veilederen i Normen'],
  [/\barticles?\b/gu, 'artikkel'],
  [/\bchapter\b/gu, 'kapittel'],
  [/\brecital\b/gu, 'fortalepunkt'],
  [/\bno\. /gu, 'nr. '],
  [/\bfirst paragraph\b/gu, 'første ledd'],
  [/\bsecond paragraph\b/gu, 'andre ledd'],
  [/\bthird paragraph\b/gu, 'tredje ledd'],
  [/\bfourth paragraph\b/gu, 'fjerde ledd'],
  [/\bfifth paragraph\b/gu, 'femte ledd'],
  [/\bsixth paragraph\b/gu, 'sjette ledd'],
  [/(\d)\((\d)\)/gu, '$1 nr. $2'],
  [/(nr\. \d|ledd) (?=[a-z](?:,|$|;))/gu, '$1 bokstav '],
];

/** A basis of a rule of law (`GDPR article 6(1) c`) as a Norwegian letter cites it. */
export const basisInNorwegian = (basis: string): string =>
  wordings.reduce((text, [english, norwegian]) => text.replace(english, norwegian), basis);
