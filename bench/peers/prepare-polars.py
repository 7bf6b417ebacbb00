"""The delivery as a user of polars would write it: lazy frames, streamed into Parquet."""

import json
import random
import sys
from datetime import date

import polars as pl

job = json.load(open(sys.argv[1]))


def scan(name):
    return pl.scan_parquet(f"{job['uttrekk']}/{name}.parquet")


def between(column, period):
    return pl.col(column).is_between(date.fromisoformat(period["from"]), date.fromisoformat(period["to"]))


def days(column):
    return (pl.col(column) - pl.col("referanse")).dt.total_days().cast(pl.Int32)


def write(rows, stem, columns):
    rows.select("loepenummer", *columns).sort(pl.all()).sink_parquet(
        f"{job['ut']}/{stem}_0000.parquet", compression="zstd", row_group_size=122880
    )


episodes = scan("npr.episode")
identities = scan("identiteter")
population = job["population"]
events = episodes
if population is not None:
    events = episodes.filter(
        pl.col("hoveddiagnose").str.starts_with(population["prefix"]) & between("inndato", population)
    )
persons = (
    events.group_by("foedselsnummer")
    .agg(referanse=pl.col("inndato").min())
    .join(identities, left_on="foedselsnummer", right_on="identifikator", how="left")
    .group_by(person=pl.coalesce("person", "foedselsnummer"))
    .agg(pl.col("referanse").min())
    .collect()
)
numbers = random.sample(range(10_000_000, 100_000_000), persons.height)
persons = persons.with_columns(loepenummer=pl.Series(numbers, dtype=pl.Int32))
known = identities.collect()
key = pl.concat(
    [
        known.join(persons, on="person").select("identifikator", "loepenummer", "referanse"),
        persons.join(known, left_on="person", right_on="identifikator", how="anti").select(
            identifikator="person", loepenummer="loepenummer", referanse="referanse"
        ),
    ]
).lazy()


def with_key(rows):
    return rows.join(key, left_on="foedselsnummer", right_on="identifikator")


born, at = pl.col("foedselsdato"), pl.col("inndato")


def month_day(column):
    return column.dt.month().cast(pl.Int32) * 100 + column.dt.day()


before_birthday = month_day(at) < month_day(born)
years = at.dt.year() - born.dt.year() - before_birthday.cast(pl.Int32)
band = pl.lit(job["labels"][0])
for bound, label in zip(job["bounds"], job["labels"][1:]):
    band = pl.when(years >= bound).then(pl.lit(label)).otherwise(band)
fylker = pl.scan_parquet(f"{job['lister']}/fylke.parquet")
if job["episodes"] is not None:
    episodes = episodes.filter(between("inndato", job["episodes"]))
write(
    with_key(episodes).join(fylker, left_on="kommunenummer", right_on="kode", how="left"),
    "npr_episode",
    [
        days("inndato").alias("inndag"),
        days("utdato").alias("utdag"),
        pl.col("hoveddiagnose").str.slice(0, 3),
        band.alias("aldersgruppe"),
        pl.col("kjoenn"),
        pl.when((at >= pl.col("fra")) & (at < pl.col("til"))).then(pl.col("fylke")).alias("fylke"),
        pl.col("liggetid").clip(upper_bound=job["topDays"]),
    ],
)

blocks = pl.scan_parquet(f"{job['lister']}/blokk.parquet")
category = pl.col("underliggende_aarsak").str.slice(0, 3)
write(
    with_key(scan("dar.doedsfall")).join(blocks, left_on=category, right_on="kategori", how="left"),
    "dar_doedsfall",
    [days("doedsdato").alias("doedsdag"), pl.col("blokk").alias("underliggende_aarsak")],
)

step = job["roundTo"]
write(
    with_key(scan("lmr.utlevering")),
    "lmr_utlevering",
    [
        days("utleveringsdato").alias("utleveringsdag"),
        pl.col("atckode").str.slice(0, job["atcCharacters"]),
        ((pl.col("antall_ddd").cast(pl.Float64) / step + 0.5).floor() * step).alias("antall_ddd"),
    ],
)
