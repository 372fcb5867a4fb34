import { isMarked } from '../../../../shared/bitext/bead.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type {
  ChangePage,
  ComparisonInfo,
  MapStretch,
  Obstacle,
  ReviewChange,
  ReviewFilter,
  StateRef,
  Verdict,
} from '../../../../shared/contract/review.ts';
import { compare, type Comparison, type OnProgress } from '../../../../shared/review/compare.ts';
import { passes } from '../../../../shared/review/filter.ts';
import type { BeadChange } from '../../../../shared/review/model.ts';
import { PresentRows } from '../../../../shared/review/present-rows.ts';
import { lastSeq } from '../../store/project/changes.ts';
import type { Decision } from '../../store/project/decisions.ts';
import { readDecisions } from '../../store/project/decisions.ts';
import { requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { fingerprintOf } from './fingerprint.ts';
import { resolveState, type Reviewed } from './resolve.ts';

/** A comparison of two states of which at least one belongs to a document, kept while somebody looks at it. */
export interface OpenComparison {
  readonly project: string;
  readonly document: number;
  readonly info: ComparisonInfo;
  readonly comparison: Comparison;
  readonly decisions: ReadonlyMap<string, Decision>;
  /** Where the rows of each side are in the document, when neither side is the document as it stands. */
  readonly presentRows: (side: 'a' | 'b') => PresentRows;
}

/** How many comparisons are kept: those of two windows. */
const KEPT = 2;
/** Stretches of the map beside the list. */
const STRETCHES = 200;

/** The comparisons that are open now. */
export class Comparisons {
  readonly #open = new Map<string, OpenComparison>();
  #last = 0;

  compare(path: string, reviewed: Reviewed, a: StateRef, b: StateRef, onProgress?: OnProgress): ComparisonInfo {
    const handle = `comparison-${++this.#last}`;
    const opened = reviewed.project.snapshot(() => openComparison(path, reviewed, a, b, handle, onProgress));
    this.#open.set(opened.info.handle, opened);
    for (const handle of [...this.#open.keys()].slice(0, -KEPT)) this.#open.delete(handle);
    return opened.info;
  }

  /** Throws CoreError `conflict` when the comparison is gone or the document changed since it was made. */
  get(project: ReadConnection, handle: string): OpenComparison {
    const opened = this.#open.get(handle);
    if (!opened || opened.info.seq !== lastSeq(project, opened.document)) {
      throw new CoreError('conflict', 'the document changed since it was compared; compare again', {
        key: 'comparisonStale',
      });
    }
    return opened;
  }

  page(project: ReadConnection, handle: string, filter: ReviewFilter, from: number, count: number): ChangePage {
    const opened = this.get(project, handle);
    const found = selected(opened, filter);
    return {
      total: found.length,
      from,
      changes: found.slice(from, from + count).map((change) => reviewChange(opened, change)),
      map: from === 0 ? mapOf(opened.comparison, found) : [],
    };
  }

  release(path: string): void {
    for (const [handle, { project }] of this.#open) if (project === path) this.#open.delete(handle);
  }
}

function openComparison(
  path: string,
  reviewed: Reviewed,
  a: StateRef,
  b: StateRef,
  handle: string,
  onProgress?: OnProgress,
): OpenComparison {
  const { project, document } = reviewed;
  const [left, right] = [resolveState(a, reviewed), resolveState(b, reviewed)];
  const comparison = compare(left.snapshot, right.snapshot, onProgress);
  const { kind } = requireDocument(project, document);
  const found: { a?: PresentRows; b?: PresentRows } = {};
  // A translation's sources are those of its file: states of another file, or edition, give targets only.
  const foreign = !comparison.sameIdentity || left.edition !== right.edition || left.edition === null;
  const { statistics, relation } = comparison;
  return {
    project: path,
    document,
    comparison,
    decisions: readDecisions(project, document),
    presentRows: (side) =>
      (found[side] ??= new PresentRows(comparison[side], resolveState({ kind: 'current' }, reviewed).snapshot)),
    info: {
      handle,
      a: left.info,
      b: right.info,
      seq: lastSeq(project, document),
      present: b.kind === 'current' ? 'b' : a.kind === 'current' ? 'a' : null,
      sides: kind === 'translation' && foreign ? 'target' : 'both',
      statistics,
      relation,
    },
  };
}

/** The changes of a comparison that pass a filter; those that are the same only when the filter asks for them. */
export function selected(opened: OpenComparison, filter: ReviewFilter): BeadChange[] {
  const { decided, ...rest } = filter;
  const wantsSame = filter.kinds?.includes('same') ?? false;
  return opened.comparison.changes.filter(
    (change) =>
      (wantsSame || change.kind !== 'same') &&
      passes(change, rest) &&
      (decided === undefined || (verdictOn(opened, change) !== undefined) === decided),
  );
}

function verdictOn({ decisions }: OpenComparison, change: BeadChange): Decision | undefined {
  return decisions.size === 0 ? undefined : decisions.get(fingerprintOf(change));
}

function reviewChange(opened: OpenComparison, change: BeadChange): ReviewChange {
  const decision = verdictOn(opened, change);
  const obstacles = {
    accepted: obstacleTo(opened, change, 'accepted'),
    rejected: obstacleTo(opened, change, 'rejected'),
  };
  return {
    ...change,
    verdict: decision?.verdict ?? null,
    why: decision?.why ?? null,
    applicable: obstacles.accepted === null || obstacles.rejected === null,
    obstacles,
  };
}

/** What keeps a verdict from changing the document; null when nothing does. */
export function obstacleTo(opened: OpenComparison, change: BeadChange, verdict: Verdict): Obstacle | null {
  const { present } = opened.info;
  if (change.kind === 'same') return 'same';
  if (present !== null) return obstacleHere(opened.info, change, present);
  const side = wantedSide(verdict);
  return opened.presentRows(side).find(change, side).obstacle;
}

/** The side a verdict wants: accepting wants the later state. */
export function wantedSide(verdict: Verdict): 'a' | 'b' {
  return verdict === 'accepted' ? 'b' : 'a';
}

function obstacleHere({ sides }: ComparisonInfo, change: BeadChange, present: 'a' | 'b'): Obstacle | null {
  const here = change[present];
  const there = change[present === 'a' ? 'b' : 'a'];
  // Taking a lock back is the one thing that may be done to a locked bead.
  const unlocks = sides === 'both' && change.marks !== null && change.target === null && change.source === null;
  if (here.some((bead) => isMarked(bead, 'locked')) && !unlocks) return 'locked';
  if (sides === 'both') return null;
  if (here.length === 0) return 'gone';
  if (there.length === 0) return 'absent';
  return change.target !== null || change.status !== null || change.comments !== null ? null : 'sourceOnly';
}

function mapOf({ changes }: Comparison, found: readonly BeadChange[]): MapStretch[] {
  const count = Math.min(STRETCHES, Math.max(1, changes.length));
  const map = Array.from({ length: count }, () => ({ changed: 0, structure: 0, quiet: 0 }));
  for (const change of found) {
    const stretch = map[Math.floor((change.index * count) / changes.length)];
    if (!stretch) continue;
    if (change.kind === 'changed') stretch.changed++;
    else if (change.kind === 'annotated') stretch.quiet++;
    else if (change.kind !== 'same') stretch.structure++;
  }
  return map;
}
