import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/base/sha256.ts';
import { toAge } from '../../src/crypto/recipients.ts';
import { packageName, partFile } from '../../src/package/package-layout.ts';
import { publishPackage } from '../../src/package/publish.ts';
import { removeLeftovers } from '../../src/package/reconcile.ts';
import { discardStaging, openStaging } from '../../src/package/staging.ts';
import { writeDocument } from '../../src/package/write-document.ts';
import { runTool } from '../crypto/run-tool.ts';
import { temporaryFolder } from '../crypto/temporary-folder.ts';
import { allowedSigners, stagePackage } from './build-package.ts';

const root = temporaryFolder();
const template = join(root, 'mal');
const NAME = '24_01234_20261101T120000';
let staged: Awaited<ReturnType<typeof stagePackage>>;

beforeAll(async () => {
  staged = await stagePackage(template);
});

/** A folder with a copy of the staged package in it. */
function fresh() {
  const ut = mkdtempSync(join(root, 'ut-'));
  cpSync(template, ut, { recursive: true });
  return { ut, staging: { ...staged.staging, ut, folder: join(ut, `.${NAME}.under-arbeid`) } };
}

describe('publication', () => {
  it('turns the hidden folder into a package with its parts, documents, manifest and signature', async () => {
    const { ut, staging } = fresh();
    expect(readdirSync(ut)).toEqual([`.${NAME}.under-arbeid`]);
    expect(await publishPackage(staging, staged.manifest)).toBe(join(ut, NAME));
    expect(readdirSync(ut)).toEqual([NAME]);
    expect(readdirSync(join(ut, NAME), { recursive: true }).map(String).sort()).toEqual([
      'data',
      'data/dar_doedsfall_0000.parquet.age',
      'data/npr_episode_0000.parquet.age',
      'data/npr_episode_0001.parquet.age',
      'dokumentasjon',
      'dokumentasjon/foelgebrev.html.age',
      'dokumentasjon/innhold.json.age',
      'manifest.json',
      'manifest.json.sig',
    ]);
  });

  it('refuses a name that is taken, even by a link that leads nowhere, before and after staging', async () => {
    const { ut, staging } = fresh();
    symlinkSync(join(ut, 'nowhere'), join(ut, NAME));
    await expect(publishPackage(staging, staged.manifest)).rejects.toMatchObject({
      message: 'package.exists',
    });
    await expect(openStaging(ut, NAME)).rejects.toMatchObject({ message: 'package.exists', exitCode: 15 });
    expect(existsSync(staging.folder)).toBe(true);
  });

  it.each([
    ['a pipe that nobody removed', (folder: string) => void runTool('mkfifo', [join(folder, 'p.pipe')])],
    [
      'a file that is not listed',
      (folder: string) => {
        writeFileSync(join(folder, 'data', 'x'), '');
      },
    ],
    [
      'a part that has grown',
      (folder: string) => {
        writeFileSync(join(folder, 'data/npr_episode_0000.parquet.age'), 'x', { flag: 'a' });
      },
    ],
  ])('refuses %s', async (_, spoil) => {
    const { ut, staging } = fresh();
    spoil(staging.folder);
    await expect(publishPackage(staging, staged.manifest)).rejects.toMatchObject({
      message: 'package.incomplete',
    });
    expect(existsSync(join(ut, NAME))).toBe(false);
  });

  it('refuses a package without a signature or without a part of its manifest', async () => {
    const [{ staging }, { name }] = [fresh(), staged.staging];
    const other = { ...staging, folder: join(staging.ut, 'tom'), name };
    mkdirSync(join(other.folder, 'data'), { recursive: true });
    const missing = expect.objectContaining({
      code: 'package.incomplete',
      at: 'manifest.json.sig',
    }) as unknown;
    const problems = expect.arrayContaining([missing]) as unknown;
    await expect(publishPackage(other, staged.manifest)).rejects.toMatchObject({ problems });
  });

  it('leaves nothing of a package that was given up', async () => {
    const { ut, staging } = fresh();
    await discardStaging(staging);
    expect(readdirSync(ut)).toEqual([]);
  });
});

describe('the manifest', () => {
  it('verifies with ssh-keygen alone, and its hash is that of its bytes', () => {
    const { folder } = staged.staging;
    const signers = join(root, 'signers');
    writeFileSync(signers, `${allowedSigners}\n`);
    const bytes = readFileSync(join(folder, 'manifest.json'));
    const signature = join(folder, 'manifest.json.sig');
    const args = [
      '-Y',
      'verify',
      '-f',
      signers,
      '-I',
      'forvalter@example.org',
      '-n',
      'tilrette',
      '-s',
      signature,
    ];
    expect(runTool('ssh-keygen', args, bytes).toString()).toContain('Good');
    expect(staged.sha256).toBe(sha256(bytes));
  });

  it('says nothing of rows or persons', () => {
    const text = readFileSync(join(staged.staging.folder, 'manifest.json'), 'utf8');
    expect(text).not.toMatch(/rader|rows|person|987654/);
    expect(JSON.parse(text)).toEqual(staged.manifest);
  });
});

describe('documents', () => {
  it('are not written to a recipient that cannot be used', async () => {
    const staging = await openStaging(mkdtempSync(join(root, 'ut-')), 'a_b');
    const document = { name: 'foelgebrev.html', content: 'x' };
    await expect(writeDocument(staging, document, toAge('age1x'))).rejects.toMatchObject({
      message: 'package.recipient-unusable',
    });
    expect(readdirSync(join(staging.folder, 'dokumentasjon'))).toEqual([]);
  });

  it('that cannot be written are reported by name and by what the operating system said', async () => {
    const { staging } = fresh();
    await expect(
      writeDocument(
        staging,
        { name: 'innhold.json', content: 'x' },
        toAge('age1zefxg6qky4ay9dzj7z599328vvsknj45vytw4nl7xpa9fzdgj5uqte4e8s'),
      ),
    ).rejects.toMatchObject({
      message: 'package.write-failed',
      problems: [{ at: 'dokumentasjon/innhold.json.age', got: 'the operating system said EEXIST' }],
    });
  });
});

describe('leftovers of dead runs', () => {
  it('are removed by their names, and nothing else is', async () => {
    const { ut, staging } = fresh();
    runTool('mkfifo', [join(staging.folder, 'p.pipe')]);
    mkdirSync(join(ut, 'pakke'));
    mkdirSync(join(ut, 'x.under-arbeid'));
    mkdirSync(join(ut, '.annet'));
    symlinkSync(root, join(ut, '.lenke.under-arbeid'));
    expect(await removeLeftovers(ut, [])).toEqual([`.${NAME}.under-arbeid`]);
    expect(readdirSync(ut).sort()).toEqual(['.annet', '.lenke.under-arbeid', 'pakke', 'x.under-arbeid']);
    expect(existsSync(template)).toBe(true);
  });

  it('are none where there is no folder yet', async () => {
    expect(await removeLeftovers(join(root, 'ingen'), [])).toEqual([]);
  });
});

describe('names', () => {
  it('of packages have every other character of the saksnummer as an underscore', () => {
    expect(packageName('24/01234-é', 'r1')).toBe('24_01234___r1');
    expect(() => packageName('24', '../r1')).toThrow();
  });

  it('of parts say register, table and number', () => {
    const part = { register: 'npr', tabell: 'episode', nr: 12, format: 'csv', cipher: 'c4gh' } as const;
    expect(partFile(part)).toBe('data/npr_episode_0012.csv.c4gh');
  });
});
