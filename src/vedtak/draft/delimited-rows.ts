const DELIMITERS = [';', '\t', ','] as const;

/**
 * Text of cells between `;`, tabs or commas, whichever the first line with any of them has (in that order), as rows. A
 * cell between double quotes may hold delimiters, line ends and doubled quotes; undefined where a quote never ends.
 */
export function delimitedRows(text: string): readonly (readonly string[])[] | undefined {
  const lines = text.split(/\r?\n/);
  const head = lines.find((line) => DELIMITERS.some((sign) => line.includes(sign))) ?? '';
  const delimiter = DELIMITERS.find((sign) => head.includes(sign)) ?? ';';
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${delimiter}\\r\\n][^${delimiter}\\r\\n]*|))(${delimiter}|\\r?\\n|$)`,
    'y',
  );
  const rows: string[][] = [[]];
  while (cell.lastIndex < text.length) {
    const [, quoted, bare = '', end] = cell.exec(text) ?? [];
    if (end === undefined) return undefined;
    rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== delimiter && end !== '') rows.push([]);
  }
  return rows.at(-1)?.length === 0 ? rows.slice(0, -1) : rows;
}
