import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartLine } from '../artifacts/part-line.ts';
import { writing } from '../package/durable-file.ts';
import { hashFile } from '../package/hash-file.ts';
import { partFile, type PartName } from '../package/package-layout.ts';
import type { PartJournal } from '../package/part-journal.ts';
import type { SealedPart } from '../package/sealed-part.ts';
import type { Staging } from '../package/staging.ts';
import type { NumberRange } from '../sql/stage.ts';
import type { DeadRun } from './dead-runs.ts';

/** Which part: its name, its range, and the mark of the stage that it is cut from. */
export interface PartPlace {
  readonly name: PartName;
  readonly range: NumberRange;
  readonly mark: string;
}

interface TakenPart {
  readonly sealed: SealedPart;
  /** The run that wrote it. */
  readonly run: string;
}

/** The parts that need not be written again, and where those that were written are noted. */
export interface FinishedParts {
  /** Moves a part of a dead run into this one; null where none is the same. */
  take(place: PartPlace): Promise<TakenPart | null>;
  /** Notes a part of this run, so that a later one can take it over if this one dies. */
  note(place: PartPlace, sealed: SealedPart): Promise<void>;
}

/** For a run that makes every part itself and is not gone on with. */
export const everyPartAnew: FinishedParts = {
  take: () => Promise.resolve(null),
  note: () => Promise.resolve(),
};

/** What the parts of this run are made from, the koblingsnøkkel too. */
export interface PartsBasis {
  readonly run: string;
  readonly basis: string;
  /** SHA-256 of the sealed koblingsnøkkel whose numbers are used, and of the one before it. */
  readonly key: string;
  readonly keyBefore: string | null;
}

/**
 * Takes over the parts of dead runs whose basis is the same, the koblingsnøkkel too, and notes those of this run. A part
 * counts when its line is believed, its place is the same and its file is, byte for byte, the one that was noted; any other
 * is made anew. Throws `package.write-failed`.
 */
export function openFinishedParts(
  journal: PartJournal,
  staging: Staging,
  made: PartsBasis,
  dead: readonly DeadRun[],
): FinishedParts {
  const known = dead.flatMap(({ run, folder, lines }) =>
    lines.filter(({ noekkel }) => noekkel === made.key).map((line) => ({ run, folder, line })),
  );
  return {
    take: async (place) => {
      for (const { run, folder, line } of known.filter((one) => isAt(place, one.line)))
        if (await move(join(staging.ut, folder), staging.folder, line)) return { run, sealed: line.sealed };
      return null;
    },
    note: (place, sealed) => journal.note(lineOf(made, place, sealed)),
  };
}

const isAt = ({ name, range, mark }: PartPlace, { del, omraade, merke }: PartLine): boolean =>
  merke === mark &&
  partFile(del) === partFile(name) &&
  omraade.foerste === String(range.first) &&
  omraade.siste === String(range.last);

/** The file gets its new name before it is looked at, so that nobody who writes beside can swap it in between. */
async function move(from: string, to: string, { del, sealed }: PartLine): Promise<boolean> {
  const [old, own] = [join(from, partFile(del)), join(to, partFile(del))];
  const moved = await rename(old, own).then(
    () => true,
    () => false,
  );
  if (!moved) return false;
  if ((await hashFile(own).catch(() => null)) === sealed.sha256) return true;
  await writing(partFile(del), () => rm(own, { recursive: true, force: true }));
  return false;
}

function lineOf(made: PartsBasis, { name, range, mark }: PartPlace, sealed: SealedPart): PartLine {
  const { run, basis, key, keyBefore } = made;
  return {
    ...{ type: 'tilrette-ferdig-del', versjon: 1, run, grunnlag: basis },
    ...{ noekkel: key, noekkelFoer: keyBefore, merke: mark },
    omraade: { foerste: String(range.first), siste: String(range.last) },
    del: name,
    sealed: { ...sealed, columns: sealed.columns.map((column) => ({ ...column })) },
  };
}
