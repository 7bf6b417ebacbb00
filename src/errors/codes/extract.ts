import { wording } from '../problem.ts';
import { reasonText } from '../reason-text.ts';

/** Codes of the input side (exit 13). Parameters are names and counts; never a value of a row. */
export const extractCodes = {
  'extract.directory': wording<{ directory: string; reason: string }>({
    expected: (p) => `a folder with the extracts at ${p.directory}`,
    got: (p) => reasonText(p.reason),
    fix: () => 'give the folder that holds the extracts with --uttrekk',
  }),
  'extract.missing': wording<{
    lookedFor: readonly string[];
    nearMisses: readonly string[];
    entries: number;
  }>({
    expected: (p) => `one of ${p.lookedFor.join(', ')}`,
    got: (p) =>
      p.nearMisses.length === 0
        ? `none of them among the ${p.entries} entries of the folder`
        : `none of them, but ${p.nearMisses.join(', ')}`,
    fix: () => 'put the extract into the folder under the name of its register and table',
  }),
  'extract.ambiguous': wording<{ candidates: readonly string[] }>({
    expected: () => 'one file or folder for the table',
    got: (p) => p.candidates.join(', '),
    fix: () => 'remove all but the one that is to be delivered from',
  }),
  'extract.empty-folder': wording<{ folder: string }>({
    expected: () => 'at least one .parquet, .arrow, .arrows or .csv file in the folder',
    got: () => 'none',
    fix: (p) => `put the files of the extract into ${p.folder}, or remove the folder`,
  }),
  'extract.mixed-folder': wording<{ entries: readonly string[] }>({
    expected: () => 'files of one form and nothing else (names that begin with . or _ are passed over)',
    got: (p) => p.entries.join(', '),
    fix: () => 'move what does not belong to the extract out of the folder',
  }),
  'extract.empty-file': wording<{ file: string }>({
    expected: () => 'a file with content',
    got: () => '0 bytes',
    fix: (p) => `take the extract ${p.file} again; an extract without rows still has a header or footer`,
  }),
  'extract.not-a-file': wording<{ file: string }>({
    expected: () => 'a regular file, or a link to one',
    got: () => 'something else (a device, a pipe, a socket or a folder)',
    fix: (p) => `replace ${p.file} by the file itself`,
  }),
  'extract.unreadable': wording<{ file: string; reason: string }>({
    expected: (p) => `to read ${p.file}`,
    got: (p) => reasonText(p.reason),
    fix: () => 'check that the file exists, that links lead somewhere, and that it may be read',
  }),
  'extract.corrupt': wording<{ form: string; test: string }>({
    expected: (p) => `a complete ${p.form} file`,
    got: (p) => `a file in which ${p.test}`,
    fix: () => 'copy or take the extract again; it is damaged or was cut off',
  }),
  'extract.read-stopped': wording<{ files: string; stopped: string }>({
    expected: () => 'rows that can be read to the end of the file',
    got: (p) => `${p.stopped}, while it read ${p.files}`,
    fix: () =>
      'copy the file again and compare its checksum with that of who made it, or have it made again; nothing was delivered',
  }),
  'extract.encrypted': wording<{ file: string }>({
    expected: () => 'a Parquet file in the clear',
    got: () => 'a Parquet file with modular encryption',
    fix: (p) => `decrypt ${p.file} inside the secure zone first`,
  }),
  'extract.unknown-type': wording<{ file: string }>({
    expected: () => 'columns of the Arrow columnar format 1.0, or string views',
    got: () => 'a column of a type this program does not know (such as run-end encoded)',
    fix: (p) => `write ${p.file} again as Parquet, or without that type`,
  }),
  'extract.not-flat': wording<{ column: string; type: string }>({
    expected: () => 'text, a number, a truth value, a date or a timestamp',
    got: (p) => `column ${p.column} of type ${p.type}`,
    fix: () => 'write the extract with plain columns',
  }),
  'extract.schemas-differ': wording<{ first: string; column: string; expected: string; got: string }>({
    expected: (p) => `column ${p.column} as in ${p.first}: ${p.expected}`,
    got: (p) => p.got,
    fix: () => 'write all files of the extract with the same columns, types and order',
  }),
  'extract.duplicate-column': wording<{ column: string }>({
    expected: () => 'every column name once',
    got: (p) => `${p.column} more than once`,
    fix: () => 'rename or remove one of them in the extract',
  }),
  'extract.column-case': wording<{ columns: readonly string[] }>({
    expected: () => 'column names that differ by more than upper and lower case',
    got: (p) => p.columns.join(' and '),
    fix: () => 'rename or remove one of them in the extract',
  }),
  'extract.csv-header': wording<{ reason: string }>({
    expected: () => 'a first line with column names in UTF-8, separated by ; or , or tab',
    got: (p) => p.reason,
    fix: () => 'write the CSV file with a header line',
  }),
  'extract.csv-row': wording<{ file: string; line: number; reason: string }>({
    expected: () =>
      'rows with as many cells as the header, and quotes around each value that holds a separator, a quote or a line break (RFC 4180)',
    got: (p) => `${p.reason}, on line ${p.line}`,
    fix: (p) => `correct what writes ${p.file}, and write it again`,
  }),
  'extract.csv-encoding': wording<{ file: string; line: number }>({
    expected: () => 'text in UTF-8',
    got: (p) => `bytes that are not UTF-8 on line ${p.line} (older systems write ISO 8859-1)`,
    fix: (p) => `convert it: iconv -f ISO-8859-1 -t UTF-8 ${p.file} > converted.csv`,
  }),
  'extract.csv-value': wording<{ column: string; type: string; rows: number }>({
    expected: (p) => `${p.column} as ${p.type} in every row: the run judges rows by it`,
    got: (p) => `${p.rows} rows with something else in it`,
    fix: () => 'correct the extract; a value that is not known is an empty cell',
  }),
  'extract.csv-decimals': wording<{ column: string; commas: number; points: number }>({
    expected: (p) => `one decimal sign in ${p.column}`,
    got: (p) => `a comma in ${p.commas} rows and a point in ${p.points}`,
    fix: () => 'write the extract with one of them, and with none between thousands',
  }),
  'extract.csv-count': wording<{ scanned: number; read: number }>({
    expected: (p) => `${p.scanned} rows, as the file has`,
    got: (p) => `${p.read} rows`,
    fix: () =>
      'run again when nothing writes to the extract; if it stays, write it as Parquet and report the version of tilrette',
  }),
  'extract.changed': wording<{ file: string; what: string }>({
    expected: (p) => `${p.file} unchanged while it is read`,
    got: (p) => p.what,
    fix: () => 'run again when nothing writes to the extracts and the lists beside them',
  }),
  'extract.no-memory-files': wording<{ folder: string }>({
    expected: (p) => `a memory-backed folder at ${p.folder} (Arrow is converted without touching a disk)`,
    got: () => 'none',
    fix: () => 'run where it exists (Linux), or write the extract as Parquet',
  }),
  'extract.memory-files-full': wording<{ folder: string }>({
    expected: (p) => `room in ${p.folder} for the chunks of the extract`,
    got: () => 'no space left',
    fix: (p) => `give ${p.folder} more memory, or write the extract as Parquet`,
  }),
  'extract.side-list-ambiguous': wording<{ candidates: readonly string[] }>({
    expected: () => 'one list of the identifiers that are one person',
    got: (p) => p.candidates.join(' and '),
    fix: () => 'remove one of them',
  }),
  'extract.side-list-name': wording<{ wanted: readonly string[]; list: string; files: number }>({
    expected: (p) => `the list as ${p.wanted.join(' or ')}`,
    got: (p) => `${p.files} other files whose name begins with ${p.list}`,
    fix: () => 'give the list that name and form, or move the file to another folder where it is none',
  }),
  'extract.side-list-header': wording<{ required: string; allowed: readonly string[]; reason: string }>({
    expected: (p) => `a header line with ${p.required}, and no other column than ${p.allowed.join(', ')}`,
    got: (p) => p.reason,
    fix: () => 'write the list with that header; a list without persons is the header line alone',
  }),
};
