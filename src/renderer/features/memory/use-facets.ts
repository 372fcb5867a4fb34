import { useEffect, useState } from 'react';
import type { MemoryFacets } from '../../../shared/contract/memory-edit.ts';
import { core } from '../../app/core.ts';
import { notifyError } from '../../app/notices.ts';
import { i18n } from '../../i18n/i18n.ts';
import { useMemory } from './state.ts';

/** What the open memory can be filtered by; asked for while it is wanted, and again after changes. */
export function useFacets(wanted: boolean): MemoryFacets | null {
  const opened = useMemory((state) => state.opened);
  const [facets, setFacets] = useState<{ readonly of: string; readonly facets: MemoryFacets } | null>(null);
  const memory = opened?.memory ?? null;
  useEffect(() => {
    let over = false;
    if (!wanted || memory === null) return undefined;
    core.call('memoryEdit.facets', { memory }).then(
      (found) => {
        if (!over) setFacets({ of: memory, facets: found });
      },
      (error: unknown) => notifyError(i18n.t('memory.failed'), error),
    );
    return () => {
      over = true;
    };
    // The opened memory is another object after each change of its units.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [wanted, memory, opened]);
  return facets?.of === memory ? facets.facets : null;
}
