/** Statutes that decisions cite, and how they are written. */
const laws = {
  hregl: /helseregisterlov(?:en|a)?|hregl\.?/iu,
  hpl: /helsepersonellov(?:en|a)?|hpl\.?/iu,
  hfl: /helseforskningslov(?:en|a)?|hforsknl\.?|hfl\.?/iu,
  popplyl: /personopplysningslov(?:en|a)?|popplyl\.?|pol\.?/iu,
} as const;

type Law = keyof typeof laws;

/** Whether one of the texts cites a section of a law: `cites(['personopplysningsloven §§ 8 og 9'], 'popplyl', '9')`. */
export function cites(texts: readonly string[], law: Law, section: string): boolean {
  return texts.some((text) => sectionsOf(text, law).includes(section));
}

/** The sections of a law that a text cites, as `19b`. */
function sectionsOf(text: string, law: Law): readonly string[] {
  const start = new RegExp(`(?<!\\p{L})(?:${laws[law].source})\\s*§+`, 'iu').exec(text);
  if (start === null) return [];
  const rest = text.slice(start.index + start[0].length);
  const [own = ''] = rest.split(/§|[;.]/u);
  return [...own.matchAll(/(\d+(?:-\d+)?)(?:\s?([a-h])(?!\p{L}))?/gu)].map(
    ([, number = '', letter = '']) => number + letter,
  );
}
