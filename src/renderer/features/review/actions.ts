import type { ReviewFilter, ReviewSelection, StateRef, Verdict, VersionInfo } from '../../../shared/contract/review.ts';
import { attempt, saveAll } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { chooseFiles } from '../../app/files/choose.ts';
import { notify, speak } from '../../app/notices.ts';
import { i18n } from '../../i18n/i18n.ts';
import { keyOf } from './refs.ts';
import { CLEAN, useReview, withPage } from './state.ts';

const PAGE = 80;
/** Pages being read now. */
const asked = new Set<string>();

/** The document that is reviewed, as calls name it. */
export function place(): { project: string; document: number } | null {
  const { project, document } = useReview.getState();
  return project === null || document === null ? null : { project, document };
}

/** Shows the versions of a document, and what changed since the last version that differs. */
export async function openDocument(project: string, document: number): Promise<void> {
  useReview.setState({ ...CLEAN, project, document });
  await attempt(i18n.t('review.failed'), async () => {
    await saveAll();
    const versions = await core.call('versions.list', { project, document });
    if (useReview.getState().document !== document) return;
    useReview.setState({ versions, a: usualBase(versions) });
    await compare();
    const check = await core.call('versions.check', { project, document });
    if (useReview.getState().document === document) useReview.setState({ check });
  });
}

/** What one usually wants to compare with: the last version something came after. */
export function usualBase(versions: readonly VersionInfo[]): StateRef | null {
  const found = versions.find(({ changesSince }) => changesSince > 0) ?? versions.at(-1);
  return found ? { kind: 'version', version: found.id } : null;
}

/** Compares what is chosen, and stays at the same place of the list. */
export async function compare(): Promise<void> {
  const at = place();
  const { a, b } = useReview.getState();
  if (!at || !a) return;
  const ticket = `${Date.now().toString(36)}.${tickets++}`;
  giveUp();
  comparing = ticket;
  const current = (): boolean => comparing === ticket;
  try {
    const info = await core.call('review.compare', { ...at, a, b, ticket });
    if (!current()) return;
    comparing = null;
    useReview.setState({ info, failed: null });
    await readPages();
  } catch (error) {
    if (!current()) return;
    comparing = null;
    useReview.setState({ info: null, failed: error, total: 0, map: [], changes: new Map() });
  }
}

let tickets = 0;
/** The comparison that is being made. */
let comparing: string | null = null;

/** Gives up the comparison that is being made, because another is wanted. */
function giveUp(): void {
  if (comparing !== null) void core.call('review.cancel', { ticket: comparing }).catch(() => undefined);
  comparing = null;
}

/** Reads the list anew: its beginning, and what stands around the active change. */
async function readPages(): Promise<void> {
  const { active } = useReview.getState();
  asked.clear();
  await readPage(0);
  const { total } = useReview.getState();
  const stays = Math.max(0, Math.min(active, total - 1));
  useReview.setState({ active: stays, place: null });
  await readPage(Math.floor(stays / PAGE) * PAGE);
}

async function readPage(from: number): Promise<void> {
  const at = place();
  const { info, filter } = useReview.getState();
  if (!at || !info) return;
  const key = `${info.handle}:${from}`;
  if (asked.has(key)) return;
  asked.add(key);
  try {
    const page = await core.call('review.changes', {
      project: at.project,
      handle: info.handle,
      filter,
      from,
      count: PAGE,
    });
    const now = useReview.getState();
    if (now.info !== info || now.filter !== filter) return;
    useReview.setState({
      total: page.total,
      changes: withPage(now.changes, page),
      ...(from === 0 ? { map: page.map } : {}),
    });
  } catch {
    // The document changed meanwhile; the comparison that follows reads the list anew.
    asked.delete(key);
  }
}

/** Makes sure that the changes in sight are read. */
export function need(first: number, last: number): void {
  const { changes, total } = useReview.getState();
  for (let from = Math.floor(first / PAGE) * PAGE; from <= last && from < total; from += PAGE) {
    if (!changes.has(from)) void readPage(from);
  }
}

export function choose(side: 'a' | 'b', ref: StateRef): void {
  const { others } = useReview.getState();
  const known = ref.kind === 'current' || ref.kind === 'version' || others.some((other) => keyOf(other) === keyOf(ref));
  // Another pair is being compared: what is shown belongs to the one before.
  useReview.setState({ [side]: ref, active: 0, place: null, info: null, failed: null });
  if (!known) useReview.setState({ others: [...others, ref] });
  void compare();
}

export function exchangeSides(): void {
  const { a, b } = useReview.getState();
  if (!a) return;
  useReview.setState({ a: b, b: a, active: 0, place: null, info: null, failed: null });
  void compare();
}

