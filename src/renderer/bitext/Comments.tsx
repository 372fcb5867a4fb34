import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Comment } from '../../shared/bitext/bead.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/fields.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import type { BitextSession } from './bitext-session.ts';
import { useBead } from './hooks.ts';
import { run } from './run.ts';

interface Props {
  readonly session: BitextSession;
  readonly active: number | null;
}

/** Puts the focus where a comment is written, once it is drawn. */
export function writeComment(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid="comment-text"]')?.focus());
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
      <Compose key={bead.id} session={session} bead={bead.id} />
    </div>
  );
}

/** A new comment; what is begun on one row does not follow to another. */
function Compose({ session, bead }: { readonly session: BitextSession; readonly bead: number }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const add = (): void => {
    if (text.trim() === '') return;
    void run(session, { type: 'comment', bead, text: text.trim() }).then((applied) => {
      if (applied) setText('');
    });
  };
  return (
    <div className="comment-new">
      <textarea
        className="input"
        data-testid="comment-text"
        data-own-keys="Ctrl+Enter"
        rows={3}
        value={text}
        aria-label={t('comments.new')}
        placeholder={t('comments.placeholder')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            backToPage();
          }
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.stopPropagation();
          add();
        }}
      />
      <Button kind="primary" onPress={add} isDisabled={text.trim() === ''} testId="comment-add">
        {t('comments.add')}
      </Button>
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
