import { generateKeyPairSync } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeAllowedSigner } from '../../src/crypto/allowed-signers.ts';
import { writeSshSignature } from '../../src/crypto/ssh-signature.ts';
import { publishPackage } from '../../src/package/publish.ts';
import { verifyPackage } from '../../src/package/verify.ts';
import { runTool } from '../crypto/run-tool.ts';
import { temporaryFolder } from '../crypto/temporary-folder.ts';
import { allowedSigners, stagePackage } from './build-package.ts';
import { problemsAfter, verifyProblems } from './tamper.ts';

const root = temporaryFolder();
const FIRST = 'data/npr_episode_0000.parquet.age';
const SECOND = 'data/npr_episode_0001.parquet.age';
let [original, other] = ['', ''];

beforeAll(async () => {
  const [one, two] = [
    await stagePackage(join(root, 'ut')),
    await stagePackage(join(root, 'ut'), { run: 'annen' }),
  ];
  original = await publishPackage(one.staging, one.manifest);
  other = await publishPackage(two.staging, two.manifest);
});

const problemsOf = (dir: string): Promise<string[]> => verifyProblems(dir, allowedSigners);
const after = (tamper: (dir: string) => void, signers = allowedSigners): Promise<string[]> =>
  problemsAfter(original, tamper, signers);

function swap(a: string, b: string): void {
  renameSync(a, `${a}.x`);
  renameSync(b, a);
  renameSync(`${a}.x`, b);
}

describe('a package as it was published', () => {
  it('verifies, and says who signed it and how much it holds', async () => {
    const verified = await verifyPackage(original, allowedSigners);
    const files = [...verified.manifest.deler, ...verified.manifest.dokumentasjon];
    expect(verified.signer.principal).toBe('forvalter@example.org');
    expect(verified.bytes).toBe(
      files.reduce((sum, file) => sum + statSync(join(original, file.fil)).size, 0),
    );
  });

  it('verifies under another name and in another place', async () => {
    expect(await after(() => undefined)).toEqual([]);
  });
});

