/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/no-static-element-interactions -- a row of an ARIA grid placed by hand; the row takes the focus, and every pointer action has a key */
import type { HTMLAttributes, ReactNode } from 'react';

/** Where the page puts a row. */
export interface RowPlace {
  readonly index: number;
  /** Pixels from the top of the page. */
  readonly top: number;
  readonly active: boolean;
  readonly measure: (element: HTMLElement | null) => void;
}

interface Props extends Omit<HTMLAttributes<HTMLDivElement>, 'className' | 'role' | 'style'> {
  readonly place: RowPlace;
  /** False while a text of the row is being edited: the editor has the focus. */
  readonly takesFocus: boolean;
  readonly classes: readonly (string | false)[];
  readonly testId: string;
  readonly children: ReactNode;
}

/** A row of the grid at its place in the page. */
export function RowFrame({ place, takesFocus, classes, testId, children, ...rest }: Props) {
  const { index, top, active, measure } = place;
  return (
    <div
      {...rest}
      ref={measure}
      data-index={index}
      data-testid={testId}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={active}
      tabIndex={active && takesFocus ? 0 : -1}
      className={['row', active && 'row-active', ...classes].filter(Boolean).join(' ')}
      style={{ transform: `translateY(${top}px)` }}
    >
      {children}
    </div>
  );
}
