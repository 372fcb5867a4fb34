import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import type { BilingualDocument, BilingualSegment } from '../../../../shared/formats/bilingual/model.ts';
import { bilingualFormatFor } from '../../../../shared/formats/bilingual/registry.ts';
import type { Snapshot } from '../../../../shared/review/snapshot.ts';
import { snapshotOfBilingual } from '../../../../shared/review/snapshot.ts';
import { normaliseSpace } from './space.ts';
import { refuseLarge } from '../files.ts';
import { inFile } from '../in-file.ts';

const LIMIT = 200 * 1024 * 1024;
/** The share of numbered segments whose source must be that of the bead they name, before their numbers are believed. */
const TRUSTED = 0.6;

/** The bitext a file may have been exported from. */
export interface Exported {
  readonly identity: string;
  readonly beads: readonly Bead[];
}

/**
 * A bilingual file as a state to compare. When its segments still carry the numbers of the beads of `exported`, they
 * are recognised by them, otherwise by their text. Throws CoreError and FormatError for a file that cannot be used.
 */
export function bilingualSnapshot(
  path: string,
  languages: { readonly source: string; readonly target: string } | null,
  exported: Exported | null,
): Snapshot {
  refuseLarge(path, LIMIT);
  const name = basename(path);
  const bytes = readFileSync(path);
  const format = bilingualFormatFor(name);
  const document = inFile(path, () => format.read(bytes, languages === null ? { name } : { languages, name }));
  const numbered = exported !== null && keptNumbers(document, exported.beads);
  return snapshotOfBilingual(document, {
    hasStatus: format.id === 'xliff' || saysStatus(document),
    ...(numbered && exported ? { identity: exported.identity, beadOf: (_, segment) => beadNumber(segment) } : {}),
  });
}

/** The number of the bead a segment of an export was made from. */
function beadNumber(segment: BilingualSegment): number | null {
  const digits = /^s(\d{1,15})$/.exec(segment.id)?.[1];
  return digits === undefined ? null : Number(digits);
}

function keptNumbers({ units }: BilingualDocument, beads: readonly Bead[]): boolean {
  const known = new Map(beads.map((bead) => [bead.id, bead]));
  let [numbered, same] = [0, 0];
  for (const { segments } of units) {
    for (const segment of segments) {
      const number = segment.ignorable ? null : beadNumber(segment);
      if (number === null) continue;
      numbered++;
      const bead = known.get(number);
      if (bead && normaliseSpace(sideContent(bead, 'source')) === normaliseSpace(segment.source)) same++;
    }
  }
  return numbered > 0 && same >= numbered * TRUSTED;
}

/** False when every segment has the status that is assumed where nothing is said. */
function saysStatus({ units }: BilingualDocument): boolean {
  return units.some(({ segments }) =>
    segments.some(({ status }) => status === 'draft' || status === 'confirmed' || status === 'locked'),
  );
}
