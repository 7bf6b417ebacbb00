// The delivery as a user of nodejs-polars would write it: lazy frames, collected and written as Parquet.
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const job = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const [library] = process.argv.slice(3);
const pl = createRequire(library)(library);

const scan = (name) => pl.scanParquet(`${job.uttrekk}/${name}.parquet`);
const DAY = 86_400_000;
const dayOf = (iso) => Date.parse(iso) / DAY;
const day = (column) => pl.col(column).cast(pl.Int32);
const between = (column, { from, to }) =>
  day(column)
    .gtEq(dayOf(from))
    .and(day(column).ltEq(dayOf(to)));
const days = (column, as) => day(column).sub(day('referanse')).cast(pl.Int32).alias(as);
const write = (rows, stem, columns) => {
  const names = ['loepenummer', ...columns.map(([name]) => name)];
  rows
    .select(pl.col('loepenummer'), ...columns.map(([, value]) => value))
    .sort(names.map((name) => pl.col(name)))
    .collectSync()
    .writeParquet(`${job.ut}/${stem}_0000.parquet`, { compression: 'zstd', rowGroupSize: 122_880 });
};

let episodes = scan('npr.episode');
const identities = scan('identiteter');
const events =
  job.population === null
    ? episodes
    : episodes.filter(
        pl
          .col('hoveddiagnose')
          .str.slice(0, job.population.prefix.length)
          .eq(pl.lit(job.population.prefix))
          .and(between('inndato', job.population)),
      );
let persons = events
  .groupBy('foedselsnummer')
  .agg(pl.col('inndato').min().alias('referanse'))
  .join(identities, { leftOn: 'foedselsnummer', rightOn: 'identifikator', how: 'left' })
  .withColumn(
    pl
      .when(pl.col('person').isNull())
      .then(pl.col('foedselsnummer'))
      .otherwise(pl.col('person'))
      .alias('person'),
  )
  .groupBy('person')
  .agg(pl.col('referanse').min())
  .collectSync();
const numbers = new Set();
while (numbers.size < persons.height) numbers.add(randomInt(10_000_000, 100_000_000));
persons = persons.withColumn(pl.Series('loepenummer', [...numbers], pl.Int32));
const known = identities.collectSync();
const key = pl
  .concat([
    known.join(persons, { on: 'person' }).select('identifikator', 'loepenummer', 'referanse'),
    persons
      .join(known, { leftOn: 'person', rightOn: 'identifikator', how: 'anti' })
      .select(pl.col('person').alias('identifikator'), pl.col('loepenummer'), pl.col('referanse')),
  ])
  .lazy();
const withKey = (rows) =>
  rows.join(key, { leftOn: 'foedselsnummer', rightOn: 'identifikator', how: 'inner' });

const monthDay = (column) =>
  pl.col(column).dt.month().cast(pl.Int32).mul(100).add(pl.col(column).dt.day().cast(pl.Int32));
const years = pl
  .col('inndato')
  .dt.year()
  .sub(pl.col('foedselsdato').dt.year())
  .sub(monthDay('inndato').lt(monthDay('foedselsdato')).cast(pl.Int32));
const band = job.bounds.reduce(
  (labels, bound, i) =>
    pl
      .when(years.gtEq(bound))
      .then(pl.lit(job.labels[i + 1]))
      .otherwise(labels),
  pl.lit(job.labels[0]),
);
const fylker = pl.scanParquet(`${job.lister}/fylke.parquet`);
if (job.episodes !== null) episodes = episodes.filter(between('inndato', job.episodes));
const valid = day('inndato')
  .gtEq(day('fra'))
  .and(day('inndato').lt(day('til')));
write(
  withKey(episodes).join(fylker, { leftOn: 'kommunenummer', rightOn: 'kode', how: 'left' }),
  'npr_episode',
  [
    ['inndag', days('inndato', 'inndag')],
    ['utdag', days('utdato', 'utdag')],
    ['hoveddiagnose', pl.col('hoveddiagnose').str.slice(0, 3).alias('hoveddiagnose')],
    ['aldersgruppe', band.alias('aldersgruppe')],
    ['kjoenn', pl.col('kjoenn')],
    ['fylke', pl.when(valid).then(pl.col('fylke')).otherwise(pl.lit(null)).alias('fylke')],
    [
      'liggetid',
      pl
        .when(pl.col('liggetid').gt(job.topDays))
        .then(pl.lit(job.topDays))
        .otherwise(pl.col('liggetid'))
        .cast(pl.Int32)
        .alias('liggetid'),
    ],
  ],
);

const blocks = pl.scanParquet(`${job.lister}/blokk.parquet`);
write(
  withKey(scan('dar.doedsfall'))
    .withColumn(pl.col('underliggende_aarsak').str.slice(0, 3).alias('kategori'))
    .join(blocks, { on: 'kategori', how: 'left' }),
  'dar_doedsfall',
  [
    ['doedsdag', days('doedsdato', 'doedsdag')],
    ['underliggende_aarsak', pl.col('blokk').alias('underliggende_aarsak')],
  ],
);

write(withKey(scan('lmr.utlevering')), 'lmr_utlevering', [
  ['utleveringsdag', days('utleveringsdato', 'utleveringsdag')],
  ['atckode', pl.col('atckode').str.slice(0, job.atcCharacters).alias('atckode')],
  [
    'antall_ddd',
    pl
      .col('antall_ddd')
      .cast(pl.Float64)
      .div(job.roundTo)
      .add(0.5)
      .floor()
      .mul(job.roundTo)
      .alias('antall_ddd'),
  ],
]);
