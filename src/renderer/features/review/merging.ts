import type { StateRef } from '../../../shared/contract/review.ts';
import type { Choice } from '../../../shared/review/merge.ts';
import { attempt, saveAll } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { notify } from '../../app/notices.ts';
import { i18n } from '../../i18n/i18n.ts';
import { choose } from './actions.ts';
import { place, useReview } from './state.ts';
import { readVersions } from './versions.ts';

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

/** Resolves the active conflict and goes to the next open one. */
export function resolve(take: Choice): void {
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
