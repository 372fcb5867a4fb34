import type { Bead } from '../../../../shared/bitext/bead.ts';
import type { Change, Operation } from '../../../../shared/bitext/change.ts';
import { setFields } from '../../../../shared/bitext/change.ts';
import { bitextReader } from '../../store/project/beads.ts';
import { execute } from '../../../../shared/bitext/execute.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { ParsedInputOf } from '../../../../shared/contract/contract.ts';
import type {
  MergePreview,
  Obstacle,
  SourceUpdatePreview,
  StateRef,
  Verdict,
} from '../../../../shared/contract/review.ts';
import { acceptChanges, rejectChanges } from '../../../../shared/review/accept.ts';
import type { Choice, Merge } from '../../../../shared/review/merge.ts';
import { mergeThreeWay } from '../../../../shared/review/merge.ts';
import type { BeadChange } from '../../../../shared/review/model.ts';
import { takePlaces } from '../../../../shared/review/text-change.ts';
import type { SourceUpdate } from '../../../../shared/review/update-source.ts';
import { updateSource } from '../../../../shared/review/update-source.ts';
import { readCounter } from '../../store/meta.ts';
import { lastSeq } from '../../store/project/changes.ts';
import type { Original, OriginalContent } from '../../store/project/documents.ts';
import { requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { PreparedDocument } from '../documents/prepare.ts';
import type { NewVersion } from '../versions/take.ts';
import type { OpenComparison } from './comparisons.ts';
import { obstacleTo, selected, wantedSide } from './comparisons.ts';
import { fingerprintOf } from './fingerprint.ts';
import { resolveState, type ResolvedState, type Reviewed } from './resolve.ts';

/**
 * What a step of review will write, worked out on a reader so that the writer only stores it. It holds for the state
 * of the document and of the project's numbers it was worked out on; the writer refuses it when either moved on.
 */
export interface Plan {
  readonly document: number;
  readonly seq: number;
  /** The last number used in the project before and after. */
  readonly lastId: { readonly from: number; readonly to: number };
  readonly change: Change;
  /** A message key below `change.`. */
  readonly label: string;
  readonly why: string | null;
  readonly decisions: { readonly verdict: Verdict; readonly fingerprints: readonly string[] } | null;
  /** A version to keep before. */
  readonly version: Pick<NewVersion, 'kind' | 'name'> | null;
  /** A new edition of the source file. */
  readonly original: { readonly file: Original; readonly content: OriginalContent } | null;
  /** What the answer says besides. */
  readonly count: number;
  readonly left: number;
  readonly merged: number;
  readonly obstacles: Readonly<Partial<Record<Obstacle, number>>>;
}

type Numbers = () => number;

/** Works out a plan with fresh numbers, without taking them yet. */
function planned(
  project: ReadConnection,
  document: number,
  work: (nextId: Numbers) => Omit<Plan, 'document' | 'seq' | 'lastId'>,
): Plan {
  const from = readCounter(project, 'lastId');
  let to = from;
  const plan = work(() => ++to);
  return { document, seq: lastSeq(project, document), lastId: { from, to }, ...plan };
}

const NOTHING = { why: null, decisions: null, version: null, original: null, merged: 0, obstacles: {} } as const;

type DecideInput = Pick<ParsedInputOf<'review.decide'>, 'verdict' | 'selection' | 'why'>;
type Signer = { readonly who: string; readonly now: number };

/** Accepts or rejects changes of a comparison; between two older states, takes the text of one of them. */
export function planDecision(
  project: ReadConnection,
  opened: OpenComparison,
  input: DecideInput,
  author: Signer,
): Plan {
  const { info, document } = opened;
  const wanted = selectedChanges(opened, input.selection);
  const usable: BeadChange[] = [];
  const obstacles: Partial<Record<Obstacle, number>> = {};
  for (const change of wanted) {
    const obstacle = obstacleTo(opened, change, input.verdict);
    if (obstacle === null) usable.push(change);
    else obstacles[obstacle] = (obstacles[obstacle] ?? 0) + 1;
  }
  // The document has what is wanted already when the later state is the present one and wins, or the other way round.
  const stands = info.present !== null && (info.present === 'b') === (input.verdict === 'accepted');
  const label = input.verdict === 'accepted' ? 'accept' : 'reject';
  const decided = stands ? wanted : usable;
  return planned(project, document, (nextId) => {
    const change =
      'places' in input.selection
        ? placesChange(project, opened, input.selection, stands, label, nextId, author)
        : stands
          ? seen(opened, wanted)
          : taken(opened, usable, input.verdict, nextId, author);
    const recorded = !('places' in input.selection) && (stands || info.present === null);
    return {
      ...NOTHING,
      change,
      label,
      why: input.why?.trim() || null,
      decisions: recorded ? { verdict: input.verdict, fingerprints: decided.map((one) => fingerprintOf(one)) } : null,
      version: usable.length > 1 && !stands ? { kind: 'batch', name: '' } : null,
      count: decided.length,
      left: wanted.length - decided.length,
      obstacles: stands ? {} : obstacles,
    };
  });
}

/** The change that gives the document what a verdict wants of some changes. */
function taken(
  opened: OpenComparison,
  usable: readonly BeadChange[],
  verdict: Verdict,
  nextId: Numbers,
  author: Signer,
): Change {
  const { info, comparison } = opened;
  if (info.present === null) {
    const side = wantedSide(verdict);
    const rows = opened.presentRows(side);
    const from = info[side].name;
    return usable.flatMap((change) => rows.take(change, side, { from, nextId, ...author }));
  }
  const chosen = new Set(usable.map(({ index }) => index));
  const accepted = (info.present === 'a' ? acceptChanges : rejectChanges)(
    comparison,
    ({ index }) => chosen.has(index),
    { nextId, sides: info.sides },
  );
  return signed(accepted, comparison[info.present].beads, author);
}

/** Whoever takes a text over is named as its author where its file does not say who wrote it. */
function signed(
  { change, beads }: { readonly change: Change; readonly beads: readonly Bead[] },
  present: readonly Bead[],
  { who: by, now: at }: { readonly who: string; readonly now: number },
): Change {
  const unsigned = new Set(beads.filter((bead) => bead.by === null).map(({ id }) => id));
  const before = new Map(present.map((bead) => [bead.id, bead]));
  return change.map((operation): Operation => {
    if (operation.type === 'splice') {
      const insert = operation.insert.map((bead) =>
        bead.by === null && !before.has(bead.id) ? { ...bead, by, at } : bead,
      );
      return { ...operation, insert };
    }
    const bead = before.get(operation.bead);
    if (!bead || operation.after.target === undefined || !unsigned.has(operation.bead)) return operation;
    return setFields(bead, { ...operation.after, by, at });
  });
}

function selectedChanges(opened: OpenComparison, selection: DecideInput['selection']): BeadChange[] {
  if ('filter' in selection) return selected(opened, selection.filter);
  const wanted = 'changes' in selection ? selection.changes : [selection.change];
  return [...new Set(wanted)].map((index) => {
    const change = opened.comparison.changes[index];
    if (!change) throw new CoreError('notFound', `there is no change ${index} in this comparison`, { change: index });
    return change;
  });
}

/** A step that changes nothing but stands in the history of the beads it is about. */
function seen({ info, comparison }: OpenComparison, changes: readonly BeadChange[]): Change {
  const beads = new Map<number, Bead>();
  for (const change of changes) {
    const here = (one: BeadChange | undefined): readonly Bead[] => (info.present === 'a' ? one?.a : one?.b) ?? [];
    // Where it is about beads that are gone, the one they stood behind stands for them.
    const [bead] =
      here(change).length > 0
        ? here(change)
        : here(comparison.changes.slice(0, change.index).findLast((other) => here(other).length > 0));
    const stand = bead ?? (info.present === 'a' ? comparison.a : comparison.b).beads[0];
    if (stand) beads.set(stand.id, stand);
  }
  return [...beads.values()].map((bead) => setFields(bead, {}));
}

/** Takes single places of the target of one bead, or takes them back. */
function placesChange(
  project: ReadConnection,
  opened: OpenComparison,
  selection: { readonly change: number; readonly places: readonly number[] },
  stands: boolean,
  label: 'accept' | 'reject',
  nextId: Numbers,
  author: { readonly who: string; readonly now: number },
): Change {
  const { info, comparison, document } = opened;
  if (info.present === null) {
    throw new CoreError(
      'badRequest',
      'neither side is the document as it stands; take the whole row, or compare with the present state to choose words',
      { key: 'neitherPresent' },
    );
  }
  const change = comparison.changes[selection.change];
  const here = info.present === 'a' ? change?.a : change?.b;
  const [bead] = here ?? [];
  if (!change?.target || !bead || here?.length !== 1 || change.a.length !== 1 || change.b.length !== 1) {
    throw new CoreError('badRequest', 'only within one sentence pair can single words be accepted or rejected', {
      key: 'placesNeedOneBead',
    });
  }
  if (stands) return seen(opened, [change]);
  const places = new Set(selection.places);
  // From the earlier text, the chosen places are made; in the later text, all but the chosen ones are kept.
  const content = takePlaces(change.target.runs, (place) => places.has(place) === (info.present === 'a'));
  const { kind } = requireDocument(project, document);
  const edit = {
    bead: bead.id,
    side: 'target' as const,
    content: { text: content.text, codes: [...content.codes] },
  };
  return execute({ type: 'batch', label, edits: [edit] }, bitextReader(project, document), { kind, nextId, ...author })
    .change;
}

/** The three states of a merge. */
interface MergeStates {
  readonly base: ResolvedState;
  readonly ours: ResolvedState;
  readonly theirs: ResolvedState;
}

type MergeInput = Pick<ParsedInputOf<'review.merge'>, 'base' | 'theirs' | 'choices'>;

function mergeOf(reviewed: Reviewed, input: MergeInput, nextId: Numbers): { merge: Merge; states: MergeStates } {
  const resolve = (ref: StateRef): ResolvedState => resolveState(ref, reviewed);
  const states = { base: resolve(input.base), ours: resolve({ kind: 'current' }), theirs: resolve(input.theirs) };
  const { kind } = requireDocument(reviewed.project, reviewed.document);
  const editions = [states.base, states.ours, states.theirs].map(({ edition }) => edition);
  const oneSource = editions[0] !== null && editions.every((edition) => edition === editions[0]);
  const merge = mergeThreeWay(states.base.snapshot, states.ours.snapshot, states.theirs.snapshot, {
    nextId,
    sides: kind === 'translation' && !oneSource ? 'target' : 'both',
    choices: new Map(input.choices.map(({ conflict, take }): [number, Choice] => [conflict, take])),
  });
  return { merge, states };
}

/** What merging would do. */
export function previewMerge(reviewed: Reviewed, input: MergeInput): MergePreview {
  let scratch = 0;
  const { merge, states } = mergeOf(reviewed, input, () => --scratch);
  return {
    conflicts: merge.conflicts,
    taken: merge.takenBeads.length,
    merged: merge.mergedBeads.length,
    relation: merge.theirs.relation,
    base: states.base.info,
    theirs: states.theirs.info,
  };
}

/** Merges a returned state. Throws CoreError `badRequest` when it is no version of the document. */
export function planMerge(
  reviewed: Reviewed,
  input: MergeInput,
  author: { readonly who: string; readonly now: number },
): Plan {
  return planned(reviewed.project, reviewed.document, (nextId) => {
    const { merge, states } = mergeOf(reviewed, input, nextId);
    const { relation } = merge.theirs;
    if (relation.verdict === 'unrelated') {
      throw new CoreError(
        'badRequest',
        `${states.theirs.info.name}: this does not look like a version of the document (${Math.round(relation.paired * 100)} % of it was recognised); nothing was changed`,
        { key: 'mergeUnrelated', percent: Math.round(relation.paired * 100) },
      );
    }
    return {
      ...NOTHING,
      change: signed(merge, states.ours.snapshot.beads, author),
      label: 'mergeReturn',
      version: { kind: 'return', name: states.theirs.info.name },
      count: merge.takenBeads.length,
      left: merge.conflicts.filter(({ choice }) => choice === undefined).length,
      merged: merge.mergedBeads.length,
    };
  });
}

const PREVIEW_LIMIT = 500;

function updateOf(reviewed: Reviewed, prepared: PreparedDocument, nextId: Numbers): SourceUpdate {
  const { project, document, states } = reviewed;
  const { kind, sourceLang } = requireDocument(project, document);
  const sentences = prepared.beads.flatMap(({ source }) => source.map(({ id: _, ...sentence }) => sentence));
  return updateSource(states.present(document).beads, sentences, { sourceLang, kind, nextId });
}

/** What a new edition of the source would change. */
export function previewSource(reviewed: Reviewed, prepared: PreparedDocument): SourceUpdatePreview {
  let scratch = 0;
  const { statistics, recognised, updates, locked } = updateOf(reviewed, prepared, () => --scratch);
  return {
    statistics,
    recognised,
    updates: updates.filter(({ kind }) => kind !== 'unchanged').slice(0, PREVIEW_LIMIT),
    locked: locked.length,
  };
}

/** Takes over a new edition of the source. Throws CoreError `locked` when it would change locked rows unasked. */
export function planSource(reviewed: Reviewed, prepared: PreparedDocument, unlock: boolean): Plan {
  return planned(reviewed.project, reviewed.document, (nextId) => {
    const { change, statistics, locked } = updateOf(reviewed, prepared, nextId);
    const [firstLocked] = locked;
    if (firstLocked && !unlock) {
      throw new CoreError(
        'locked',
        `${prepared.name}: ${locked.length} locked rows would change with this edition, the first of them row ${firstLocked.row + 1}; unlock them, or say that they may change`,
        { key: 'sourceLocked', count: locked.length, row: firstLocked.row + 1 },
      );
    }
    const { original, bytes, parsed } = prepared.file;
    const [first] = reviewed.states.present(reviewed.document).beads;
    return {
      ...NOTHING,
      // An edition with the same sentences is a step all the same: its file is another.
      change: change.length > 0 || !first ? change : [setFields(first, {})],
      label: 'updateSource',
      version: { kind: 'source', name: prepared.name },
      original: { file: original, content: { bytes, skeleton: parsed.skeleton, units: parsed.units } },
      count: Object.values(statistics).reduce((sum, { beads }) => sum + beads, 0) - statistics.unchanged.beads,
      left: 0,
    };
  });
}
