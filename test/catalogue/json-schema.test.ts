import { expect, it } from 'vitest';
import { z } from 'zod';
import { registerSchema } from '../../src/catalogue/register.ts';

const schema = z.toJSONSchema(registerSchema, { io: 'input', target: 'draft-7' });

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
  readonly anyOf?: readonly Described[];
}

/** Paths of the properties without a description. */
function undescribed({ properties = {}, items, anyOf = [] }: Described, path: string): readonly string[] {
  const members = Object.entries(properties).flatMap(([key, member]) => [
    ...(member.description === undefined ? [`${path}.${key}`] : []),
    ...undescribed(member, `${path}.${key}`),
  ]);
  const inner = [...(items === undefined ? [] : [items]), ...anyOf];
  return [...members, ...inner.flatMap((part) => undescribed(part, path))];
}

it('the JSON Schema for editors is the one the program checks with', async () => {
  const text = `${JSON.stringify({ title: 'Register', ...schema }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../configs/schema/register.schema.json');
});

it('every key of a register is explained to the editor', () => {
  expect(undescribed(schema as Described, '')).toEqual([]);
});

it('the JSON Schema asks for everything that the law reads', () => {
  expect(schema.required).toEqual([
    'id',
    'navn',
    'forvalter',
    'forskrift',
    'paragraf11',
    'nasjonalLoesning',
    'rettsligKlasse',
    'identifikasjon',
    'formaal',
    'reservasjonsrett',
    'samtykkebasert',
    'sluttdato',
    'tabeller',
  ]);
});
