/* oxlint-disable jsx-a11y/prefer-tag-over-role -- drawn signs, not pictures from a file */
import { Bookmark, CircleSlash2, MessageSquareText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Bead } from '../../shared/bitext/bead.ts';
import { isMarked } from '../../shared/bitext/bead.ts';

const MARKS = ['bookmarked', 'excluded'] as const;

/** The marks of a bead, and its comments as a button that shows them. */
export function Marks({ bead, onComments }: { readonly bead: Bead; readonly onComments: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      {MARKS.filter((mark) => isMarked(bead, mark)).map((mark) => (
        <span key={mark} className="standing-flag" role="img" aria-label={t(`mark.${mark}`)} title={t(`mark.${mark}`)}>
          {mark === 'bookmarked' ? (
            <Bookmark size={13} aria-hidden fill="currentColor" />
          ) : (
            <CircleSlash2 size={13} aria-hidden />
          )}
        </span>
      ))}
      {bead.comments.length > 0 && (
        <button
          type="button"
          className="standing-flag standing-button"
          aria-label={t('comments.count', { count: bead.comments.length })}
          title={bead.comments.at(-1)?.text}
          tabIndex={-1}
          onClick={onComments}
        >
          <MessageSquareText size={13} aria-hidden />
        </button>
      )}
    </>
  );
}
