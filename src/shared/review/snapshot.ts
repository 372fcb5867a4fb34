import { newBead, type Bead, type BeadStatus, type Comment, type Sentence } from '../bitext/bead.ts';
import type { BilingualDocument, BilingualSegment, BilingualUnit } from '../formats/bilingual/model.ts';
import type { Content } from '../text/content.ts';

/** A state of a bitext, as it is compared with others: a version, the present state, or a bilingual file. */
export interface Snapshot {
  /** BCP 47. */
  readonly sourceLang: string;
  /** BCP 47. */
  readonly targetLang: string;
  /** In order. A bead with a number below zero has no identity and is recognised by its text. */
  readonly beads: readonly Bead[];
  /**
   * Two snapshots with the same `identity` number their beads and sentences alike (states of one bitext, and files
   * exported from it that kept the numbers); null when the numbers mean nothing to others.
   */
  readonly identity: string | null;
  /** True for a state of a bitext; false for a file, which knows nothing of marks and may leave out comments. */
  readonly complete: boolean;
  /** False when the file says nothing about status (TMX, TSV), so that it must not count as changed. */
  readonly hasStatus?: boolean;
}

interface BilingualOptions {
  /** The bitext the file was exported from, when `beadOf` can tell its beads. */
  readonly identity?: string;
  /** The number of the bead a segment was exported from, or null when it is lost. */
  readonly beadOf?: (unit: BilingualUnit, segment: BilingualSegment) => number | null;
  readonly hasStatus?: boolean;
}

/** A bilingual file as a snapshot. Beads and sentences without a known number get numbers below zero. */
export function snapshotOfBilingual(document: BilingualDocument, options: BilingualOptions = {}): Snapshot {
  const seen = new Set<number>();
  let last = 0;
  const fresh = (): number => --last;
  const beads: Bead[] = [];
  for (const unit of document.units) {
    for (const segment of unit.segments) {
      if (segment.ignorable) continue;
      const known = options.beadOf?.(unit, segment) ?? null;
      // A number that occurs twice identifies nothing the second time.
      const id = known !== null && known >= 0 && !seen.has(known) ? known : fresh();
      seen.add(id);
      const bead = newBead(
        id,
        sentences(segment.source, unit.id, fresh),
        segment.target === null ? [] : sentences(segment.target, unit.id, fresh),
      );
      beads.push({
        ...bead,
        status: statusOf(segment, bead),
        marks: segment.status === 'locked' ? ['locked'] : [],
        confidence: segment.confidence ?? null,
        comments: segment.comments.map((comment): Comment => ({
          id: fresh(),
          text: comment.text,
          author: comment.author ?? '',
          at: time(comment.at) ?? 0,
        })),
        by: segment.changedBy ?? null,
        at: time(segment.changedAt),
      });
    }
  }
  return {
    sourceLang: document.sourceLang,
    targetLang: document.targetLang,
    beads,
    identity: options.identity ?? null,
    complete: false,
    ...(options.hasStatus === undefined ? {} : { hasStatus: options.hasStatus }),
  };
}

function sentences(content: Content, unit: string, fresh: () => number): Sentence[] {
  return content.text === '' ? [] : [{ id: fresh(), unit, lead: '', content, trail: '' }];
}

function statusOf(segment: BilingualSegment, bead: Bead): BeadStatus {
  if (bead.target.length === 0) return 'untranslated';
  if (segment.status === 'locked') return 'confirmed';
  return segment.status === 'untranslated' ? 'draft' : segment.status;
}

/** Milliseconds since 1970-01-01 UTC of an ISO 8601 time, or null. */
function time(iso: string | undefined): number | null {
  const value = iso === undefined ? Number.NaN : Date.parse(iso);
  return Number.isNaN(value) ? null : value;
}
