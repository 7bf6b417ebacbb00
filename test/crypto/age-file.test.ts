import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/base/sha256.ts';
import { openBytes, openFile, sealBytes } from '../../src/crypto/age-file.ts';
import { runTool } from './run-tool.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
const sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000, 5_000_000];

interface Party {
  readonly file: string;
  readonly identity: string;
  readonly recipient: string;
}

let [anne, bjoern] = [{} as Party, {} as Party];

function makeParty(name: string): Party {
  const file = join(folder, `${name}.key`);
  const identity =
    runTool('age-keygen', [])
      .toString()
      .match(/AGE-SECRET-KEY-\S+/)?.[0] ?? '';
  writeFileSync(file, `${identity}\n`);
  return { file, identity, recipient: runTool('age-keygen', ['-y', file]).toString().trim() };
}

function content(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < size; i++) bytes[i] = (i * 31 + (i >> 8)) & 0xff;
  return bytes;
}

async function openedFrom(file: string, identities: readonly string[]) {
  const pieces: Buffer[] = [];
  const measured = await openFile(file, identities, (plain) => void pieces.push(plain));
  return { plain: Buffer.concat(pieces), measured };
}

beforeAll(() => {
  [anne, bjoern] = [makeParty('anne'), makeParty('bjoern')];
});

describe('files of the age program', () => {
  it.each(sizes)('opens what age sealed to two recipients, as either of them: %i bytes', async (size) => {
    const plain = content(size);
    const sealed = runTool('age', ['-r', anne.recipient, '-r', bjoern.recipient], plain);
    expect((await openBytes(sealed, [anne.identity])).equals(plain)).toBe(true);
    expect((await openBytes(sealed, [bjoern.identity])).equals(plain)).toBe(true);
  });

  it.each(sizes)('age opens what we sealed, as either recipient: %i bytes', async (size) => {
    const plain = content(size);
    const sealed = await sealBytes(plain, [anne.recipient, bjoern.recipient]);
    expect(runTool('age', ['-d', '-i', anne.file], sealed).equals(plain)).toBe(true);
    expect(runTool('age', ['-d', '-i', bjoern.file], sealed).equals(plain)).toBe(true);
  });

  it('streams a file of the age program and measures both sides of it', async () => {
    const plain = content(3_000_000);
    const file = join(folder, 'streamed.age');
    const sealed = runTool('age', ['-r', anne.recipient], plain);
    writeFileSync(file, sealed);
    const opened = await openedFrom(file, [bjoern.identity, anne.identity]);
    expect(opened.plain.equals(plain)).toBe(true);
    expect(opened.measured).toEqual({
      bytes: plain.length,
      sha256: sha256(plain),
      sealedBytes: sealed.length,
      sealedSha256: sha256(sealed),
    });
  });
});

describe('what does not open', () => {
  it('tells an identity that does not fit from one that is malformed', async () => {
    const sealed = await sealBytes(content(10), [anne.recipient]);
    await expect(openBytes(sealed, [bjoern.identity])).rejects.toMatchObject({ fault: 'no-identity' });
    await expect(openBytes(sealed, ['AGE-SECRET-KEY-1NO'])).rejects.toMatchObject({
      fault: 'identity-malformed',
    });
    await expect(openBytes(sealed, [])).rejects.toMatchObject({ fault: 'identity-malformed' });
  });

  it('seals to no fewer recipients than were named', async () => {
    await expect(sealBytes(content(10), [])).rejects.toMatchObject({ fault: 'recipient' });
    await expect(sealBytes(content(10), [anne.recipient, 'age1nonsense'])).rejects.toMatchObject({
      fault: 'recipient',
    });
  });

  it('refuses a file cut anywhere', async () => {
    const sealed = await sealBytes(content(150_000), [anne.recipient]);
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), async (length) => {
        await expect(openBytes(sealed.subarray(0, length), [anne.identity])).rejects.toHaveProperty('fault');
      }),
      { numRuns: 40 },
    );
  });

  it('refuses a file cut between two chunks', async () => {
    const file = join(folder, 'cut.age');
    const sealed = await sealBytes(content(131_072), [anne.recipient]);
    writeFileSync(file, sealed);
    truncateSync(file, sealed.length - 65_552);
    await expect(openedFrom(file, [anne.identity])).rejects.toMatchObject({ fault: 'damaged' });
  });

  it('refuses anything after the end', async () => {
    for (const size of [0, 100, 65_536]) {
      const sealed = await sealBytes(content(size), [anne.recipient]);
      const longer = Buffer.concat([sealed, Buffer.from([0])]);
      await expect(openBytes(longer, [anne.identity])).rejects.toHaveProperty('fault');
    }
  });

  it('refuses a file in which one bit was turned, wherever it is', async () => {
    const sealed = await sealBytes(content(70_000), [anne.recipient]);
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.nat(7), async (at, bit) => {
        const turned = Buffer.from(sealed);
        turned[at] = (turned[at] ?? 0) ^ (1 << bit);
        await expect(openBytes(turned, [anne.identity])).rejects.toHaveProperty('fault');
      }),
      { numRuns: 60 },
    );
  });
});

describe('two files of equal content', () => {
  it('have neither key nor payload in common', async () => {
    const seal = () => sealBytes(content(500), [anne.recipient]);
    const [one, two] = await Promise.all([seal(), seal()]);
    expect(one.subarray(-516).equals(two.subarray(-516))).toBe(false);
    expect(one.subarray(0, 100).equals(two.subarray(0, 100))).toBe(false);
  });
});
