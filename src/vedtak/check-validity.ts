import { nearest } from '../document/nearest.ts';
import { hitIf, rule } from './rule.ts';
import { shownText } from '../document/shown-value.ts';

const authorities = ['Helsedataservice', 'registerforvalter'];

/** Whether the decision is in force on the day of the run. */
export const validityRules = [
  rule('vedtak.status', ['vedtak'], ({ vedtak }) =>
    hitIf(vedtak.status !== 'gjeldende', ['vedtak', 'status'], { status: vedtak.status }),
  ),
  rule('vedtak.not-valid', ['vedtak'], ({ vedtak: { gyldigFra: from, gyldigTil: to } }, today) =>
    hitIf(from <= to && (today < from || today > to), ['vedtak', today < from ? 'gyldigFra' : 'gyldigTil'], {
      from,
      to,
      today,
    }),
  ),
  rule('vedtak.from-after-to', ['vedtak'], ({ vedtak: { gyldigFra, gyldigTil } }) =>
    hitIf(gyldigFra > gyldigTil, ['vedtak', 'gyldigTil'], {
      from: `gyldigFra ${gyldigFra}`,
      to: `gyldigTil ${gyldigTil}`,
    }),
  ),
  rule(
    'vedtak.from-after-to',
    ['vedtak'],
    ({ vedtak: { soeknadMottatt: received, soeknadKomplett: complete } }) =>
      received === undefined || complete === undefined
        ? []
        : hitIf(received > complete, ['vedtak', 'soeknadKomplett'], {
            from: `soeknadMottatt ${received}`,
            to: `soeknadKomplett ${complete}`,
          }),
  ),
  rule('vedtak.deletion-past', ['utlevering'], ({ utlevering: { slettes } }, today) =>
    slettes === undefined
      ? []
      : hitIf(slettes < today, ['utlevering', 'slettes'], { deletion: slettes, today }),
  ),
  /** The authority sets what the program may do: a slip in its name must not pass for another authority. */
  rule('vedtak.authority', ['vedtak'], ({ vedtak: { myndighet } }) => {
    const meant = nearest(myndighet, authorities);
    return meant === undefined || meant === myndighet
      ? []
      : [{ path: ['vedtak', 'myndighet'], parameters: { got: shownText(myndighet), nearest: meant } }];
  }),
];
