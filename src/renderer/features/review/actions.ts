import type { StateRef, VersionInfo } from '../../../shared/contract/review.ts';
import { attempt, saveAll } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { chooseFiles } from '../../app/files/choose.ts';
import { i18n } from '../../i18n/i18n.ts';
import { compare, startAnew } from './comparing.ts';
import { keyOf } from './refs.ts';
import { CLEAN, place, useReview } from './state.ts';

/** Shows the versions of a document, and what changed since the last version that differs. */
export async function openDocument(project: string, document: number): Promise<void> {
  startAnew();
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

export function choose(side: 'a' | 'b', ref: StateRef): void {
  const { others } = useReview.getState();
  const known = ref.kind === 'current' || ref.kind === 'version' || others.some((other) => keyOf(other) === keyOf(ref));
  // Another pair is being compared: what is shown belongs to the one before.
  startAnew();
  useReview.setState({ [side]: ref, active: 0, place: null, info: null, failed: null });
  if (!known) useReview.setState({ others: [...others, ref] });
  void compare();
}

export function exchangeSides(): void {
  const { a, b } = useReview.getState();
  if (!a) return;
  startAnew();
  useReview.setState({ a: b, b: a, active: 0, place: null, info: null, failed: null });
  void compare();
}

/** Lets the user choose a bilingual file to compare with. */
export async function chooseFile(side: 'a' | 'b'): Promise<void> {
  const [path] = await chooseFiles('exchange', false);
  if (path) choose(side, { kind: 'file', path });
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
