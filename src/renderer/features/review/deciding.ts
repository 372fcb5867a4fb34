import type { Decided, ReviewChange, ReviewSelection, StateRef, Verdict } from '../../../shared/contract/review.ts';
import { attempt } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { notify, speak } from '../../app/notices.ts';
import { CallError } from '../../client/client.ts';
import { i18n } from '../../i18n/i18n.ts';
import { changeAt, compare, compared, countWords, findChange, goToBead, isStale } from './comparing.ts';
import { nameOf, sameWords } from './listing.ts';
import { moveTo } from './moving.ts';
import { keyOf } from './refs.ts';
import { place, useReview } from './state.ts';

/**
 * Deciding about changes. A key is bound to the change it was pressed on, and the place moves on at once; the decisions
 * are then carried out one after the other, each against a comparison that knows the one before. So one may type as
 * fast as one likes, and whatever else changes the document meanwhile.
 */

/** How often a decision is tried again while the document keeps changing. */
const TRIES = 8;

let queue: Promise<unknown> = Promise.resolve();
/** How many steps are not over yet. */
let waiting = 0;

/** Does something after everything that was asked for before. */
function inOrder(act: () => Promise<void>): Promise<void> {
  waiting++;
  const done = queue.then(act).finally(() => waiting--);
  queue = done.catch(() => undefined);
  return done;
}

/** What was on show when a key was pressed. */
interface Pressed {
  readonly project: string;
  readonly document: number;
  readonly pair: string;
  readonly handle: string;
  /** Whether neither side is the document as it stands. */
  readonly between: boolean;
}

const pairOf = (a: StateRef | null, b: StateRef): string => `${a ? keyOf(a) : ''} ${keyOf(b)}`;

function onShow(): Pressed | null {
  const at = place();
  const { a, b, info } = useReview.getState();
  return at && info ? { ...at, pair: pairOf(a, b), handle: info.handle, between: info.present === null } : null;
}

/** How many decisions that are not over yet are about each change. */
const pending = new Map<string, number>();

function count(name: string, by: 1 | -1): void {
  const left = (pending.get(name) ?? 0) + by;
  if (left > 0) pending.set(name, left);
  else pending.delete(name);
}

/** Accepts or rejects the active change and goes on to the next, or only the words within it that are pointed at. */
export async function decide(verdict: Verdict, why?: string): Promise<void> {
  const pressed = onShow();
  const { active, changes, total, place: words } = useReview.getState();
  if (!pressed || total === 0) return;
  const shown = changes.get(active);
  const moves = words === null && (!shown || mayDecide(shown, verdict));
  if (moves) moveTo(active + 1);
  else useReview.setState({ place: null });
  const reading = shown ? Promise.resolve(shown) : changeAt(active);
  const name = shown ? nameOf(shown) : null;
  const again = name !== null && pending.has(name);
  if (name !== null) count(name, 1);
  if (words !== null) countWords(1);
  await inOrder(async () => {
    const change = await reading;
    const goOn = (done: Decided): void => {
      // It could be decided after all: the list on show did not know yet.
      const now = useReview.getState();
      const there = now.changes.get(now.active);
      if (!moves && words === null && done.count > 0 && there && nameOf(there) === name) moveTo(now.active + 1);
    };
    if (change) {
      await send(pressed, verdict, why, () => selectionOf(pressed, { change, near: active, words, again }), goOn);
    }
    if (name !== null) count(name, -1);
    if (words !== null) countWords(-1);
  });
}

/** False where a verdict could not be carried out on a change, so that one stays at it. */
function mayDecide(change: ReviewChange, verdict: Verdict): boolean {
  const { info } = useReview.getState();
  // Where the document has what is wanted already, the verdict is only noted.
  const noted = info?.present !== null && (info?.present === 'b') === (verdict === 'accepted');
  const obstacle = change.obstacles[verdict];
  // A step that is not over yet may be about to change which of the texts the document has.
  return noted || obstacle === null || (obstacle === 'same' && waiting > 0);
}

/** Accepts or rejects everything the filter shows. */
export async function decideAll(verdict: Verdict): Promise<void> {
  const pressed = onShow();
  const { filter, total } = useReview.getState();
  if (!pressed || total === 0) return;
  await inOrder(() =>
    send(pressed, verdict, undefined, async () => {
      await compared();
      return { handle: handleOf(pressed), selection: { filter } };
    }),
  );
}

interface Bound {
  readonly change: ReviewChange;
  /** Where it stood in the list. */
  readonly near: number;
  readonly words: number | null;
  /** Whether it was decided about already when the key was pressed, which was not over yet. */
  readonly again: boolean;
}

interface Selected {
  readonly handle: string;
  readonly selection: ReviewSelection;
}

/** How the comparison on show names a change that a key was pressed on; null when an earlier key dealt with it. */
async function selectionOf(pressed: Pressed, { change, near, words, again }: Bound): Promise<Selected | null> {
  await compared();
  const handle = handleOf(pressed);
  const found = handle === pressed.handle ? change : await findChange(nameOf(change), near);
  if (!found && again) return null;
  if (!found || (words !== null && !again && !sameWords(found, change))) throw stale();
  return {
    handle,
    selection: words === null ? { changes: [found.index] } : { change: found.index, places: [words] },
  };
}

/** The comparison on show, which must be one of the pair that was on show when the key was pressed. */
function handleOf(pressed: Pressed): string {
  const present = onShow();
  const same = (['project', 'document', 'pair'] as const).every((part) => present?.[part] === pressed[part]);
  if (!present || !same) throw stale();
  return present.handle;
}

function stale(): CallError {
  return new CallError('conflict', 'the document changed since it was compared; compare again', {
    key: 'comparisonStale',
  });
}

async function send(
  pressed: Pressed,
  verdict: Verdict,
  why: string | undefined,
  select: () => Promise<Selected | null>,
  then: (done: Decided) => void = () => undefined,
): Promise<void> {
  const { project, document, between } = pressed;
  const reason = why === undefined || why.trim() === '' ? {} : { why };
  await attempt(i18n.t('review.decideFailed'), async () => {
    for (let tries = 1; ; tries++) {
      try {
        const selected = await select();
        if (!selected) return;
        const done = await core.call('review.decide', { project, document, verdict, ...selected, ...reason });
        tell(done, between ? 'review.taken' : `review.${verdict}`, 'filter' in selected.selection);
        then(done);
        break;
      } catch (error) {
        // The document changed since it was compared: the change is looked for in a new comparison.
        if (!isStale(error) || tries === TRIES) throw error;
        await compare();
      }
    }
    await compare();
  });
}

function tell({ count: decided, left, obstacles }: Decided, key: string, many: boolean): void {
  if (many) notify({ kind: 'done', title: i18n.t(key, { count: decided }) });
  else speak(i18n.t(key, { count: decided }));
  if (left === 0) return;
  const text = Object.keys(obstacles).map((obstacle) => i18n.t(`obstacle.${obstacle}`));
  notify({ kind: 'info', title: i18n.t('review.left', { count: left }), text: text.join(' ') });
}

/** Takes the last step back or makes it again, and goes to the change it was about. */
export async function moveStep(kind: 'undo' | 'redo'): Promise<void> {
  const at = place();
  if (!at) return;
  await inOrder(async () => {
    await attempt(i18n.t('review.stepFailed'), async () => {
      const applied = await core.call(kind === 'undo' ? 'bitext.undo' : 'bitext.redo', at);
      if (!applied) return notify({ kind: 'info', title: i18n.t(kind === 'undo' ? 'review.noUndo' : 'review.noRedo') });
      goToBead(applied.focus);
      return compare();
    });
  });
}
