import type { Side } from '../../../shared/bitext/bead.ts';
import type { Place } from './state.ts';

/** Between places in texts and places in the page: a sentence is an element `[data-sentence]`, a chip counts as one. */

/** The text of a sentence's element as far as a point in it, in UTF-16 units. */
function lengthBefore(root: Element, node: Node, offset: number): number {
  const range = document.createRange();
  range.setStart(root, 0);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  const chips = part.querySelectorAll('[data-code]');
  let inside = 0;
  for (const chip of chips) inside += (chip.textContent ?? '').length;
  return (part.textContent ?? '').replaceAll('\u200b', '').length - inside + chips.length;
}

export interface PointedPlace extends Place {
  readonly bead: number;
}

/** The place in a text under the pointer; null beside the texts. */
export function placeAt(x: number, y: number): PointedPlace | null {
  const found = document.caretPositionFromPoint(x, y);
  const node = found?.offsetNode;
  const element = node instanceof Element ? node : node?.parentElement;
  const sentence = element?.closest<HTMLElement>('[data-sentence]');
  const bead = Number(sentence?.closest<HTMLElement>('[data-bead]')?.dataset['bead'] ?? Number.NaN);
  if (!found || !node || !sentence || Number.isNaN(bead)) return null;
  return {
    bead,
    side: sentence.dataset['side'] as Side,
    sentence: Number(sentence.dataset['sentence']),
    offset: lengthBefore(sentence, node, found.offset),
  };
}

/** True when a point lies on the letters of the page, and not beside or below them. */
export function isOnText(x: number, y: number): boolean {
  const found = document.caretPositionFromPoint(x, y);
  if (!found || !(found.offsetNode instanceof Text)) return false;
  const range = document.createRange();
  const length = found.offsetNode.data.length;
  range.setStart(found.offsetNode, Math.max(0, found.offset - 1));
  range.setEnd(found.offsetNode, Math.min(length, found.offset + 1));
  return [...range.getClientRects()].some(
    (box) => x >= box.left - 2 && x <= box.right + 2 && y >= box.top && y <= box.bottom,
  );
}

/** A stretch of a sentence as a range of the page; null when it is not drawn. */
export function pageRange(sentence: Element, start: number, end: number): Range | null {
  const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node instanceof Element && node.hasAttribute('data-code')) return NodeFilter.FILTER_ACCEPT;
    if (node instanceof Text) {
      return node.parentElement?.closest('[data-code]') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    }
    return NodeFilter.FILTER_SKIP;
  });
  const range = document.createRange();
  let at = 0;
  let started = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node instanceof Text ? node.data.replaceAll('\u200b', '').length : 1;
    if (!started && start < at + length) {
      if (node instanceof Text) range.setStart(node, start - at);
      else range.setStartBefore(node);
      started = true;
    }
    if (started && end <= at + length) {
      if (node instanceof Text) range.setEnd(node, end - at);
      else range.setEndAfter(node);
      return range;
    }
    at += length;
  }
  return null;
}
