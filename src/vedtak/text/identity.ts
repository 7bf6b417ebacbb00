import type { Json } from '../../base/canonical-json.ts';
import { memberOf } from '../../document/json-value.ts';

/** Keys that name an element of each list; what they say together tells it from the others. */
const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  registre: ['register', 'tabell'],
  'registre.*.variabler': ['navn'],
  'registre.*.taushetsplikt': ['gruppe'],
  'utvalg.kilder': ['register', 'tabell'],
  'kobling.parter': ['forvalter'],
  'rettsgrunnlag.dispensasjoner': ['id'],
  tillatelser: ['myndighet', 'referanse'],
  'anonymitet.sensitive': ['variabel'],
  'anonymitet.generaliser': ['variabel'],
  'utlevering.tabeller': ['navn'],
};

/** The name of an element of a list of objects, such as `npr.episode`; undefined for one that is known by its place only. */
export function identityOf(list: string, element: Json): string | undefined {
  const keys = NAMED_BY[list] ?? (/(hvor|ekskluder)$/.test(list) ? ['variabel'] : []);
  const parts = keys.flatMap((key) => {
    const part = memberOf(element, key);
    return typeof part === 'string' ? [part] : [];
  });
  return parts.length === 0 ? undefined : parts.join('.');
}
