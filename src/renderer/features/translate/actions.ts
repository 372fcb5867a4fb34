import type { Bead, BeadStatus, Mark } from '../../../shared/bitext/bead.ts';
import { isMarked, sideContent } from '../../../shared/bitext/bead.ts';
import { visibleText } from '../../../shared/text/content.ts';
import { notifyError, speak } from '../../app/notices.ts';
import { i18n } from '../../i18n/i18n.ts';
import { theEditor } from './editor/the-editor.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { run, takeStep } from '../../bitext/run.ts';
import { missingCodes } from './model/codes.ts';
import { isOpenNote } from './model/source-notes.ts';
import { likelySplit, splitPlace } from './model/source-position.ts';
import type { Caret } from './state.ts';
import { useTranslate } from './state.ts';

interface Here {
  readonly session: BitextSession;
  readonly bead: Bead;
}

/** The active bead and its session, or null when there is none. */
export function here(): Here | null {
  const { session, active } = useTranslate.getState();
  const bead = active === null ? undefined : session?.beads.get(active);
  return session && bead ? { session, bead } : null;
}

/** Makes a bead the active one; `edit` opens its target in the editor (locked beads are only shown). */
export function activate(bead: number, options: { edit: boolean; caret?: Caret }): void {
  const { session } = useTranslate.getState();
  const found = session?.beads.get(bead);
  if (!found) return;
  useTranslate.setState({
    active: bead,
    editing: options.edit && !isMarked(found, 'locked'),
    caret: options.caret ?? 'end',
    splitting: null,
    codeMenuOpen: false,
  });
}

/** Goes to a bead to translate it; a filter that does not show it is taken away. */
export function goToBead(bead: number): void {
  const { found } = useTranslate.getState();
  if (found && !found.includes(bead)) {
    useTranslate.setState((state) => ({ filter: { ...state.filter, text: '', kinds: [] }, found: null }));
  }
  activate(bead, { edit: true });
}

/** The beads in the order shown: all, or those the filter found. */
function shown(session: BitextSession): {
  readonly length: number;
  readonly at: (index: number) => Bead | undefined;
  readonly indexOf: (id: number) => number;
} {
  const { found } = useTranslate.getState();
  if (!found) {
    return {
      length: session.beads.length,
      at: (index) => session.beads.at(index),
      indexOf: (id) => session.beads.indexOf(id),
    };
  }
  return {
    length: found.length,
    at: (index) => session.beads.get(found[index] ?? -1),
    indexOf: (id) => found.indexOf(id),
  };
}

/** Moves up or down by rows; the editor goes along when it is open. */
export function move(by: number): void {
  const { session, active, editing } = useTranslate.getState();
  if (!session) return;
  const rows = shown(session);
  const from = active === null ? -1 : rows.indexOf(active);
  const to = Math.max(0, Math.min(rows.length - 1, from + by));
  const bead = rows.at(to);
  if (bead && bead.id !== active) activate(bead.id, { edit: editing });
}

export function moveTo(index: number): void {
  const { session, editing } = useTranslate.getState();
  if (!session) return;
  const rows = shown(session);
  const bead = rows.at(Math.max(0, Math.min(rows.length - 1, index)));
  if (bead) activate(bead.id, { edit: editing });
}

const isOpen = (bead: Bead): boolean =>
  bead.status !== 'confirmed' && !isMarked(bead, 'locked') && !isMarked(bead, 'excluded');

/** The next bead that still needs work, wrapping round once; null when there is none. */
function nextOpen(session: BitextSession, from: number): Bead | null {
  const rows = shown(session);
  const start = rows.indexOf(from);
  for (let step = 1; step < rows.length; step++) {
    const bead = rows.at((start + step) % rows.length);
    if (bead && isOpen(bead)) return bead;
  }
  return null;
}

export function goToNextOpen(): void {
  const { session, active } = useTranslate.getState();
  if (!session) return;
  const next = nextOpen(session, active ?? session.beads.at(0)?.id ?? -1);
  if (next) activate(next.id, { edit: true });
  else speak(i18n.t('translate.allConfirmed'));
}

/** Goes to the next or previous row that a new edition of the source changed or brought, wrapping round. */
export function goToNewSource(by: 1 | -1): void {
  const { session, active, notes } = useTranslate.getState();
  if (!session) return;
  const rows = shown(session);
  const present = active === null ? -1 : rows.indexOf(active);
  const places = [...notes.keys()]
    .filter((id) => id !== active)
    .map((id) => rows.indexOf(id))
    .filter((index) => {
      const bead = index < 0 ? undefined : rows.at(index);
      return bead !== undefined && isOpenNote(bead, notes);
    })
    .sort((x, y) => by * (x - y));
  const next = places.find((index) => by * (index - present) > 0) ?? places[0];
  const bead = next === undefined ? undefined : rows.at(next);
  if (bead) activate(bead.id, { edit: true });
  else speak(i18n.t('edition.none'));
}

/** The next row with a comment that is not resolved, wrapping round once. */
export function goToNextComment(): void {
  const { session, active } = useTranslate.getState();
  if (!session) return;
  const rows = shown(session);
  const start = active === null ? -1 : rows.indexOf(active);
  for (let step = 1; step <= rows.length; step++) {
    const bead = rows.at((start + step) % rows.length);
    if (!bead?.comments.some(({ resolved }) => resolved !== true)) continue;
    activate(bead.id, { edit: false });
    return;
  }
  speak(i18n.t('comments.noneOpen'));
}

