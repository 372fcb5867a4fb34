const LABELS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
  Escape: 'Esc',
  Backspace: '⌫',
};

/** The parts of a key as printed on key caps. */
export function keyCaps(stroke: string, mac: boolean): string[] {
  const plus = stroke.endsWith('++');
  const parts = (plus ? stroke.slice(0, -2) : stroke).split('+');
  if (plus) parts.push('+');
  return parts.map((part) => {
    if (mac && part === 'Ctrl') return '⌘';
    if (mac && part === 'Alt') return '⌥';
    if (part === 'Shift') return '⇧';
    return LABELS[part] ?? part;
  });
}