/** Lets the user choose a bilingual file to compare with. */
export async function chooseFile(side: 'a' | 'b'): Promise<void> {
  const [path] = await chooseFiles('exchange', false);
  if (path) choose(side, { kind: 'file', path });
}

export function setFilter(filter: ReviewFilter): void {
  useReview.setState({ filter, active: 0, place: null });
  void readPages();
}

/** Walks to a change of the list. */
export function moveTo(index: number): void {
  const { total } = useReview.getState();
  if (total === 0) return;
  const active = Math.max(0, Math.min(index, total - 1));
  useReview.setState({ active, place: null });
  need(active, active);
}

export function move(by: number): void {
  const { active, total } = useReview.getState();
  if (active + by >= total || active + by < 0) speak(i18n.t('review.end'));
  moveTo(active + by);
}

/** How many places of the target of the active change can be taken one by one; 0 when only the whole can. */
export function placesOf(index: number): number {
  const change = useReview.getState().changes.get(index);
  if (!change?.applicable || !change.target || change.a.length !== 1 || change.b.length !== 1) return 0;
  return change.target.runs.filter(({ kind }, i, runs) => kind !== 'same' && (runs[i - 1]?.kind ?? 'same') === 'same')
    .length;
}

/** Points at the next or previous changed words of the active change. */
export function movePlace(by: 1 | -1): void {
  const { active, place: present, info } = useReview.getState();
  // Between two older states a text is taken whole: the present one may have other words there.
  if (info?.present === null) return;
  const count = placesOf(active);
  if (count < 2) return;
  const next = present === null ? (by === 1 ? 0 : count - 1) : present + by;
  useReview.setState({ place: next < 0 || next >= count ? null : next });
}

/** Accepts or rejects the active change, or the words within it that are pointed at. */
export async function decide(verdict: Verdict, why?: string): Promise<void> {
  const { active, changes, place: words } = useReview.getState();
  const change = changes.get(active);
  if (!change) return;
  const selection: ReviewSelection =
    words === null ? { changes: [change.index] } : { change: change.index, places: [words] };
  await send(verdict, selection, why);
}

/** Accepts or rejects everything the filter shows. */
export async function decideAll(verdict: Verdict): Promise<void> {
  const { filter, total } = useReview.getState();
  if (total > 0) await send(verdict, { filter });
}

async function send(verdict: Verdict, selection: ReviewSelection, why?: string): Promise<void> {
  const at = place();
  const { info, active } = useReview.getState();
  if (!at || !info) return;
  const reason = why === undefined || why.trim() === '' ? {} : { why };
  // The change stays in the list where the document has what is wanted already, and between two older states.
  const stays = info.present === null || (info.present === 'b') === (verdict === 'accepted');
  await attempt(i18n.t('review.decideFailed'), async () => {
    const done = await core.call('review.decide', { ...at, handle: info.handle, verdict, selection, ...reason });
    const key = info.present === null ? 'review.taken' : `review.${verdict}`;
    if ('filter' in selection) notify({ kind: 'done', title: i18n.t(key, { count: done.count }) });
    else speak(i18n.t(key, { count: done.count }));
    if (done.left > 0) {
      const why = Object.keys(done.obstacles).map((obstacle) => i18n.t(`obstacle.${obstacle}`));
      notify({ kind: 'info', title: i18n.t('review.left', { count: done.left }), text: why.join(' ') });
    }
    // What stays in the list is passed; what left it makes room for the next.
    if (stays && done.count > 0 && 'changes' in selection) moveTo(active + 1);
  });
}

export async function stepBack(kind: 'undo' | 'redo'): Promise<void> {
  const at = place();
  if (!at) return;
  await attempt(i18n.t('review.stepFailed'), async () => {
    const applied = await core.call(kind === 'undo' ? 'bitext.undo' : 'bitext.redo', at);
    if (!applied) notify({ kind: 'info', title: i18n.t(kind === 'undo' ? 'review.noUndo' : 'review.noRedo') });
  });
}

/** Writes a comment to the bead the active change stands in. */
export async function comment(bead: number, text: string): Promise<boolean> {
  const at = place();
  if (!at) return false;
  const applied = await attempt(i18n.t('review.commentFailed'), () =>
    core.call('bitext.run', { ...at, command: { type: 'comment', bead, text } }),
  );
  return applied !== null && applied !== undefined;
}

export async function restore(bead: number, seq: number): Promise<void> {
  const at = place();
  if (!at) return;
  await attempt(i18n.t('review.restoreFailed'), () => core.call('review.restore', { ...at, bead, seq }));
}

/** Puts the focus on the active change, so that its keys act on it. */
export function focusRow(): void {
  const { active } = useReview.getState();
  document.querySelector<HTMLElement>(`[data-change="${active}"]`)?.focus({ preventScroll: true });
}
