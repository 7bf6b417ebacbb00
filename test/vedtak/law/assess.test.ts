import { describe, expect, it } from 'vitest';
import { assessmentSchema } from '../../../src/artifacts/assessment.ts';
import { PipelineError } from '../../../src/errors/pipeline-error.ts';
import { nameOf, roleOf } from '../../../src/vedtak/law/authorities.ts';
import { cites } from '../../../src/vedtak/law/citation.ts';
import { modeOf } from '../../../src/vedtak/law/mode.ts';
import { assessDecision } from '../../../src/vedtak/read-vedtak.ts';
import { vedtakSchema } from '../../../src/vedtak/schema.ts';
import { decision } from '../decision.ts';
import { fixtures, TODAY } from '../fixture-files.ts';
import { codes } from '../refusal.ts';
import { shippedRegisters } from '../registers.ts';
import { assess, only } from './law-case.ts';

const ruleOf = (rules: ReturnType<typeof assess>, code: string) => rules.find((rule) => rule.code === code);

describe('who decided', () => {
  const decided = (myndighet: string, dataminimeringVed: string) =>
    modeOf(
      vedtakSchema.parse({
        ...(JSON.parse(decision()) as object),
        vedtak: { ...(JSON.parse(decision()) as { vedtak: object }).vedtak, myndighet, dataminimeringVed },
      }),
    );
  it('sets the mode: Helsedataservice, with the minimisation delegated or not, or the forvalter', () => {
    expect(decided('Helsedataservice', 'myndighet')).toBe('H');
    expect(decided('Helsedataservice', 'registerforvalter')).toBe('H+');
    expect(decided('registerforvalter', 'registerforvalter')).toBe('F');
    expect(decided('Folkehelseinstituttet', 'myndighet')).toBe('F');
  });

  it('is known by its names, a committee also with its region', () => {
    expect(roleOf('REK sør-øst D')).toBe('rek');
    expect(roleOf('ssb')).toBe('ssb');
    expect(roleOf('Rekruttering AS')).toBeUndefined();
    expect(nameOf('helsedataservice', '2026-01-01')).toBe('Helsedataservice');
  });
});

describe('dispensations', () => {
  const by = (myndighet: string, dato: string, changes: Readonly<Record<string, unknown>> = {}) =>
    assess('F', {
      ...only('lovbestemt', { gruppe: 'alle', type: 'dispensasjon', dispensasjon: 'd' }),
      'rettsgrunnlag.dispensasjoner': [
        { id: 'd', myndighet, dato, referanse: '1', hjemmel: 'helseregisterloven § 19 e' },
      ],
      ...changes,
    });
  const outcome = (...of: Parameters<typeof by>) => ruleOf(by(...of), 'T6')?.outcome;

  it('for research with an included register were REK’s until 15 March 2023, and Helsedataservice’s since', () => {
    expect(outcome('REK', '2023-03-14')).toBe('passed');
    expect(outcome('Helsedataservice', '2023-03-14')).toBe('refuse');
    expect(outcome('REK', '2023-03-15')).toBe('refuse');
    expect(outcome('Helsedataservice', '2023-03-15')).toBe('passed');
  });

  it('for other purposes and other registers are Helsedirektoratet’s', () => {
    const changes = {
      'utvalg.kilde.register': 'kvalitet',
      'registre.0.register': 'kvalitet',
      'prosjekt.formaal': 'kvalitetsforbedring',
      'prosjekt.helseforskning': false,
    };
    expect(outcome('Helsedirektoratet', '2026-01-01', changes)).toBe('passed');
    expect(outcome('REK', '2026-01-01', changes)).toBe('refuse');
  });
});

describe('citations', () => {
  it.each([
    ['personopplysningsloven § 8', 'popplyl', '8', true],
    ['personopplysningsloven §§ 8 og 9', 'popplyl', '9', true],
    ['personopplysningsloven §§ 8, 9 og 11', 'popplyl', '11', true],
    ['helseregisterloven § 19 b', 'hregl', '19b', true],
    ['hregl. § 19b første ledd', 'hregl', '19b', true],
    ['helseregisterloven § 19 a sjette ledd', 'hregl', '19b', false],
    ['helsepersonelloven § 29 b', 'hpl', '29', false],
    ['helsepersonelloven § 29 første ledd', 'hpl', '29', true],
    ['helseregisterloven § 8', 'popplyl', '8', false],
    ['personopplysningsloven § 18', 'popplyl', '8', false],
  ] as const)('%s cites %s § %s: %s', (text, law, section, cited) => {
    expect(cites([text], law, section)).toBe(cited);
  });
});

describe('the assessment', () => {
  it.each(fixtures('valid').map(({ name, bytes }) => [name, bytes] as const))(
    'of the valid decision %s has the form it promises',
    (_, bytes) => {
      const { assessment } = assessDecision(bytes, shippedRegisters, TODAY);
      expect(assessmentSchema.parse(assessment)).toEqual(assessment);
    },
  );

  it.each(fixtures('valid').map(({ name, bytes }) => [name, bytes] as const))(
    'of the valid decision %s leaves nothing to answer',
    (_, bytes) => {
      const { assessment } = assessDecision(bytes, shippedRegisters, TODAY);
      const left = assessment.rules.filter(({ outcome }) => outcome === 'refuse' || outcome === 'warn');
      expect(left.map(({ problem }) => problem)).toEqual([]);
    },
  );

  it('of a section with a slip in its form is left out, the others are held', () => {
    const text = decision(['utlevering', 'kanal'], 'rom').replace(
      '"type": "unntak-19b"',
      '"type": "ikke-personidentifiserbart"',
    );
    const refused = text
      .replace('"helseforskning"', '"x"')
      .replace('"formaal": "planlegging"', '"formaal": "planlegging", "helseforskning": true');
    expect(codes(refused, TODAY)).toEqual(['vedtak.helseforskning-purpose', 'vedtak.value']);
  });

  it('is not made while the name of the authority may be a slip', () => {
    const text = decision(['vedtak', 'myndighet'], 'Helsedataservise').replace('"unntak-19b"', '"samtykke"');
    expect(() => assessDecision(new TextEncoder().encode(text), shippedRegisters, TODAY)).toThrow(
      PipelineError,
    );
    expect(codes(text, TODAY)).toEqual(['vedtak.authority']);
  });

  it('leaves a register that the catalogue does not have to the plan', () => {
    expect(assess('H', only('ukjent')).some(({ outcome }) => outcome === 'refuse')).toBe(false);
  });

  it('treats what REK has dismissed as no helseforskning', () => {
    const dismissed = {
      'rettsgrunnlag.rek': undefined,
      'rettsgrunnlag.rekAvvist': { referanse: 'REK 1', dato: '2026-02-02' },
    };
    expect(ruleOf(assess('H', dismissed), 'R1')?.outcome).toBe('passed');
    expect(ruleOf(assess('F', dismissed), 'A4')?.outcome).toBe('refuse');
  });

  it('tells the line, the rule and its paragraph', () => {
    const [found] = ruleOf(assess('F', { 'rettsgrunnlag.rek': undefined }), 'R1')?.findings ?? [];
    expect(found).toMatchObject({ code: 'vedtak.rek-missing', at: 'rettsgrunnlag.rek' });
    expect(found?.line).toBeGreaterThan(1);
    expect(found?.expected).toContain('(R1: hfl §§ 9, 33; hregl § 19 a sixth paragraph)');
  });
});