/** Confirms the active bead; with `next` the attention moves on at once, before the answer is there. */
export async function confirm(next: boolean): Promise<void> {
  const at = here();
  if (!at) return;
  const { session, bead } = at;
  const { editing } = useTranslate.getState();
  if (visibleText(session.target(bead)).trim() === '' && bead.source.length > 0) {
    notifyError(i18n.t('failed.confirm'), new Error(i18n.t('error.emptyTarget')));
    return;
  }
  const done = session.run({ type: 'confirm', bead: bead.id });
  if (next) {
    const following = nextOpen(session, bead.id);
    if (following) activate(following.id, { edit: true });
    else speak(i18n.t('translate.allConfirmed'));
  }
  try {
    await done;
    speak(i18n.t('translate.confirmedOne', { row: session.beads.indexOf(bead.id) + 1 }));
  } catch (error) {
    activate(bead.id, { edit: editing });
    notifyError(i18n.t('failed.confirm'), error);
  }
}

export function setStatus(status: BeadStatus): void {
  const at = here();
  if (at) void run(at.session, { type: 'setStatus', beads: [at.bead.id], status });
}

export function toggleMark(mark: Mark): void {
  const at = here();
  if (!at) return;
  const on = !isMarked(at.bead, mark);
  if (mark === 'locked' && on) useTranslate.setState({ editing: false });
  void run(at.session, { type: 'mark', beads: [at.bead.id], mark, on });
}

export function copySource(): void {
  const at = here();
  if (at) void run(at.session, { type: 'copySource', beads: [at.bead.id] });
}

export function clearTarget(): void {
  const at = here();
  if (at) void run(at.session, { type: 'clearTarget', beads: [at.bead.id] });
}

/** Joins the active bead with the one below. */
export async function mergeWithNext(): Promise<void> {
  const at = here();
  if (!at) return;
  const next = at.session.beads.at(at.session.beads.indexOf(at.bead.id) + 1);
  if (!next) return;
  const { editing } = useTranslate.getState();
  const applied = await run(at.session, { type: 'merge', beads: [at.bead.id, next.id] });
  if (applied?.focus !== null && applied?.focus !== undefined) activate(applied.focus, { edit: editing });
}

/** Shows where the source of the active bead would be split; arrows move the place, Return splits. */
export function beginSplit(offset?: number): void {
  const at = here();
  if (!at) return;
  const { text } = sideContent(at.bead, 'source');
  useTranslate.setState({ splitting: { bead: at.bead.id, offset: offset ?? likelySplit(text) } });
}

export function cancelSplit(): void {
  useTranslate.setState({ splitting: null });
}

export async function split(): Promise<void> {
  const { splitting, editing } = useTranslate.getState();
  const at = here();
  if (!splitting || !at || at.bead.id !== splitting.bead) return;
  const place = splitPlace(at.bead, splitting.offset);
  if (!place) return;
  const editor = theEditor();
  const caret = editor.bead === at.bead.id ? editor.caretOffset : 0;
  const within = caret > 0 && caret < at.session.target(at.bead).text.length;
  const applied = await run(at.session, {
    type: 'split',
    bead: at.bead.id,
    sentence: place.sentence,
    ...(place.offset === undefined ? {} : { offset: place.offset }),
    ...(within ? { targetOffset: caret } : {}),
  });
  useTranslate.setState({ splitting: null });
  if (applied) activate(applied.focus ?? at.bead.id, { edit: editing });
}

/** Takes back the last change, wherever it was made, or does it again, and shows the place. */
export async function moveStep(direction: 'undo' | 'redo'): Promise<void> {
  const { session, editing, active } = useTranslate.getState();
  if (!session) return;
  const editor = theEditor();
  if (session.save.get().kind === 'failed') {
    // What cannot be saved is not in the core's history yet: only the editor knows it.
    if (direction === 'undo') editor.undoLocally();
    else editor.redoLocally();
    return;
  }
  editor.followChanges = true;
  const focus = (await takeStep(session, direction))?.focus ?? null;
  if (focus !== null && focus !== active) activate(focus, { edit: editing });
  editor.followChanges = false;
}

/** Inserts the first code of the source that the target lacks; around the selection when it opens a pair. */
export function insertNextCode(): void {
  const at = here();
  if (!at) return;
  const editor = theEditor();
  if (editor.bead !== at.bead.id) return;
  const missing = missingCodes(sideContent(at.bead, 'source'), editor.content);
  const [first] = missing;
  if (!first) {
    speak(i18n.t('codes.allThere'));
    return;
  }
  const close = first.kind === 'open' ? missing.find((it) => it.kind === 'close' && it.id === first.id) : undefined;
  if (close && editor.selectedText !== '') editor.wrap(first, close);
  else editor.insert({ text: '\uE000', codes: [first] }, 'selection');
}

/** Looks up the selected words, or the word at hand, in the memories. */
export function searchConcordance(): void {
  const editor = theEditor();
  const fromTarget = editor.hasFocus ? editor.selectedText.trim() : '';
  const fromPage = String(window.getSelection() ?? '').trim();
  useTranslate.setState((state) => ({
    tab: 'concordance',
    concordance: {
      text: fromTarget || fromPage || state.concordance.text,
      side: fromTarget ? 'target' : fromPage ? 'source' : state.concordance.side,
      asked: state.concordance.asked + 1,
    },
  }));
}
