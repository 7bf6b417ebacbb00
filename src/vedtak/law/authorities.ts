/** An authority by the role that the rules know it in; names with the days from and to which they are right, ISO. */
interface AuthorityName {
  readonly role: Role;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

export type Role = 'helsedataservice' | 'rek' | 'helsedirektoratet' | 'skatteetaten' | 'ssb';

/** The day on which decisions and dispensations for registers of the national solution went to Helsedataservice. */
export const TRANSFER = '2023-03-15';

/** Every name that a decision may call an authority by. A new name is a new line. */
const authorityNames: readonly AuthorityName[] = [
  { role: 'helsedataservice', name: 'Helsedataservice', from: TRANSFER, to: null },
  { role: 'rek', name: 'REK', from: null, to: null },
  {
    role: 'rek',
    name: 'Regional komité for medisinsk og helsefaglig forskningsetikk',
    from: null,
    to: null,
  },
  { role: 'helsedirektoratet', name: 'Helsedirektoratet', from: null, to: null },
  { role: 'skatteetaten', name: 'Skatteetaten', from: null, to: null },
  { role: 'skatteetaten', name: 'Skattedirektoratet', from: null, to: null },
  { role: 'ssb', name: 'Statistisk sentralbyrå', from: null, to: null },
  { role: 'ssb', name: 'SSB', from: null, to: null },
];

/** The role of an authority as it is written; a committee may be named with its region (`REK sør-øst`). */
export function roleOf(written: string): Role | undefined {
  const text = fold(written);
  return authorityNames.find(({ name }) => text === fold(name) || text.startsWith(`${fold(name)} `))?.role;
}

/** What an authority is called on a day. */
export const nameOf = (role: Role, day: string): string =>
  authorityNames.find(
    (known) =>
      known.role === role &&
      (known.from === null || known.from <= day) &&
      (known.to === null || day <= known.to),
  )?.name ?? role;

/** Whether two texts name the same authority. */
export const isSameAuthority = (a: string, b: string): boolean =>
  fold(a) === fold(b) || (roleOf(a) !== undefined && roleOf(a) === roleOf(b));

const fold = (text: string): string => text.normalize('NFC').trim().toLowerCase();
