import { elements } from './located.ts';
import { hitIf, rule } from './rule.ts';

/** What is demanded of the delivery, and what may be done to meet it. */
export const anonymitetRules = [
  rule('vedtak.sensitiv-measure', ['anonymitet'], ({ anonymitet }) =>
    elements(['anonymitet', 'sensitive'], anonymitet.sensitive).flatMap(({ path, value }) =>
      hitIf(value.l === undefined && value.t === undefined, path, {}),
    ),
  ),
  rule('vedtak.hendelse-tables', ['anonymitet'], ({ anonymitet: { hendelse } }) => {
    const tables = new Set((hendelse?.variabler ?? []).map((name) => name.split('.').slice(0, 2).join('.')));
    return hitIf(tables.size > 1, ['anonymitet', 'hendelse', 'variabler'], { tables: [...tables] });
  }),
  rule('vedtak.generaliser', ['anonymitet'], ({ anonymitet: { vedBrudd, generaliser } }) => {
    const has = generaliser.length > 0;
    const path = ['anonymitet', has ? 'generaliser' : 'vedBrudd'];
    return hitIf((vedBrudd === 'generaliser') !== has, path, { vedBrudd, has });
  }),
];
