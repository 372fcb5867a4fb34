/**
 * The offset of the page's selection in the source it stands in: UTF-16 units, a chip counting as one. Null when it
 * stands elsewhere.
 */
export function pointedOffset(): number | null {
  const selection = window.getSelection();
  const node = selection?.focusNode;
  const root = (node instanceof Element ? node : node?.parentElement)?.closest('[data-source]');
  if (!selection || !node || !root) return null;
  const range = document.createRange();
  range.setStart(root, 0);
  range.setEnd(node, selection.focusOffset);
  const part = range.cloneContents();
  const chips = part.querySelectorAll('[data-code]');
  let inside = 0;
  for (const chip of chips) inside += (chip.textContent ?? '').length;
  return (part.textContent ?? '').replaceAll('\u200b', '').length - inside + chips.length;
}
