import { JOINED_FILE } from '../artifacts/joined.ts';
import { STATISTICS } from '../artifacts/statistics.ts';
import { relative } from 'node:path';
import type { PrepareResult } from '../artifacts/prepare-result.ts';
import type { PrepareSettings } from '../steps/settings.ts';
import { statePaths } from '../keys/state-paths.ts';
import { renderTransformation } from './render-transformation.ts';

/** A delivery for the person who ran it: what was done, where it lies, what to do next. */
export function renderDelivery(
  r: PrepareResult,
  settings: PrepareSettings,
  newKeys: boolean,
  profile: boolean,
): string {
  if (r.outcome === 'recreated')
    return `\nThe same as ${settings.record.recreates ?? ''}: ${r.parts} parts, byte for byte; nothing was published\n`;
  const folder = near(r.package ?? '');
  const senders = near(statePaths(settings.state).senders);
  return [
    `\n${r.outcome === 'delivered' ? 'Delivered' : 'Waits for approval:'} ${r.saksnummer ?? ''} in ${r.seconds.toFixed(1)} s, peak memory ${Math.round(r.peakMemoryBytes / 2 ** 20)} MiB`,
    '',
    ...tableLines(r),
    `  persons     ${r.persons}`,
    ...riskLines(r),
    `  law         ${r.notes.length} notes of the assessment go with the delivery (tilrette check shows them)`,
    '',
    ...r.takenOver.map(
      ({ run, parts }) => `Taken over   ${countOf(parts, 'part')} that run ${run} had finished when it died`,
    ),
    `Package      ${folder} (${r.parts} encrypted parts, signed manifest)`,
    ...sizeLines(r),
    ...(newKeys
      ? [`New keys     ${near(settings.state)} (first run: signing key and age identity, keep a copy)`]
      : []),
    '',
    'Next',
    `  verify     npx tilrette verify ${folder}`,
    ...(r.outcome === 'delivered'
      ? [
          `  send       ${folder} to the analysis room, and ${senders} to the databruker by another way`,
          `  recipient  npx tilrette unpack PACKAGE --identitet KEY --avsendere avsendere --ut FOLDER (or age -d, file by file)`,
        ]
      : [
          `  approve    npx tilrette godkjenn ${r.run ?? ''} --av NAME (another person); nothing is delivered before`,
        ]),
    ...(r.keyFiles === undefined
      ? []
      : [
          `  key files  npx tilrette kobling noekkelfil ${r.run ?? ''} --ut FOLDER, for ${r.keyFiles.join(', ')}${r.outcome === 'delivered' ? '' : ', when it is approved'}`,
        ]),
    ...(profile ? profileLines(r) : []),
    '',
  ].join('\n');
}

/** Some rooms want to know before anything is sent. */
const sizeLines = ({ size }: PrepareResult): string[] =>
  size === undefined
    ? []
    : [
        `Size         ${bytesText(size.bytes)} in ${countOf(size.files, 'file')}, the largest ${bytesText(size.largest)}`,
      ];

const bytesText = (bytes: number): string => {
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
};

const near = (path: string): string => relative(process.cwd(), path) || '.';

const tableOf = ({ register, tabell }: typeof JOINED_FILE): string => `${register}.${tabell}`;
const countOf = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

const tableLines = (r: PrepareResult): string[] =>
  Object.entries(r.attrition).map(([table, a]) => {
    const counts = r.statistics?.find((t) => table === `${STATISTICS}.${t.table}`);
    if (counts !== undefined) {
      const { lines, zeros, few, more } = counts;
      return `  ${table}: ${lines} counts, ${zeros} of them 0; ${few} of few persons and ${more} to protect these left out`;
    }
    if (r.statistics !== undefined)
      return `  ${table}: ${a.extract} rows in the extract, ${a.ofPopulation} of the population in scope, ${a.delivered} counted`;
    if (table === tableOf(JOINED_FILE)) return `  ${table}: ${a.delivered} rows, joined of these`;
    return `  ${table}: ${a.extract} rows in the extract, ${a.ofPopulation} of the population in scope, ${a.delivered} delivered`;
  });

function riskLines(r: PrepareResult): string[] {
  if (r.statistics !== undefined)
    return ['  risk        no count of few persons can be worked out from the tables'];
  if (r.risk === null) return ['  risk        no quasi-identifying variable is delivered'];
  const { k, classes, suppressedPersons, suppressedRows } = r.risk;
  const suppressed =
    suppressedPersons === 0
      ? 'nobody suppressed'
      : `${suppressedPersons} persons (${suppressedRows} rows) suppressed`;
  return [
    `  risk        smallest class ${k} persons among ${classes} classes, ${suppressed}`,
    ...(r.risk.transformation === null ? [] : renderTransformation(r.risk.transformation)),
  ];
}

function profileLines(r: PrepareResult): string[] {
  const steps = Object.entries(r.profile);
  const width = Math.max(...steps.map(([step]) => step.length));
  const share = (seconds: number): string =>
    `${Math.round((100 * seconds) / Math.max(r.seconds, 0.001))} %`.padStart(5);
  return [
    '',
    'Profile',
    ...steps.map(([step, s]) => `  ${step.padEnd(width)} ${s.toFixed(2).padStart(8)} s ${share(s)}`),
  ];
}
