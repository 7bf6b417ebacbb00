import { expect, it } from 'vitest';
import { z } from 'zod';
import { vedtakSchema } from '../../src/vedtak/schema.ts';

const schema = z.toJSONSchema(vedtakSchema, { io: 'input', target: 'draft-7' });

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
  readonly anyOf?: readonly Described[];
  readonly oneOf?: readonly Described[];
}

/** Paths of the properties without a description. */
function undescribed(
  { properties = {}, items, anyOf = [], oneOf = [] }: Described,
  path: string,
): readonly string[] {
  const members = Object.entries(properties).flatMap(([key, member]) => [
    ...(member.description === undefined ? [`${path}.${key}`] : []),
    ...undescribed(member, `${path}.${key}`),
  ]);
  const inner = [...(items === undefined ? [] : [items]), ...anyOf, ...oneOf];
  return [...members, ...inner.flatMap((part) => undescribed(part, path))];
}

it('the JSON Schema for editors is the one the program checks with', async () => {
  const text = `${JSON.stringify({ title: 'Vedtak', ...schema }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../configs/schema/vedtak.schema.json');
});

it('every key of the decision is explained to the editor', () => {
  expect(undescribed(schema as Described, '')).toEqual([]);
});

it('the JSON Schema asks only for the keys without a default', () => {
  expect(schema.required).toEqual([
    'versjon',
    'saksnummer',
    'prosjekt',
    'vedtak',
    'rettsgrunnlag',
    'databruker',
    'utvalg',
    'kobling',
    'registre',
    'anonymitet',
    'utlevering',
  ]);
});
