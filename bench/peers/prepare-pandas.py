"""The delivery as a user of pandas would write it: whole frames in memory."""

import json
import sys

import numpy as np
import pandas as pd

job = json.load(open(sys.argv[1]))


def read(name, columns):
    return pd.read_parquet(f"{job['uttrekk']}/{name}.parquet", columns=columns)


def between(dates, period):
    return (dates >= pd.Timestamp(period["from"])) & (dates <= pd.Timestamp(period["to"]))


def days(rows, column):
    return (rows[column] - rows["referanse"]).dt.days.astype("int32")


def write(rows, stem):
    rows.sort_values(list(rows.columns)).to_parquet(
        f"{job['ut']}/{stem}_0000.parquet", compression="zstd", index=False, row_group_size=122880
    )


episodes = read(
    "npr.episode",
    [
        "foedselsnummer",
        "inndato",
        "utdato",
        "hoveddiagnose",
        "foedselsdato",
        "kjoenn",
        "kommunenummer",
        "liggetid",
    ],
)
for column in ["inndato", "utdato", "foedselsdato"]:
    episodes[column] = pd.to_datetime(episodes[column])
identities = read("identiteter", ["identifikator", "person"])
population = job["population"]
events = episodes
if population is not None:
    chosen = episodes["hoveddiagnose"].str.startswith(population["prefix"]) & between(
        episodes["inndato"], population
    )
    events = episodes[chosen]
first = events.groupby("foedselsnummer", sort=False)["inndato"].min().rename("referanse").reset_index()
first = first.merge(identities, left_on="foedselsnummer", right_on="identifikator", how="left")
first["person"] = first["person"].fillna(first["foedselsnummer"])
persons = first.groupby("person", sort=False)["referanse"].min().reset_index()
drawn = np.random.default_rng().choice(90_000_000, size=len(persons), replace=False, shuffle=True)
persons["loepenummer"] = (drawn + 10_000_000).astype("int32")
single = persons[~persons["person"].isin(identities["identifikator"])]
key = pd.concat(
    [
        identities.merge(persons, on="person").rename(columns={"identifikator": "foedselsnummer"}),
        single.assign(foedselsnummer=single["person"]),
    ]
)[["foedselsnummer", "loepenummer", "referanse"]]

if job["episodes"] is not None:
    episodes = episodes[between(episodes["inndato"], job["episodes"])]
fylker = pd.read_parquet(f"{job['lister']}/fylke.parquet")
fylker["fra"] = pd.to_datetime(fylker["fra"].astype(str))
fylker["til"] = pd.to_datetime(fylker["til"].astype(str).str.replace("9999", "2200"))
rows = episodes.merge(key, on="foedselsnummer").merge(
    fylker, left_on="kommunenummer", right_on="kode", how="left"
)
born, at = rows["foedselsdato"].dt, rows["inndato"].dt
before_birthday = (at.month * 100 + at.day) < (born.month * 100 + born.day)
years = at.year - born.year - before_birthday.astype("int32")
valid = (rows["inndato"] >= rows["fra"]) & (rows["inndato"] < rows["til"])
bands = pd.cut(years, [-np.inf, *job["bounds"], np.inf], labels=job["labels"], right=False)
write(
    pd.DataFrame(
        {
            "loepenummer": rows["loepenummer"],
            "inndag": days(rows, "inndato"),
            "utdag": days(rows, "utdato"),
            "hoveddiagnose": rows["hoveddiagnose"].str[:3],
            "aldersgruppe": bands.astype(str),
            "kjoenn": rows["kjoenn"],
            "fylke": rows["fylke"].where(valid),
            "liggetid": rows["liggetid"].clip(upper=job["topDays"]),
        }
    ),
    "npr_episode",
)
del episodes, events, rows

deaths = read("dar.doedsfall", ["foedselsnummer", "doedsdato", "underliggende_aarsak"]).merge(
    key, on="foedselsnummer"
)
deaths["doedsdato"] = pd.to_datetime(deaths["doedsdato"])
blocks = pd.read_parquet(f"{job['lister']}/blokk.parquet").set_index("kategori")["blokk"]
write(
    pd.DataFrame(
        {
            "loepenummer": deaths["loepenummer"],
            "doedsdag": days(deaths, "doedsdato"),
            "underliggende_aarsak": deaths["underliggende_aarsak"].str[:3].map(blocks),
        }
    ),
    "dar_doedsfall",
)

fills = read("lmr.utlevering", ["foedselsnummer", "utleveringsdato", "atckode", "antall_ddd"]).merge(
    key, on="foedselsnummer"
)
fills["utleveringsdato"] = pd.to_datetime(fills["utleveringsdato"])
step = job["roundTo"]
write(
    pd.DataFrame(
        {
            "loepenummer": fills["loepenummer"],
            "utleveringsdag": days(fills, "utleveringsdato"),
            "atckode": fills["atckode"].str[: job["atcCharacters"]],
            "antall_ddd": np.floor(fills["antall_ddd"].astype("float64") / step + 0.5) * step,
        }
    ),
    "lmr_utlevering",
)
