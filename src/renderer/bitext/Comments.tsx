import { useTranslation } from 'react-i18next';
import type { Comment } from '../../shared/bitext/bead.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/fields.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import type { BitextSession } from './bitext-session.ts';
import { CommentForm } from './CommentForm.tsx';
import { useBead } from './hooks.ts';
import { run } from './run.ts';

interface Props {
  readonly session: BitextSession;
  readonly active: number | null;
}

/** Puts the focus back on the active row, or on the text that is being edited in it. */
function backToPage(): void {
  const page = document.querySelector('[data-region="grid"]');
  page?.querySelector<HTMLElement>('.cm-content, .row[tabindex="0"]')?.focus();
}

/** Comments on the active bead. */
export function Comments({ session, active }: Props) {
  const { t } = useTranslation();
  const bead = useBead(session, active);
  if (!bead) return <EmptyState small title={t('comments.none')} text={t('comments.noneHint')} />;
  return (
    <div className="comments">
      {bead.comments.length === 0 && <EmptyState small title={t('comments.none')} text={t('comments.noneHint')} />}
      <ul>
        {bead.comments.map((comment) => (
          <One key={comment.id} session={session} bead={bead.id} comment={comment} />
        ))}
      </ul>
      {/* What is begun on one row does not follow to another. */}
      <CommentForm
        key={bead.id}
        label={t('comments.new')}
        onAdd={async (text) => (await run(session, { type: 'comment', bead: bead.id, text })) !== null}
        onLeave={backToPage}
      />
    </div>
  );
}

interface OneProps {
  readonly session: BitextSession;
  readonly bead: number;
  readonly comment: Comment;
}

function One({ session, bead, comment }: OneProps) {
  const { t } = useTranslation();
  return (
    <li className={`comment${comment.resolved ? ' comment-resolved' : ''}`}>
      <div className="match-foot">
        <strong>{comment.author}</strong>
        <time>{new Date(comment.at).toLocaleString(t('locale'), { dateStyle: 'medium', timeStyle: 'short' })}</time>
      </div>
      <p>{comment.text}</p>
      <div className="match-foot">
        <Checkbox
          checked={comment.resolved ?? false}
          onChange={(resolved) => void run(session, { type: 'editComment', bead, comment: comment.id, resolved })}
        >
          {t('comments.resolved')}
        </Checkbox>
        <Button kind="quiet" onPress={() => void run(session, { type: 'removeComment', bead, comment: comment.id })}>
          {t('comments.remove')}
        </Button>
      </div>
    </li>
  );
}
