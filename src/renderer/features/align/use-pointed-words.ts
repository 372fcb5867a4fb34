import { useEffect } from 'react';
import type { RefObject } from 'react';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { clearCounterparts, showCounterparts } from './counterparts.ts';
import { isOnText, placeAt } from './dom-places.ts';
import { useAlign } from './state.ts';

/** Marks the word under the pointer, or else the one at the place of the active bead, and its counterpart. */
export function usePointedWords(session: BitextSession, scroller: RefObject<HTMLElement | null>): void {
  const active = useAlign((state) => state.active);
  const place = useAlign((state) => state.place);
  const editing = useAlign((state) => state.editing);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let frame = 0;
    const atPlace = (): void => {
      const { active: bead, place: present, editing: inEditor } = useAlign.getState();
      if (bead === null || inEditor) clearCounterparts();
      else void showCounterparts(session, { ...present, bead });
    };
    const onMove = (event: MouseEvent): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const pointed = isOnText(event.clientX, event.clientY) ? placeAt(event.clientX, event.clientY) : null;
        if (pointed) void showCounterparts(session, pointed);
        else atPlace();
      });
    };
    element.addEventListener('mousemove', onMove);
    element.addEventListener('mouseleave', atPlace);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('mousemove', onMove);
      element.removeEventListener('mouseleave', atPlace);
      clearCounterparts();
    };
  }, [session, scroller]);
  useEffect(() => {
    if (active === null || editing) {
      clearCounterparts();
      return undefined;
    }
    // The texts must be drawn before words in them can be marked.
    const frame = requestAnimationFrame(() => void showCounterparts(session, { ...place, bead: active }));
    return () => cancelAnimationFrame(frame);
  }, [session, active, place, editing]);
}
