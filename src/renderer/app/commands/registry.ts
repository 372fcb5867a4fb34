import { useEffect, useRef } from 'react';
import type { CommandId } from './catalogue.ts';

type Handler = () => void;

/** Who carries out each command now. The last to register wins, so that a dialog may take a command over. */
const handlers = new Map<CommandId, Handler[]>();

/** True when some part of the window can carry out the command now. */
export function canRun(id: CommandId): boolean {
  return (handlers.get(id)?.length ?? 0) > 0;
}

/** Carries out a command; false when nobody can now. */
export function runCommand(id: CommandId): boolean {
  const handler = handlers.get(id)?.at(-1);
  if (!handler) return false;
  handler();
  return true;
}

/** Carries out commands while the component is shown. The handlers may change with each drawing. */
export function useCommands(commands: Readonly<Record<CommandId, Handler | undefined>>): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const ids = Object.keys(commands)
    .filter((id) => commands[id] !== undefined)
    .join(' ');
  useEffect(() => {
    const mine: [CommandId, Handler][] = ids
      .split(' ')
      .filter(Boolean)
      .map((id) => [id, () => latest.current[id]?.()]);
    for (const [id, handler] of mine) handlers.set(id, [...(handlers.get(id) ?? []), handler]);
    return () => {
      for (const [id, handler] of mine) {
        handlers.set(
          id,
          (handlers.get(id) ?? []).filter((it) => it !== handler),
        );
      }
    };
  }, [ids]);
}
