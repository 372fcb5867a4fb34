import { statSync } from 'node:fs';
import type { MemoryStats } from '../../../../shared/contract/types.ts';
import { languageKey } from '../../../../shared/formats/bilingual/language.ts';
import { readCounter } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';

/** What a memory holds. */
export function memoryStats(memory: ReadConnection): MemoryStats {
  return memory.snapshot(() => {
    const variants = new Map<string, number>();
    for (const { lang, count } of memory.all<{ lang: string; count: number }>(
      'SELECT lang, count(*) AS count FROM variant GROUP BY lang',
    )) {
      const key = languageKey(lang);
      variants.set(key, (variants.get(key) ?? 0) + count);
    }
    return {
      units: readCounter(memory, 'units'),
      languages: [...variants].map(([language, count]) => ({ language, variants: count })),
      bytes: statSync(memory.path).size,
      batches: memory.all<MemoryStats['batches'][number]>('SELECT id, name, at, units FROM batch ORDER BY id DESC'),
    };
  });
}
