import type { Bead } from '../../../../shared/bitext/bead.ts';
import type { SeriesPoint, VersionInfo } from '../../../../shared/contract/review.ts';
import { compare } from '../../../../shared/review/compare.ts';
import { lastSeq } from '../../store/project/changes.ts';
import { requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { States } from './states.ts';
import { listVersions } from './versions.ts';

/**
 * What each version of a document changed against the one before it, oldest first; the present state closes the series
 * when something came after the last version. Of versions of one and the same state the last that was named by hand
 * counts, or else the last.
 */
export function versionSeries(project: ReadConnection, document: number, states: States): SeriesPoint[] {
  const { sourceLang, targetLang } = requireDocument(project, document);
  const versions = onePerState(listVersions(project, document));
  const last = lastSeq(project, document);
  const wanted = versions[0]?.seq === last ? versions : [null, ...versions];
  const points: SeriesPoint[] = [];
  let later: { readonly version: SeriesPoint['version']; readonly beads: readonly Bead[] | null } | null = null;
  const side = { sourceLang, targetLang, identity: '', complete: true };
  const close = (earlier: readonly Bead[] | null): void => {
    if (later === null) return;
    const { version, beads } = later;
    if (beads === null || earlier === null) {
      points.push({ version, beads: beads?.length ?? null, touched: null, authors: [] });
      return;
    }
    const { authors, changes, wordsDeleted, wordsInserted, wordsTouched, distance } = compare(
      { ...side, beads: differing(earlier, beads) },
      { ...side, beads: differing(beads, earlier) },
    ).statistics;
    const touched = { changes, wordsDeleted, wordsInserted, wordsTouched, distance };
    points.push({ version, beads: beads.length, touched, authors });
  };
  let i = 0;
  const seqs = wanted.map((version) => version?.seq ?? last);
  for (const beads of states.backwards(document, seqs)) {
    close(beads);
    later = { version: wanted[i++] ?? null, beads };
  }
  close(null);
  return points.reverse();
}

/** Of versions, newest first, the one of each state that a reader knows it by. */
function onePerState(versions: readonly VersionInfo[]): VersionInfo[] {
  const bySeq = new Map<number, VersionInfo>();
  for (const version of versions) {
    const known = bySeq.get(version.seq);
    if (!known || (known.kind !== 'manual' && version.kind === 'manual')) bySeq.set(version.seq, version);
  }
  return [...bySeq.values()];
}

/** The beads of one state that the other does not hold; what the log did not touch is the same object in both. */
function differing(beads: readonly Bead[], other: readonly Bead[]): Bead[] {
  const known = new Set(other);
  return beads.filter((bead) => !known.has(bead));
}
