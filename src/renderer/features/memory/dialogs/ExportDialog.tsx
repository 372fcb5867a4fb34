import type { ExportPart } from '../../../memories/ExportMemory.tsx';
import { ExportMemory } from '../../../memories/ExportMemory.tsx';
import { allFound } from '../actions.ts';
import { useMemory } from '../state.ts';

/** Writes the open memory, what was found in it or what is selected. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const opened = useMemory((state) => state.opened);
  const total = useMemory((state) => state.total);
  const selected = useMemory((state) => state.selected);
  if (!opened) return null;
  const isPart = total !== opened.units;
  const parts: ExportPart[] = [{ id: 'all', count: opened.units, units: () => null }];
  if (isPart) parts.push({ id: 'found', count: total, units: allFound });
  if (selected.size > 0) {
    parts.push({ id: 'selected', count: selected.size, units: () => Promise.resolve([...selected]) });
  }
  const memory = { path: opened.memory, name: opened.name };
  return <ExportMemory memory={memory} parts={parts} part={parts.at(-1)?.id ?? 'all'} onClose={onClose} />;
}
