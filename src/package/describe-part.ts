import type { ContentsDel } from '../artifacts/contents.ts';
import type { ManifestDel } from '../artifacts/manifest.ts';
import { partFile, type PartName } from './package-layout.ts';
import type { SealedPart } from './sealed-part.ts';

/** The entry of a sealed part in the clear manifest: no count of rows. */
export function manifestEntry(name: PartName, part: SealedPart): ManifestDel {
  const { register, tabell, nr } = name;
  return { nr, fil: partFile(name), register, tabell, bytes: part.bytes, sha256: part.sha256 };
}

/** The entry of a sealed part in the encrypted contents. */
export function contentsEntry(name: PartName, part: SealedPart): ContentsDel {
  return {
    fil: partFile(name),
    register: name.register,
    tabell: name.tabell,
    rader: part.rows,
    klartekstBytes: part.plaintextBytes,
    klartekstSha256: part.plaintextSha256,
    kolonner: part.columns.map((c) => ({ navn: c.name, fysisk: c.physicalType, logisk: c.logicalType })),
  };
}
