import { parseCrypt4ghPublicKey } from '../crypto/crypt4gh-keys.ts';
import { elements } from './located.ts';
import { hitIf, rule } from './rule.ts';
import { looksSecret, shownText } from '../document/shown-value.ts';

/** An X25519 recipient of age: Bech32 with the prefix age and 58 data characters. Its checksum is verified where it is used. */
const ageRecipient = /^age1[02-9ac-hj-np-z]{58}$/;

/** A password has the names of those who get it instead; a key among them would look used and not be. */
const isRecipient = {
  age: (text: string): boolean => ageRecipient.test(text),
  crypt4gh: (text: string): boolean => parseCrypt4ghPublicKey(text) !== null,
  openpgp: (text: string): boolean => text.trimStart().startsWith('-----BEGIN PGP PUBLIC KEY BLOCK-----'),
  passord: (text: string): boolean => !/^age1|^-----BEGIN |^[A-Za-z0-9+/]{43}=$/.test(text.trim()),
} as const;

/** What an analysis room takes in one request, in MiB (TSD file API: 5 GiB). */
const ROOMS = [{ room: 'TSD', name: /\bTSD\b/i, mebibytes: 5120 }] as const;

export const recipientRules = [
  rule('vedtak.part-size', ['utlevering'], ({ utlevering: { analyserom = '', delstoerrelse = 0 } }) =>
    ROOMS.filter(({ name, mebibytes }) => name.test(analyserom) && delstoerrelse > mebibytes).map(
      ({ room, mebibytes }) => ({
        path: ['utlevering', 'delstoerrelse'],
        parameters: { room, mebibytes, got: delstoerrelse },
      }),
    ),
  ),
  rule('vedtak.key-recipient', ['kobling'], ({ kobling: { parter } }) =>
    elements(['kobling', 'parter'], parter).flatMap(({ path, value: { noekkelTil = [] } }) =>
      elements([...path, 'noekkelTil'], noekkelTil).flatMap((key) =>
        hitIf(!isRecipient.age(key.value) && !looksSecret(key.value), key.path, {
          got: shownText(key.value),
        }),
      ),
    ),
  ),
  rule('vedtak.recipient', ['utlevering'], ({ utlevering: { kryptering, mottakere } }) =>
    elements(['utlevering', 'mottakere'], mottakere).flatMap(({ path, value }) =>
      hitIf(!isRecipient[kryptering](value) && !looksSecret(value), path, { got: shownText(value) }),
    ),
  ),
];
