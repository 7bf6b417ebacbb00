import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Int32, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PipelineError } from '../../src/errors/pipeline-error.ts';
import { describeExtract } from '../../src/extract/describe-extract.ts';
import { codesOf, extractOf, fixture, makeFolder, problemsOf } from './workplace.ts';

const folder = makeFolder();
const describe = (...paths: string[]) => describeExtract(extractOf('arrow', ...paths));

function written(bytes: Uint8Array, name = 'npr.episode.arrow'): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const people = new Table({
  foedselsnummer: vectorFromArray(['KANARI-1', 'KANARI-2', 'KANARI-3'], new Utf8()),
  liggetid: vectorFromArray([1, null, 3], new Int32()),
});

test.each(['types.arrow', 'types-lz4.arrow', 'types-zstd.arrows'])(
  'the types of %s are found',
  async (name) => {
    const { columns, rows } = await describe(fixture(name));
    const found = Object.fromEntries(columns.map((column) => [column.name, column.type]));
    expect(rows).toBe(20);
    expect(found).toMatchObject({
      ...{ utf8: 'tekst', large: 'tekst', view: 'tekst', dict: 'tekst', bool: 'sannhet' },
      ...{ date32: 'dato', date64: 'dato', ts_s: 'tidspunkt', ts_ns: 'tidspunkt', ts_tz: 'tidspunkt' },
      ...{ int8: 'heltall', uint64: 'heltall', float16: 'tall', float64: 'tall' },
      ...{ dec: 'tall', dec0: 'heltall', dec256: 'annet' },
    });
    const others = columns.filter((column) => column.name.startsWith('x_'));
    expect(new Set(others.map((column) => column.type))).toEqual(new Set(['annet']));
  },
);

test.each(['file', 'stream'] as const)('rows of the %s form are counted without its bodies', async (form) => {
  expect(await describe(written(tableToIPC(people, form)))).toMatchObject({
    columns: [
      { name: 'foedselsnummer', type: 'tekst', nativeType: 'Utf8' },
      { name: 'liggetid', type: 'heltall', nativeType: 'Int32' },
    ],
    rows: 3,
  });
});

test('a file and a stream with the same columns are one extract', async () => {
  const first = written(tableToIPC(people, 'file'), 'a.arrow');
  const second = written(tableToIPC(people, 'stream'), 'b.arrows');
  expect(await describe(first, second)).toMatchObject({ rows: 6 });
});

test('files that differ in a type are refused', async () => {
  const other = new Table({
    foedselsnummer: people.getChildAt(0),
    liggetid: vectorFromArray(['1'], new Utf8()),
  } as never);
  const paths = [written(tableToIPC(people), 'a.arrow'), written(tableToIPC(other), 'b.arrow')];
  expect(await codesOf(() => describe(...paths))).toEqual(['extract.schemas-differ']);
});

test('a type that is unknown here is not called damage', async () => {
  expect(await codesOf(() => describe(fixture('run-end.arrow')))).toEqual(['extract.unknown-type']);
});

test('a stream without its end marker is refused, since rows may be missing', async () => {
  const bytes = tableToIPC(people, 'stream');
  const problems = await problemsOf(() => describe(written(bytes.subarray(0, bytes.length - 8))));
  expect(problems[0]?.got).toContain('the end-of-stream marker is missing');
});

test('text is no Arrow file', async () => {
  expect(await codesOf(() => describe(written(Buffer.from('foedselsnummer;dato\n'))))).toEqual([
    'extract.corrupt',
  ]);
});

test.each(['file', 'stream'] as const)(
  'a %s cut off anywhere is refused, and no value is repeated',
  async (form) => {
    const bytes = tableToIPC(people, form);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: bytes.length - 1 }), async (length) => {
        const problems = await problemsOf(() => describe(written(bytes.subarray(0, length))));
        expect(problems.map((problem) => problem.code)).toEqual(['extract.corrupt']);
        expect(JSON.stringify(problems)).not.toContain('KANARI');
      }),
    );
  },
);

test.each(['types.arrow', 'delta-lz4.arrows'])(
  'any changed byte of %s is refused or harmless, never a crash',
  async (name) => {
    const bytes = readFileSync(fixture(name));
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (position, flip) => {
          const changed = Buffer.from(bytes);
          changed.writeUInt8(changed.readUInt8(position) ^ flip, position);
          const outcome: unknown = await describe(written(changed)).catch((error: unknown) => error);
          if (outcome instanceof Error) expect(outcome).toBeInstanceOf(PipelineError);
        },
      ),
      { numRuns: 400 },
    );
  },
);
