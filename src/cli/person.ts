import { refuse } from '../errors/pipeline-error.ts';

/** The person an option names, else the one of `TILRETTE_UTFOERT_AV`; null without either. Throws `usage.option`. */
export function personOf(given: string | undefined, option: string): string | null {
  const name = (given ?? process.env['TILRETTE_UTFOERT_AV'])?.trim();
  if (name === undefined) return null;
  if (/^[^\p{C}]{1,200}$/u.test(name)) return name;
  const at = given === undefined ? 'TILRETTE_UTFOERT_AV' : option;
  throw refuse('usage', 'usage.option', at, {
    expected: 'a name of at most 200 characters',
    got: name.slice(0, 80),
  });
}
