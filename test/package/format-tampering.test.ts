import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { generateKey } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { makeCrypt4ghKey } from '../../src/crypto/crypt4gh-keys.ts';
import { makePassword } from '../../src/crypto/make-password.ts';
import { toAge, type Recipients } from '../../src/crypto/recipients.ts';
import { verifyPackage } from '../../src/package/verify.ts';
import { temporaryFolder } from '../crypto/temporary-folder.ts';
import { allowedSigners, recipient, stagePackage } from './build-package.ts';

const root = temporaryFolder();
const openpgp = await generateKey({ userIDs: [{ email: 'x@example.org' }], format: 'armored' });
const formats: readonly Recipients[] = [
  toAge(recipient),
  { kryptering: 'passord', password: makePassword((block) => block.fill(7)) },
  { kryptering: 'crypt4gh', keys: [makeCrypt4ghKey().publicBytes.toString('base64')] },
  { kryptering: 'openpgp', keys: [openpgp.publicKey] },
];
/** Header of a Crypt4GH file to one recipient, and a sealed segment. */
const [C4GH_HEADER, C4GH_SEGMENT] = [124, 65_564];

const verify = (folder: string) => verifyPackage(folder, allowedSigners);
const place = (): string => mkdtempSync(join(root, 'ut-'));

describe.each(formats)('a package with kryptering $kryptering', (recipients) => {
  it('verifies as it is, and not with a part cut short, two parts in the place of one another, or one left out', async () => {
    const { staging } = await stagePackage(place(), { recipients });
    await verify(staging.folder);
    const data = join(staging.folder, 'data');
    const [first = '', second = ''] = readdirSync(data)
      .filter((name) => name.startsWith('npr'))
      .map((name) => join(data, name));
    const [one, two] = [readFileSync(first), readFileSync(second)];

    writeFileSync(first, one.subarray(0, -1));
    await expect(verify(staging.folder)).rejects.toMatchObject({ problems: [{ code: 'verify.size' }] });
    writeFileSync(first, two);
    writeFileSync(second, one);
    await expect(verify(staging.folder)).rejects.toMatchObject({
      stage: 'ledger',
    });
    writeFileSync(first, one);
    writeFileSync(second, two);
    await verify(staging.folder);
  });
});

it('segments of a Crypt4GH file in another order, or fewer of them, are found though the format allows them', async () => {
  const recipients = formats[2];
  const { staging } = await stagePackage(place(), { ...(recipients && { recipients }), rows: 40_000 });
  const data = join(staging.folder, 'data');
  const part = join(data, readdirSync(data).find((name) => name.startsWith('npr')) ?? '');
  const sealed = readFileSync(part);
  expect(sealed.length).toBeGreaterThan(C4GH_HEADER + 2 * C4GH_SEGMENT);
  const segment = (i: number) =>
    sealed.subarray(C4GH_HEADER + i * C4GH_SEGMENT, C4GH_HEADER + (i + 1) * C4GH_SEGMENT);
  const rest = sealed.subarray(C4GH_HEADER + 2 * C4GH_SEGMENT);

  writeFileSync(part, Buffer.concat([sealed.subarray(0, C4GH_HEADER), segment(1), segment(0), rest]));
  await expect(verify(staging.folder)).rejects.toMatchObject({ problems: [{ code: 'verify.hash' }] });
  writeFileSync(part, sealed.subarray(0, C4GH_HEADER + C4GH_SEGMENT));
  await expect(verify(staging.folder)).rejects.toMatchObject({ problems: [{ code: 'verify.size' }] });
});
