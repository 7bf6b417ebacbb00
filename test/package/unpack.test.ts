import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { generateX25519Identity } from 'age-encryption';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Contents } from '../../src/artifacts/contents.ts';
import { unpackedFile } from '../../src/package/package-layout.ts';
import { publishPackage } from '../../src/package/publish.ts';
import { unpackPackage } from '../../src/package/unpack.ts';
import { temporaryFolder } from '../crypto/temporary-folder.ts';
import { allowedSigners, identity, stagePackage, type Changes } from './build-package.ts';

const root = temporaryFolder();
let original = '';

async function published(changes: Changes = {}): Promise<string> {
  const { staging, manifest } = await stagePackage(mkdtempSync(join(root, 'ut-')), changes);
  return publishPackage(staging, manifest);
}

const place = () => join(mkdtempSync(join(root, 'mottak-')), 'klartekst');
const unpack = (dir: string, ut: string, key = identity) =>
  unpackPackage(dir, { allowedSigners, identity: key, ut });

beforeAll(async () => {
  original = await published();
});

describe('unpacking', () => {
  it('gives the files in the clear, for the owner alone, and says what they hold', async () => {
    const ut = place();
    expect(await unpack(original, ut, `# created: 2026\n# public key: age1\n${identity}\n`)).toEqual({
      ut,
      saksnummer: '24/01234',
      run: '20261101T120000',
      signer: {
        principal: 'forvalter@example.org',
        fingerprint: expect.stringMatching(/^SHA256:/) as string,
      },
      slettes: '2030-12-31',
      persons: 987_654,
      files: 5,
      rows: { 'npr.episode': 2000, 'dar.doedsfall': 300 },
      columns: {
        'npr.episode': ['loepenummer', 'kode', 'tall'],
        'dar.doedsfall': ['loepenummer', 'kode', 'tall'],
      },
    });
    expect(readFileSync(join(ut, 'dokumentasjon/foelgebrev.html'), 'utf8')).toBe('<p>Følgebrev</p>');
    const files = readdirSync(ut, { recursive: true, withFileTypes: true });
    const modes = files.map((f) => statSync(join(f.parentPath, f.name)).mode & 0o077);
    expect(modes).toEqual(modes.map(() => 0));
    expect(readdirSync(join(ut, '..'))).toEqual(['klartekst']);
  });

  it('puts what describes the whole above the rest, and every other file where the package has it', () => {
    expect(
      [
        'dokumentasjon/ro-crate-metadata.json.age',
        'dokumentasjon/datapackage.json.c4gh',
        'dokumentasjon/kodebok.html.gpg',
        'data/npr_episode_0000.parquet.age',
      ].map(unpackedFile),
    ).toEqual([
      'ro-crate-metadata.json',
      'datapackage.json',
      'dokumentasjon/kodebok.html',
      'data/npr_episode_0000.parquet',
    ]);
  });

  it('gives tables that DuckDB reads', async () => {
    const ut = place();
    await unpack(original, ut);
    const database = await (await DuckDBInstance.create(':memory:')).connect();
    const counted = await database.runAndReadAll(
      `select count(*), min(kode) from '${join(ut, 'data')}/npr_*.parquet'`,
    );
    expect(counted.getRows()).toEqual([[2000n, 'C50']]);
    database.closeSync();
  });

  it('uses a folder that is there and empty, and what a dead run left beside it is removed', async () => {
    const ut = place();
    mkdirSync(ut);
    mkdirSync(join(ut, '..', '.klartekst.under-arbeid', 'data'), { recursive: true });
    await unpack(original, ut);
    expect(readdirSync(ut).sort()).toEqual(['data', 'dokumentasjon']);
    expect(readdirSync(join(ut, '..'))).toEqual(['klartekst']);
  });

  it('refuses a folder inside the package, by whatever path, and leaves the package as it was', async () => {
    const link = join(mkdtempSync(join(root, 'lenke-')), 'pakke');
    symlinkSync(original, link);
    for (const ut of [original, join(original, 'ut'), join(original, 'a', 'b'), join(link, 'data', 'x')])
      await expect(unpack(original, ut)).rejects.toMatchObject({ message: 'verify.target-inside' });
    expect(existsSync(join(original, 'a'))).toBe(false);
    await unpack(original, `${place()}..x`);
  });

  it('refuses a folder with something in it, and a file', async () => {
    const ut = place();
    mkdirSync(ut);
    writeFileSync(join(ut, 'mine'), '');
    await expect(unpack(original, ut)).rejects.toMatchObject({ message: 'verify.target-not-empty' });
    await expect(unpack(original, join(ut, 'mine'))).rejects.toMatchObject({
      message: 'verify.target-not-empty',
    });
    expect(readdirSync(ut)).toEqual(['mine']);
  });
});

describe('nothing is left in the clear', () => {
  async function refusal(dir: string, key = identity): Promise<string> {
    const ut = place();
    const { message } = await unpack(dir, ut, key).then(
      () => ({ message: 'unpacked' }),
      (error: unknown) => error as Error,
    );
    expect(readdirSync(join(ut, '..'))).toEqual([]);
    return message;
  }

  it('by an identity that does not fit or is none', async () => {
    expect(await refusal(original, await generateX25519Identity())).toBe('verify.identity');
    expect(await refusal(original, 'hemmelig')).toBe('verify.identity-malformed');
    expect(await refusal(original, '# bare en kommentar')).toBe('verify.identity-malformed');
  });

  it('of a package that does not verify', async () => {
    const dir = mkdtempSync(join(root, 'kopi-'));
    cpSync(original, dir, { recursive: true });
    rmSync(join(dir, 'dokumentasjon/foelgebrev.html.age'));
    expect(await refusal(dir)).toBe('verify.missing');
  });

  const firstPart = (change: object) => (contents: Contents) => ({
    ...contents,
    deler: contents.deler.map((del, i) => (i === 0 ? { ...del, ...change } : del)),
  });

  it.each<[string, (contents: Contents) => Contents]>([
    ['another number of rows', firstPart({ rader: 999 })],
    ['another plaintext', firstPart({ klartekstSha256: 'c'.repeat(64) })],
    ['other columns', firstPart({ kolonner: [] })],
    ['another package', (contents) => ({ ...contents, run: 'annen' })],
    ['other parts', (contents) => ({ ...contents, deler: contents.deler.slice(1) })],
    ['parts in another order', (contents) => ({ ...contents, deler: [...contents.deler].reverse() })],
    ['a part of another name', firstPart({ fil: 'data/../x' })],
    ['a format of another version', (contents) => ({ ...contents, versjon: 2 }) as unknown as Contents],
  ])('of a package whose contents list states %s', async (_, contents) => {
    expect(await refusal(await published({ contents }))).toMatch(/^verify\.contents/);
  });

  it('of a package without a contents list', async () => {
    const { staging, manifest } = await stagePackage(mkdtempSync(join(root, 'ut-')), {
      manifest: (m) => ({ ...m, dokumentasjon: m.dokumentasjon.slice(1) }),
    });
    rmSync(join(staging.folder, 'dokumentasjon/innhold.json.age'));
    expect(await refusal(await publishPackage(staging, manifest))).toBe('verify.contents');
  });
});
