import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';

interface Props {
  readonly label: string;
  /** False when the comment could not be saved: its text then stays. */
  readonly onAdd: (text: string) => Promise<boolean>;
  /** Escape was pressed. */
  readonly onLeave: () => void;
}

/** Puts the focus where a comment is written, once it is drawn. */
export function writeComment(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid="comment-text"]')?.focus());
}

/** A new comment: Ctrl+Return adds it, Escape leaves it as it is. */
export function CommentForm({ label, onAdd, onLeave }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const add = (): void => {
    if (text.trim() === '') return;
    void onAdd(text.trim()).then((added) => {
      if (added) setText('');
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
        aria-label={label}
        placeholder={t('comments.placeholder')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          const adds = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
          if (!adds && event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          if (adds) add();
          else onLeave();
        }}
      />
      <Button kind="primary" onPress={add} isDisabled={text.trim() === ''} testId="comment-add">
        {t('comments.add')}
      </Button>
    </div>
  );
}
