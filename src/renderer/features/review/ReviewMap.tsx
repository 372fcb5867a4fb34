/* oxlint-disable jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- a second way by pointer to what keys N and Shift+N do */
/* oxlint-disable react/no-array-index-key -- stretches of the text have no name but their place */
import { moveTo } from './moving.ts';
import { useReview } from './state.ts';

/** Where in the whole text changes stand, and how many: width for number, shape for kind. */
export function ReviewMap() {
  const map = useReview((state) => state.map);
  const active = useReview((state) => state.active);
  const change = useReview((state) => state.changes.get(state.active));
  const info = useReview((state) => state.info);
  const rows = (info?.statistics.kinds.same ?? 0) + (info?.statistics.changes ?? 0);
  const most = Math.max(1, ...map.map(({ changed, structure, quiet }) => changed + structure + quiet));
  return (
    <div
      className="minimap rev-map"
      aria-hidden
      data-testid="review-map"
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const aim = ((event.clientY - box.top) / box.height) * map.length;
        // The changes before the stretch that was pointed at lead to the first in it.
        const before = map
          .slice(0, Math.floor(aim))
          .reduce((sum, { changed, structure, quiet }) => sum + changed + structure + quiet, 0);
        moveTo(before);
      }}
    >
      {map.map(({ changed, structure, quiet }, i) => {
        const count = changed + structure + quiet;
        if (count === 0) return null;
        const kind = structure > 0 ? 'structure' : changed > 0 ? 'changed' : 'quiet';
        return (
          <span
            key={i}
            className={`rev-map-${kind}`}
            style={{ top: `${(100 * i) / map.length}%`, width: `${35 + (65 * count) / most}%` }}
          />
        );
      })}
      {change && rows > 0 && (
        <span className="minimap-active" data-active={active} style={{ top: `${(100 * change.index) / rows}%` }} />
      )}
    </div>
  );
}
