import { useEffect, useState } from 'react';
import { refreshProject } from '../app/actions.ts';
import { core } from '../app/core.ts';
import { useApp } from '../app/state.ts';

/** Imports and long steps tell of themselves several times; what is shown follows when they pause. */
const PAUSE_MS = 120;
/** Counts are not worth asking for after each row that is confirmed. */
const LONG_PAUSE_MS = 1_500;

const isAttached = (memory: string): boolean =>
  useApp.getState().project?.memories.some(({ path }) => path === memory) ?? false;

/** Calls back when units of an attached memory have changed, wherever that was done. */
function onChanges(pause: number, act: () => void): () => void {
  let timer = 0;
  const stop = core.on('memory.changed', ({ memory }) => {
    if (!isAttached(memory)) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(act, pause);
  });
  return () => {
    window.clearTimeout(timer);
    stop();
  };
}

/** A number that grows whenever units of the project's memories have changed, so that lookups are made anew. */
export function useMemoryChanges(): number {
  const [version, setVersion] = useState(0);
  useEffect(() => onChanges(PAUSE_MS, () => setVersion((present) => present + 1)), []);
  return version;
}

/** Keeps the numbers of units shown with the project's memories up to date. */
export function useFreshCounts(): void {
  useEffect(() => onChanges(LONG_PAUSE_MS, () => void refreshProject()), []);
}
