/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a native progress bar cannot show three shares */
import type { BeadStatus } from '../../shared/bitext/bead.ts';

interface Props {
  readonly label: string;
  readonly total: number;
  readonly byStatus: Readonly<Record<BeadStatus, number>>;
}

/** How much of a document is confirmed (full), translated (half) and drafted (thin). */
export function ProgressBar({ label, total, byStatus }: Props) {
  const share = (count: number): string => `${total === 0 ? 0 : (100 * count) / total}%`;
  const done = total === 0 ? 0 : Math.round((100 * byStatus.confirmed) / total);
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuenow={done}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <span className="progress-confirmed" style={{ width: share(byStatus.confirmed) }} />
      <span className="progress-translated" style={{ width: share(byStatus.translated) }} />
      <span className="progress-draft" style={{ width: share(byStatus.draft) }} />
    </div>
  );
}
