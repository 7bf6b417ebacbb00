import { elements } from './located.ts';
import { hitIf, rule } from './rule.ts';
import { looksSecret, shownText } from '../document/shown-value.ts';

/** An X25519 recipient of age: Bech32 with the prefix age and 58 data characters. Its checksum is verified where it is used. */
const ageRecipient = /^age1[02-9ac-hj-np-z]{58}$/;

export const recipientRules = [
  rule('vedtak.recipient', ['utlevering'], ({ utlevering: { kryptering, mottakere } }) =>
    elements(['utlevering', 'mottakere'], mottakere).flatMap(({ path, value }) =>
      hitIf(kryptering === 'age' && !ageRecipient.test(value) && !looksSecret(value), path, {
        got: shownText(value),
      }),
    ),
  ),
];
