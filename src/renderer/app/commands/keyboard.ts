import { useEffect } from 'react';
import { isMac } from '../../ui/platform.ts';
import { useApp } from '../state.ts';
import { catalogue } from './catalogue.ts';
import { commandsByKey } from './keymap.ts';
import { strokeOf } from './keys.ts';
import { canRun, runCommand } from './registry.ts';

const notInFields = new Set(catalogue.filter((entry) => entry.notInFields).map((entry) => entry.id));

/** True in an ordinary text field, which has its own undo; the editor of the grid is not one. */
export function inField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.closest('.cm-editor')) return false;
  return target.matches('input, textarea') || target.isContentEditable;
}

const onRows = new Set(catalogue.filter((entry) => entry.onRows).map((entry) => entry.id));

/** True on a row of a grid, outside its buttons and the text being edited. */
function onRow(target: HTMLElement | null): boolean {
  if (!target || inField(target) || target.closest('.cm-editor')) return false;
  return target.closest('[data-region="grid"]') !== null && target.closest('button') === null;
}

/** Carries out commands by their keys, wherever the focus is. */
export function useKeyboard(): void {
  const own = useApp((state) => state.settings.keys);
  useEffect(() => {
    const byKey = commandsByKey(own);
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing || event.defaultPrevented) return;
      const stroke = strokeOf(event, isMac);
      if (stroke === null) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      const command = byKey.get(stroke)?.find((id) => canRun(id) && (!onRows.has(id) || onRow(target)));
      if (!command) return;
      if (target?.closest('[data-records-keys]')) return;
      if (target?.dataset['ownKeys']?.split(' ').includes(stroke)) return;
      if (notInFields.has(command) && inField(event.target)) return;
      // A dialog is worked through before anything behind it.
      if (target?.closest('[role="dialog"]') && command !== 'window.palette') return;
      event.preventDefault();
      event.stopPropagation();
      runCommand(command);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [own]);
}
