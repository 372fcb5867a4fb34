import { speak } from '../../app/notices.ts';
import { i18n } from '../../i18n/i18n.ts';
import { need } from './comparing.ts';
import { useReview } from './state.ts';

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
