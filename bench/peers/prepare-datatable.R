# The delivery as a user of data.table would write it. Debian has no reader of Parquet for R, so it reads
# CSV files made beforehand and writes CSV.
suppressPackageStartupMessages(library(data.table))

job <- new.env()
source(commandArgs(TRUE)[1], local = job)

texts <- c("foedselsnummer", "identifikator", "person", "hoveddiagnose", "kjoenn", "kommunenummer",
           "underliggende_aarsak", "atckode")
read <- function(name) {
  file <- file.path(job$csv, paste0(name, ".csv"))
  fread(file, na.strings = "",
        colClasses = list(character = intersect(texts, names(fread(file, nrows = 0)))))
}
write <- function(rows, stem) {
  setorderv(rows, names(rows))
  fwrite(rows, file.path(job$ut, paste0(stem, "_0000.csv")))
}
between_days <- function(dates, from, to) dates >= as.IDate(from) & dates <= as.IDate(to)

episodes <- read("npr.episode")
identities <- read("identiteter")
events <- episodes
if (!is.null(job$population)) {
  events <- episodes[startsWith(hoveddiagnose, job$population$prefix) &
                       between_days(inndato, job$population$from, job$population$to)]
}
first <- events[, .(referanse = min(inndato)), by = foedselsnummer]
first[identities, person := i.person, on = c(foedselsnummer = "identifikator")]
first[is.na(person), person := foedselsnummer]
persons <- first[, .(referanse = min(referanse)), by = person]
persons[, loepenummer := sample.int(90000000L, .N) + 9999999L]
known <- identities[persons, on = "person", nomatch = NULL][, .(foedselsnummer = identifikator, loepenummer, referanse)]
single <- persons[!identities, on = c(person = "identifikator")][, .(foedselsnummer = person, loepenummer, referanse)]
key <- rbind(known, single)

if (!is.null(job$episodes)) episodes <- episodes[between_days(inndato, job$episodes$from, job$episodes$to)]
fylker <- fread(file.path(job$lister, "fylke.csv"), colClasses = list(character = c("kode", "fylke")))
episodes[key, c("loepenummer", "referanse") := .(i.loepenummer, i.referanse), on = "foedselsnummer"]
episodes <- episodes[!is.na(loepenummer)]
episodes[fylker, c("fylke", "fra", "til") := .(i.fylke, i.fra, i.til), on = c(kommunenummer = "kode")]
episodes[, years := year(inndato) - year(foedselsdato) -
           (month(inndato) * 100L + mday(inndato) < month(foedselsdato) * 100L + mday(foedselsdato))]
write(episodes[, .(
  loepenummer,
  inndag = as.integer(inndato - referanse),
  utdag = as.integer(utdato - referanse),
  hoveddiagnose = substr(hoveddiagnose, 1, 3),
  aldersgruppe = job$labels[findInterval(years, job$bounds) + 1L],
  kjoenn,
  fylke = fifelse(inndato >= fra & inndato < til, fylke, NA_character_),
  liggetid = pmin(liggetid, job$topDays)
)], "npr_episode")
rm(episodes, events)

blocks <- fread(file.path(job$lister, "blokk.csv"))
deaths <- read("dar.doedsfall")[key, on = "foedselsnummer", nomatch = NULL]
deaths[, kategori := substr(underliggende_aarsak, 1, 3)]
deaths[blocks, blokk := i.blokk, on = "kategori"]
write(deaths[, .(loepenummer, doedsdag = as.integer(doedsdato - referanse), underliggende_aarsak = blokk)], "dar_doedsfall")

fills <- read("lmr.utlevering")[key, on = "foedselsnummer", nomatch = NULL]
write(fills[, .(
  loepenummer,
  utleveringsdag = as.integer(utleveringsdato - referanse),
  atckode = substr(atckode, 1, job$atcCharacters),
  antall_ddd = floor(antall_ddd / job$roundTo + 0.5) * job$roundTo
)], "lmr_utlevering")
