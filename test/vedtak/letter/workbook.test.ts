import { expect, it } from 'vitest';
import { readList } from '../../../src/vedtak/draft/read-list.ts';
import { problemsOf } from '../../sql/problems.ts';
import { writeWorkbook } from './written-workbook.ts';

it('the first sheet of a workbook is read as texts, numbers and empty cells too', async () => {
  const sheet = [
    ['Vedlegg 2', null, null],
    ['Register', 'Variabel', 'Nivå'],
    ['npr', ' Født < 1970 & «dato»\n(år) ', 3],
  ];
  expect(await readList(writeWorkbook(sheet), 'liste.xlsx')).toEqual([
    ['Vedlegg 2', '', ''],
    ['Register', 'Variabel', 'Nivå'],
    ['npr', 'Født < 1970 & «dato» (år)', '3'],
  ]);
});

it('a workbook that is cut short is refused', async () => {
  const whole = writeWorkbook([['Register', 'Variabel']]);
  const read = () => readList(whole.subarray(0, whole.length - 40), 'liste.xlsx');
  expect(await problemsOf(read)).toMatchObject([
    { code: 'vedtak.list-unreadable', got: 'an archive that is no workbook' },
  ]);
});
