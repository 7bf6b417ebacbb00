import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pipelineSchema } from '../../src/schedule/pipeline-schema.ts';
import { readPipelines } from '../../src/schedule/read-pipelines.ts';
import { pipelineText, readText } from './schedule-fixture.ts';

const shipped = fileURLToPath(new URL('../../pipelines/', import.meta.url));

const codesOf = (text: string, path?: string): readonly string[] => {
  const read = readText(text, path);
  return read.ok ? [] : read.problems.map((p) => p.code);
};

describe('a pipeline file', () => {
  test('that is shipped can be read, with paths from its own folder', async () => {
    const read = await readPipelines(shipped);
    expect(read.map((one) => (one.ok ? one.pipeline.navn : one.problems))).toEqual([
      'demo-maaned',
      'demo-natt',
    ]);
    for (const one of read)
      if (one.ok) expect(readFileSync(one.pipeline.vedtak, 'utf8')).toContain('26/00001');
  });

  test('has the JSON Schema that the program checks with', async () => {
    const schema = z.toJSONSchema(pipelineSchema, { io: 'input', target: 'draft-7' });
    const text = `${JSON.stringify({ title: 'Pipeline', ...schema }, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../configs/schema/pipeline.schema.json');
  });

  test.each([
    ['{', 'pipeline.syntax'],
    ['\ufeff{}', 'pipeline.encoding'],
    [pipelineText({ vedtakk: 1 }), 'pipeline.unknown-key'],
    [pipelineText({ ut: undefined }), 'pipeline.missing'],
    [pipelineText({ ut: 7 }), 'pipeline.wrong-type'],
    [pipelineText({ naar: { cron: '61 2 * * *', tidssone: 'Europe/Oslo' } }), 'pipeline.value'],
    [pipelineText({ naar: { cron: '* * * * * *', tidssone: 'Europe/Oslo' } }), 'pipeline.value'],
    [pipelineText({ naar: { cron: '1 2 * * *', tidssone: 'Europe/Osslo' } }), 'pipeline.value'],
    [pipelineText({ naar: { cron: '1 2 * * *', tidssone: '+01:00' } }), 'pipeline.value'],
    [pipelineText({ naar: { cron: '0 0 30 2 *', tidssone: 'UTC' } }), 'pipeline.never-due'],
    [pipelineText({ minne: 'mye' }), 'pipeline.value'],
    [pipelineText({ bekreft: ['R1=ja'] }), 'pipeline.answer-by'],
    [pipelineText({ varsle: 'file:///etc/passwd' }), 'pipeline.value'],
    [pipelineText({ uttrekk: { mappe: 'u', venterPaa: ['../x'] } }), 'pipeline.value'],
    [`{"ut":"a",${pipelineText().slice(1)}`, 'pipeline.duplicate-key'],
  ])('%# that is wrong is refused with its code', (text, code) => {
    expect(codesOf(text)).toEqual([code]);
  });

  test('is refused for a name with a national identifier, which is not repeated', () => {
    const read = readText(pipelineText(), '/p/01010112345.json');
    expect(read).toMatchObject({ ok: false, navn: '-', problems: [{ code: 'pipeline.name' }] });
    expect(JSON.stringify(read)).not.toContain('01010112345');
  });

  test('tells the line of its fault', () => {
    const read = readText('{\n  "versjon": 1,\n  "ut": 3\n}');
    expect(read.ok ? [] : read.problems.find((p) => p.code === 'pipeline.wrong-type')?.line).toBe(3);
  });
});

test('a folder without pipelines is refused', async () => {
  await expect(readPipelines('/nonexistent')).rejects.toMatchObject({ exitCode: 2 });
});