describe('tampering with files', () => {
  it('one turned bit anywhere in any file is found', async () => {
    const files = [FIRST, SECOND, 'dokumentasjon/innhold.json.age', 'manifest.json'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.nat(), fc.nat(7), async (file, where, bit) => {
        const found = await after((dir) => {
          const bytes = readFileSync(join(dir, file));
          const at = where % bytes.length;
          bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
          writeFileSync(join(dir, file), bytes);
        });
        expect(found).toContain(
          file === 'manifest.json' ? 'verify.signature-wrong manifest.json' : `verify.hash ${file}`,
        );
      }),
      { numRuns: 25 },
    );
  });

  it.each<[string, (dir: string) => void, string[]]>([
    [
      'a dropped part',
      (dir) => {
        rmSync(join(dir, SECOND));
      },
      [`verify.missing ${SECOND}`],
    ],
    [
      'a truncated part',
      (dir) => {
        truncateSync(join(dir, FIRST), 100);
      },
      [`verify.size ${FIRST}`],
    ],
    [
      'a part with something after it',
      (dir) => {
        appendFileSync(join(dir, FIRST), 'x');
      },
      [`verify.size ${FIRST}`],
    ],
    [
      'two parts swapped',
      (dir) => {
        swap(join(dir, FIRST), join(dir, SECOND));
      },
      [`verify.hash ${FIRST}`, `verify.hash ${SECOND}`],
    ],
    [
      'a part of another package',
      (dir) => {
        cpSync(join(other, FIRST), join(dir, FIRST));
      },
      [`verify.hash ${FIRST}`],
    ],
    [
      'an extra file',
      (dir) => {
        writeFileSync(join(dir, 'data', 'les_meg.txt'), '');
      },
      ['verify.extra data/les_meg.txt'],
    ],
    [
      'a hidden file',
      (dir) => {
        writeFileSync(join(dir, '.skjult'), '');
      },
      ['verify.extra .skjult'],
    ],
    [
      'an extra folder',
      (dir) => {
        mkdirSync(join(dir, 'mer'));
      },
      ['verify.extra mer'],
    ],
    [
      'a part replaced by a link to itself elsewhere',
      (dir) => {
        rmSync(join(dir, FIRST));
        symlinkSync(join(original, FIRST), join(dir, FIRST));
      },
      [`verify.not-a-file ${FIRST}`],
    ],
    [
      'a folder replaced by a link',
      (dir) => {
        rmSync(join(dir, 'data'), { recursive: true });
        symlinkSync(join(original, 'data'), join(dir, 'data'));
      },
      [
        'verify.missing data/dar_doedsfall_0000.parquet.age',
        'verify.missing data/npr_episode_0000.parquet.age',
        'verify.missing data/npr_episode_0001.parquet.age',
        'verify.not-a-file data',
      ],
    ],
    [
      'a manifest that is a link',
      (dir) => {
        rmSync(join(dir, 'manifest.json'));
        symlinkSync(join(original, 'manifest.json'), join(dir, 'manifest.json'));
      },
      ['verify.not-a-file manifest.json'],
    ],
    [
      'a pipe',
      (dir) => {
        runTool('mkfifo', [join(dir, 'data', 'p')]);
      },
      ['verify.not-a-file data/p'],
    ],
    [
      'a missing signature',
      (dir) => {
        rmSync(join(dir, 'manifest.json.sig'));
      },
      ['verify.missing manifest.json.sig'],
    ],
    [
      'a missing manifest',
      (dir) => {
        rmSync(join(dir, 'manifest.json'));
      },
      ['verify.missing manifest.json'],
    ],
    [
      'a part under a second name',
      (dir) => {
        linkSync(join(dir, FIRST), join(dir, 'data', 'kopi.parquet.age'));
      },
      ['verify.extra data/kopi.parquet.age'],
    ],
  ])('%s is found', async (_, tamper, expected) => {
    expect((await after(tamper)).sort()).toEqual(expected.sort());
  });

  it('all that is wrong is told at once', async () => {
    const found = await after((dir) => {
      rmSync(join(dir, SECOND));
      appendFileSync(join(dir, FIRST), 'x');
      appendFileSync(join(dir, 'manifest.json'), ' ');
      writeFileSync(join(dir, 'ekstra'), '');
    });
    expect(found.sort()).toEqual(
      [
        'verify.extra ekstra',
        `verify.missing ${SECOND}`,
        'verify.signature-wrong manifest.json',
        `verify.size ${FIRST}`,
      ].sort(),
    );
  });

  it('a folder that is none is told from a package that is wrong', async () => {
    expect(await problemsOf(join(root, 'ingen'))).toEqual(['verify.read-failed ingen']);
    expect(await problemsOf(join(original, 'manifest.json'))).toEqual(['verify.read-failed manifest.json']);
  });
});

describe('tampering with the signature', () => {
  it('a signature by someone else is no signature, whoever they allow themselves', async () => {
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const bySomeoneElse = (dir: string) => {
      writeFileSync(
        join(dir, 'manifest.json.sig'),
        writeSshSignature(readFileSync(join(dir, 'manifest.json')), stranger),
      );
    };
    expect(await after(bySomeoneElse)).toEqual(['verify.signer-unknown manifest.json.sig']);
    expect(await after(bySomeoneElse, writeAllowedSigner('x@y', stranger))).toEqual([]);
    expect(await after(() => undefined, '')).toEqual(['verify.signer-unknown manifest.json.sig']);
  });

  it('the signature of another package does not fit', async () => {
    expect(
      await after((dir) => {
        cpSync(join(other, 'manifest.json.sig'), join(dir, 'manifest.json.sig'));
      }),
    ).toEqual(['verify.signature-wrong manifest.json']);
  });

  it('something else than a signature is malformed', async () => {
    expect(
      await after((dir) => {
        writeFileSync(join(dir, 'manifest.json.sig'), 'ok');
      }),
    ).toEqual(['verify.signature-malformed manifest.json.sig']);
  });

  it('a list of signers that cannot all be read is not trusted in part', async () => {
    expect(await after(() => undefined, `${allowedSigners}\nnonsense\n`)).toEqual([
      'verify.signers-malformed avsendere',
    ]);
  });
});
