/** Keys are written `Ctrl+Shift+X`: modifiers in this order, then the key. On a Mac `Ctrl` means Command. */

export interface KeyStroke {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph']);

/** The written form of a key stroke; null for a modifier alone. */
export function strokeOf(event: KeyStroke, mac: boolean): string | null {
  if (MODIFIERS.has(event.key) || event.key === 'Dead' || event.key === 'Process') return null;
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  // With a modifier the digit row counts by position, since some layouts need Shift to reach the digits.
  let key = digit && modified ? digit : event.key;
  if (key === ' ') key = 'Space';
  if (key.length === 1) key = key.toUpperCase();
  let out = '';
  if (mac ? event.metaKey : event.ctrlKey) out += 'Ctrl+';
  if (mac && event.ctrlKey) out += 'Control+';
  if (event.altKey) out += 'Alt+';
  if (event.shiftKey) out += 'Shift+';
  return out + key;
}

/** True for keys that write text or move within it: they cannot be given to a command. */
export function isTypingKey(stroke: string): boolean {
  if (/^F\d+$/.test(stroke) || /^Shift\+F\d+$/.test(stroke)) return false;
  return !/^(Ctrl|Control|Alt)\+/.test(stroke);
}
