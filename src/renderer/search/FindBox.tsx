import { useState } from 'react';
import type { ReactNode } from 'react';

interface Props {
  /** True while something is looked for, which keeps the box open. */
  readonly busy: boolean;
  readonly children: (open: boolean) => ReactNode;
}

/** The place of a search field in the bar, with room for its tools while the focus is in it or it is in use. */
export function FindBox({ busy, children }: Props) {
  const [focused, setFocused] = useState(false);
  const open = focused || busy;
  return (
    <div
      className={`filter${open ? ' filter-open' : ''}`}
      data-region="filter"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      }}
      onFocus={() => setFocused(true)}
    >
      {children(open)}
    </div>
  );
}
