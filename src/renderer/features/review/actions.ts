import type { ReviewFilter, ReviewSelection, StateRef, Verdict, VersionInfo } from '../../../shared/contract/review.ts';
import { attempt, saveAll } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { chooseFiles, chooseSave, folderOf } from '../../app/files/choose.ts';
import { runJob } from '../../app/jobs.ts';
import { notify, speak } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { i18n } from '../../i18n/i18n.ts';
import { CLEAN, useReview, withPage } from './state.ts';

const PAGE = 80;
/** Pages being read now. */
const asked = new Set<string>();

function place(): { project: string; document: number } | null {
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
function usualBase(versions: readonly VersionInfo[]): StateRef | null {
  const found = versions.find(({ changesSince }) => changesSince > 0) ?? versions.at(-1);
  return found ? { kind: 'version', version: found.id } : null;
}

/** Compares what is chosen, and stays at the same place of the list. */
export async function compare(): Promise<void> {
  const at = place();
  const { a, b } = useReview.getState();
  if (!at || !a) return;
  const current = (): boolean => useReview.getState().a === a && useReview.getState().b === b;
  try {
    const info = await core.call('review.compare', { ...at, a, b });
    if (!current()) return;
    useReview.setState({ info, failed: null });
    await readPages();
  } catch (error) {
    if (current()) useReview.setState({ info: null, failed: error, total: 0, map: [], changes: new Map() });
  }
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
  const known = ref.kind === 'current' || ref.kind === 'version' || others.includes(ref);
  useReview.setState({ [side]: ref, active: 0, place: null, ...(known ? {} : { others: [...others, ref] }) });
  void compare();
}

export function exchangeSides(): void {
  const { a, b } = useReview.getState();
  if (!a) return;
  useReview.setState({ a: b, b: a, active: 0, place: null });
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
  const { active, place: present } = useReview.getState();
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
  const stands = (info.present === 'b') === (verdict === 'accepted');
  await attempt(i18n.t('review.decideFailed'), async () => {
    const done = await core.call('review.decide', { ...at, handle: info.handle, verdict, selection, ...reason });
    const key = verdict === 'accepted' ? 'review.accepted' : 'review.rejected';
    if ('filter' in selection) notify({ kind: 'done', title: i18n.t(key, { count: done.count }) });
    else speak(i18n.t(key, { count: done.count }));
    if (done.left > 0) {
      notify({ kind: 'info', title: i18n.t('review.left', { count: done.left }), text: i18n.t('review.leftWhy') });
    }
    // What stays in the list is passed; what left it makes room for the next.
    if (stands && 'changes' in selection) moveTo(active + 1);
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

export async function readVersions(): Promise<void> {
  const at = place();
  if (!at) return;
  const versions = await attempt(i18n.t('review.failed'), () => core.call('versions.list', at));
  if (versions) useReview.setState({ versions });
}

export async function createVersion(name: string): Promise<void> {
  const at = place();
  if (!at) return;
  await saveAll();
  const made = await attempt(i18n.t('review.versionFailed'), () => core.call('versions.create', { ...at, name }));
  if (!made) return;
  await readVersions();
  notify({ kind: 'done', title: i18n.t('review.versionMade', { name: made.name }) });
}

export async function removeVersion(version: number): Promise<void> {
  const at = place();
  if (!at) return;
  const versions = await attempt(i18n.t('review.failed'), () => core.call('versions.remove', { ...at, version }));
  if (!versions) return;
  const { a } = useReview.getState();
  useReview.setState({ versions });
  if (a?.kind === 'version' && a.version === version) {
    useReview.setState({ a: usualBase(versions) });
    await compare();
  }
}

/** Writes a comment to the bead the active change stands in. */
export async function comment(bead: number, text: string): Promise<void> {
  const at = place();
  if (!at || text.trim() === '') return;
  await attempt(i18n.t('review.commentFailed'), () =>
    core.call('bitext.run', { ...at, command: { type: 'comment', bead, text: text.trim() } }),
  );
}

export async function restore(bead: number, seq: number): Promise<void> {
  const at = place();
  if (!at) return;
  await attempt(i18n.t('review.restoreFailed'), () => core.call('review.restore', { ...at, bead, seq }));
}

/** Reads what merging would do with the choices made so far. */
export async function openMerge(base: StateRef, theirs: StateRef): Promise<boolean> {
  const at = place();
  if (!at) return false;
  const preview = await attempt(i18n.t('merge.failed'), async () => {
    await saveAll();
    return core.call('review.mergePreview', { ...at, base, theirs, choices: [] });
  });
  if (!preview) return false;
  useReview.setState({ merge: { base, theirs, preview, active: 0, editing: null } });
  return true;
}

type Take =
  | 'ours'
  | 'theirs'
  | 'base'
  | { readonly target: { readonly text: string; readonly codes: readonly never[] } };

/** Resolves the active conflict and goes to the next open one. */
export function resolve(take: Take): void {
  const { merge } = useReview.getState();
  if (!merge) return;
  const conflicts = merge.preview.conflicts.map((conflict, i) =>
    i === merge.active ? { ...conflict, choice: take } : conflict,
  );
  const open = conflicts.findIndex((conflict, i) => i > merge.active && conflict.choice === undefined);
  const active = open >= 0 ? open : Math.min(merge.active + 1, conflicts.length - 1);
  useReview.setState({ merge: { ...merge, preview: { ...merge.preview, conflicts }, active, editing: null } });
}

export function moveConflict(to: number): void {
  const { merge } = useReview.getState();
  if (!merge) return;
  const active = Math.max(0, Math.min(to, merge.preview.conflicts.length - 1));
  useReview.setState({ merge: { ...merge, active, editing: null } });
}

export function editConflict(on: boolean): void {
  const { merge } = useReview.getState();
  if (merge && merge.preview.conflicts.length > 0) {
    useReview.setState({ merge: { ...merge, editing: on ? merge.active : null } });
  }
}

export function leaveMerge(): void {
  useReview.setState({ merge: null });
}

/** Carries the merge out: one step, which can be undone. */
export async function finishMerge(): Promise<void> {
  const at = place();
  const { merge } = useReview.getState();
  if (!at || !merge) return;
  const choices = merge.preview.conflicts.flatMap(({ index, choice }) => {
    if (choice === undefined) return [];
    const take =
      typeof choice === 'object' ? { target: { text: choice.target.text, codes: [...choice.target.codes] } } : choice;
    return [{ conflict: index, take }];
  });
  const { base, theirs } = merge;
  const done = await attempt(i18n.t('merge.failed'), () => core.call('review.merge', { ...at, base, theirs, choices }));
  if (!done) return;
  leaveMerge();
  notify({
    kind: 'done',
    title: i18n.t('merge.done', { taken: done.taken, merged: done.merged }),
    ...(done.open > 0 ? { text: i18n.t('merge.leftOpen', { count: done.open }) } : {}),
  });
  await readVersions();
  const kept = useReview.getState().versions.find(({ kind }) => kind === 'return');
  if (kept) choose('a', { kind: 'version', version: kept.id });
}

/** Takes over a new edition of the source and shows what it changed. */
export async function updateSource(path: string): Promise<void> {
  const at = place();
  if (!at) return;
  const done = await attempt(i18n.t('source.failed'), () => core.call('review.updateSource', { ...at, path }));
  if (!done) return;
  await readVersions();
  useReview.setState({ b: { kind: 'current' } });
  choose('a', { kind: 'version', version: done.version });
  notify({ kind: 'done', title: i18n.t('source.done') });
}

export type ReportFormat = 'html' | 'docx' | 'xlsx' | 'json' | 'text';

/** Writes what differs to a file for others to read. */
export async function writeReport(format: ReportFormat, onlyShown: boolean): Promise<void> {
  const at = place();
  const { a, b, filter } = useReview.getState();
  const project = useApp.getState().project;
  if (!at || !a || !project) return;
  const name = project.documents.find(({ id }) => id === at.document)?.name ?? project.name;
  const extension = format === 'text' ? 'txt' : format;
  const stem = name.replace(/\.[^.]+$/, '');
  const path = await chooseSave(`${stem}.${i18n.t('report.suffix')}.${extension}`, folderOf(project.path), [extension]);
  if (!path) return;
  const report = await runJob(i18n.t('report.running'), i18n.t('report.failed'), 'review.report', {
    ...at,
    a,
    b,
    format,
    path,
    ...(onlyShown ? { filter } : {}),
  });
  if (report) {
    notify({ kind: 'done', title: i18n.t('report.done', { count: report.changes }), text: report.path });
  }
}
