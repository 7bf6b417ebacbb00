import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/artifacts/manifest.ts';
import { writeSshSignature } from '../../src/crypto/ssh-signature.ts';
import { publishPackage } from '../../src/package/publish.ts';
import { temporaryFolder } from '../crypto/temporary-folder.ts';
import { allowedSigners, forvalter, stagePackage } from './build-package.ts';
import { problemsAfter } from './tamper.ts';

const root = temporaryFolder();
let original = '';

beforeAll(async () => {
  const { staging, manifest } = await stagePackage(join(root, 'ut'));
  original = await publishPackage(staging, manifest);
});

const after = (tamper: (dir: string) => void): Promise<string[]> =>
  problemsAfter(original, tamper, allowedSigners);

/** Replaces the manifest with a changed one; the forvalter signs it, so that only its own checks can refuse it. */
const resigned = (change: (manifest: Manifest) => unknown) => (dir: string) => {
  const text = JSON.stringify(
    change(JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Manifest),
  );
  writeFileSync(join(dir, 'manifest.json'), text);
  writeFileSync(join(dir, 'manifest.json.sig'), writeSshSignature(Buffer.from(text), forvalter));
};

describe('a signed manifest that is wrong in itself', () => {
  const first = (change: object) => (m: Manifest) => ({
    ...m,
    deler: m.deler.map((del, i) => (i === 0 ? { ...del, ...change } : del)),
  });

  it.each<[string, (manifest: Manifest) => unknown, string]>([
    [
      'a name that leads out of the package',
      first({ fil: '../utenfor.parquet.age' }),
      'manifest.json:deler.0.fil',
    ],
    [
      'a name that leads out by way of a folder',
      first({ fil: 'data/../../x.parquet.age' }),
      'manifest.json:deler.0.fil',
    ],
    ['an absolute name', first({ fil: '/etc/x.parquet.age' }), 'manifest.json:deler.0.fil'],
    ['a part under the name of another table', first({ register: 'kpr' }), 'manifest.json:deler.0'],
    ['parts in another order', (m) => ({ ...m, deler: [...m.deler].reverse() }), 'manifest.json:deler.1'],
    ['a part left out in the middle', (m) => ({ ...m, deler: m.deler.slice(1) }), 'manifest.json:deler.0'],
    ['a key that the format does not have', (m) => ({ ...m, rader: 5 }), 'manifest.json'],
    ['another version', (m) => ({ ...m, versjon: 2 }), 'manifest.json:versjon'],
    ['something else than an object', () => 'x', 'manifest.json'],
  ])('%s is refused', async (_, change, at) => {
    expect(await after(resigned(change))).toContain(`verify.manifest-invalid ${at}`);
  });

  it('a document listed twice is refused', async () => {
    const twice = resigned((m) => ({
      ...m,
      dokumentasjon: [...m.dokumentasjon, ...m.dokumentasjon.slice(0, 1)],
    }));
    expect(await after(twice)).toEqual([
      'verify.manifest-invalid manifest.json:dokumentasjon/innhold.json.age',
    ]);
  });
});
