import { keyCaps } from './key-caps.ts';
import { isMac } from './platform.ts';

/** A key stroke as key caps. */
export function Keys({ stroke }: { readonly stroke: string }) {
  return (
    <span className="keys">
      {keyCaps(stroke, isMac).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
