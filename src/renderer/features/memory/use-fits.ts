import { useEffect, useState } from 'react';
import { core } from '../../app/core.ts';
import { useMemory } from './state.ts';

const PAUSE_MS = 150;

/** How well the texts of the units in sight fit; asked for once scrolling rests. */
export function useFits(units: readonly number[], version: number): ReadonlyMap<number, number | null> {
  const [fits, setFits] = useState<ReadonlyMap<number, number | null>>(new Map());
  const key = units.join(' ');
  const memory = useMemory((state) => state.opened?.memory);
  const pair = useMemory((state) => state.pair);
  useEffect(() => {
    let over = false;
    const wanted = key === '' ? [] : key.split(' ').map(Number);
    if (!memory || wanted.length === 0) return undefined;
    const timer = setTimeout(() => {
      core.call('memoryEdit.fits', { memory, ...pair, units: wanted }).then(
        (found) => {
          if (!over) setFits(new Map(wanted.map((unit, i) => [unit, found[i] ?? null])));
        },
        // What is only a hint is not worth a message.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
    // The version says that texts may have changed.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [key, memory, pair, version]);
  return fits;
}
