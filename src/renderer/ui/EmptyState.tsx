import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly text: string;
  readonly actions?: ReactNode;
  readonly small?: boolean;
}

/** Says why there is nothing here and what to do next. */
export function EmptyState({ title, text, actions, small }: Props) {
  return (
    <div className={`empty${small ? ' empty-small' : ''}`}>
      <div className="empty-pages" aria-hidden>
        <span />
        <span />
      </div>
      <h2>{title}</h2>
      <p>{text}</p>
      {actions ? <div className="empty-actions">{actions}</div> : null}
    </div>
  );
}
