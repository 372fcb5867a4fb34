import { effectiveKeys } from '../../../app/commands/keymap.ts';
import { useApp } from '../../../app/state.ts';
import { Keys } from '../../../ui/Keys.tsx';

/** The commands that insert the entries of a list by their places, for those that can be inserted now. */
export function insertCommands<T>(entries: readonly T[], insert: (entry: T) => void): Record<string, () => void> {
  return Object.fromEntries(entries.slice(0, 9).map((entry, i) => [`match.insert${i + 1}`, () => insert(entry)]));
}

/** The key that inserts the entry at a 0-based place; nothing where there is none. */
export function InsertKeys({ place }: { readonly place: number }) {
  const own = useApp((state) => state.settings.keys);
  const stroke = effectiveKeys(own).get(`match.insert${place + 1}`)?.[0];
  return stroke === undefined ? null : <Keys stroke={stroke} />;
}
