import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configsDirectory } from '../../src/catalogue/configs-directory.ts';
import { parseHierarchy } from '../../src/catalogue/hierarchy.ts';
import { readCodeLists } from '../../src/catalogue/read-code-lists.ts';
import type { PlanLists } from '../../src/engine/code-lists.ts';
import type { PlanInput } from '../../src/plan/context.ts';

/** Lists that a forvalter would put beside the shipped ones, with made-up codes. */
const DATED = {
  'kommune-sentralitet': `per;kode;fra;til;gruppe
2020-01-01;0301;1838-01-01;;1
2020-01-01;1103;1838-01-01;;2
2020-01-01;9999;1838-01-01;;
2024-01-01;0301;1838-01-01;;1
2024-01-01;1103;1838-01-01;2020-01-01;2
2024-01-01;1103;2020-01-01;;3`,
  'institusjon-helseforetak': `per;kode;fra;til;gruppe
2002-01-01;100;2002-01-01;2009-01-01;HF A
2002-01-01;100;2009-01-01;;HF B
2002-01-01;200;2002-01-01;;HF C
2002-01-01;999;2002-01-01;;`,
  'atc-gyldig': `per;kode;fra;til;gruppe
2020-01-01;C07AB02;1900-01-01;;
2024-01-01;C07AB02;1900-01-01;;
2024-01-01;C07AB03;1900-01-01;2015-01-01;
2024-01-01;C07AB04;2020-01-01;;`,
  'icpc2-gyldig': 'per;kode;fra;til;gruppe\n2024-01-01;L03.0001;2010-01-01;2020-01-01;',
  'institusjon-helseregion': 'per;kode;fra;til;gruppe\n2002-01-01;100;2002-01-01;;Helse Vest',
};

async function readTestLists() {
  const folder = mkdtempSync(join(tmpdir(), 'tilrette-lister-'));
  try {
    await cp(join(configsDirectory(), 'kodeverk'), join(folder, 'kodeverk'), { recursive: true });
    for (const [name, text] of Object.entries(DATED))
      writeFileSync(join(folder, 'kodeverk', `${name}.csv`), text);
    return await readCodeLists(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const read = await readTestLists();
const HIERARCHY_FILE = 'hierarki.csv';

/** Hierarchies that a test hands over as text; the others are those beside the decisions of the fixtures. */
const hierarchiesOf = (texts: Readonly<Record<string, string>>): PlanInput['hierarchies'] =>
  new Map(
    Object.entries({ [HIERARCHY_FILE]: shipped, ...texts }).map(([name, text]) => [
      name,
      parseHierarchy(name, Buffer.from(text)),
    ]),
  );
const shipped = readFileSync(
  new URL(`../../fixtures/vedtak/valid/${HIERARCHY_FILE}`, import.meta.url),
  'utf8',
);

/** What a plan is held against beside catalogue and extracts, and what its lists hold; `retired`: also when codes were valid. */
export function codeLists(
  texts: Readonly<Record<string, string>> = {},
  retired = false,
): {
  readonly input: Pick<PlanInput, 'divisions' | 'editions' | 'hierarchies'>;
  readonly lists: PlanLists;
} {
  const hierarchies = hierarchiesOf(texts);
  const { lists, divisions } = read;
  const editions = new Map([...read.editions].filter(([name]) => retired || !name.endsWith('-gyldig')));
  return { input: { divisions, editions, hierarchies }, lists: { ...lists, hierarchies } };
}
