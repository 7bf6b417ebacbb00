import type { Json } from '../../base/canonical-json.ts';
import { memberOf } from '../../document/json-value.ts';
import { betingelseSchema } from '../schema/betingelse.ts';
import { registertabell } from '../schema/felt.ts';
import { minimeringSchema } from '../schema/minimering.ts';
import { describeCondition } from './condition.ts';
import type { Entry, Fact } from './entry.ts';
import { elementOf, type Explained, explainedVedtak, keyOf } from './explained.ts';
import { identityOf } from './identity.ts';
import { describeMinimisation } from './minimisation.ts';
import { sentences } from './sentences.ts';

type JsonObject = Readonly<Record<string, Json | undefined>>;

/** One value of the file on its way to an entry. */
interface Place {
  /** Keys from the root, `*` for elements. */
  readonly pattern: string;
  readonly key: string;
  readonly label: string;
  readonly schema: Explained;
  /** The value with its defaults; undefined where there are none to know. */
  readonly filled: Json | undefined;
  readonly standard: boolean;
}

/**
 * Every key of a decision as an entry, in the order of the file; last in each object the defaults that hold because the
 * file leaves the key out.
 *
 * @param filled the decision with its defaults; undefined for a draft that is not whole
 */
export function readEntries(file: Json, filled: Json | undefined): readonly Entry[] {
  return isObject(file) ? members(file, { ...root, filled }) : [];
}

const root: Place = {
  pattern: '',
  key: '',
  label: 'Vedtak',
  schema: explainedVedtak,
  filled: undefined,
  standard: false,
};

function members(object: JsonObject, place: Place): readonly Entry[] {
  const given = Object.entries(object).flatMap(([key, value]) =>
    value === undefined ? [] : [read(value, inside(place, object, key, place.standard))],
  );
  const { filled } = place;
  if (filled === undefined || !isObject(filled)) return given;
  const left = Object.entries(filled).flatMap(([key, value]) =>
    value === undefined || Object.hasOwn(object, key) || isEmpty(value)
      ? []
      : [read(value, inside(place, filled, key, true))],
  );
  return [...given, ...left.filter((entry) => entry.kind !== 'group' || entry.members.length > 0)];
}

function inside(place: Place, object: JsonObject, key: string, standard: boolean): Place {
  const schema = keyOf(place.schema, object, key) ?? {};
  const pattern = place.pattern === '' ? key : `${place.pattern}.${key}`;
  const label = schema.description?.replace(/\.$/, '') ?? key;
  return { pattern, key, label, schema, filled: memberOf(place.filled, key), standard };
}

function read(value: Json, place: Place): Entry {
  const phrase = phraseOf(value, place);
  if (phrase !== undefined) return fact(phrase, place);
  if (isList(value)) return readList(value, place);
  if (isObject(value)) return { kind: 'group', ...named(place), members: members(value, place) };
  return fact(shown(value), place);
}

function readList(values: readonly Json[], place: Place): Entry {
  if (!values.some((value) => typeof value === 'object'))
    return { kind: 'list', ...named(place), items: values.map(shown) };
  const seen = new Map<string, number>();
  return {
    kind: 'group',
    ...named(place),
    members: values.map((value, i) => {
      const name = identityOf(place.pattern, value) ?? String(i + 1);
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      const key = count === 1 ? name : `${name} (${count})`;
      const schema = elementOf(place.schema);
      const filled = memberOf(place.filled, i);
      return read(value, {
        pattern: `${place.pattern}.*`,
        key,
        label: key,
        schema,
        filled,
        standard: place.standard,
      });
    }),
  };
}

const named = ({ key, label, standard }: Place) => ({ key, label, standard });

function fact(value: string, place: Place): Fact {
  const template = sentences[place.pattern];
  const sentence = template === undefined ? `${place.label}: ${value}.` : template(value);
  return { kind: 'fact', ...named(place), value, sentence: sentence.replace(/\.\.$/, '.') };
}

/** What is said in one phrase though it has several keys: a condition, a minimisation, a register table. */
function phraseOf(value: Json, { pattern }: Place): string | undefined {
  if (!isObject(value)) return undefined;
  if (/\.(hvor|ekskluder)\.\*$/.test(pattern)) {
    const { data } = betingelseSchema.safeParse(value);
    return data === undefined ? undefined : describeCondition(data);
  }
  if (/\.(minimering|nivaaer\.\*)$/.test(pattern)) {
    const { data } = minimeringSchema.safeParse(value);
    return data === undefined ? undefined : describeMinimisation(data);
  }
  const { data } = /\.kilde$/.test(pattern) ? registertabell.strict().safeParse(value) : {};
  return data === undefined ? undefined : `${data.register}.${data.tabell}`;
}

function shown(value: Json): string {
  if (typeof value === 'boolean') return value ? 'ja' : 'nei';
  if (value === null || value === '') return 'ikke utfylt';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);
const isEmpty = (value: Json): boolean => isList(value) && value.length === 0;
