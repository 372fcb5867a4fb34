import { statSync } from 'node:fs';
import type { MemoryFacet, MemoryFacets, OpenedMemory } from '../../../../shared/contract/memory-edit.ts';
import { languageKey } from '../../../../shared/formats/bilingual/language.ts';
import { nextSteps } from '../../store/memory/steps.ts';
import { readCounter, readMeta } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';

/** How many values of a kind are offered. */
const LISTED = 200;
/** Units whose languages are looked at when a memory is opened, at either end. */
const SAMPLE = 1_000;

/** What the memory view shows at once. */
export function describeOpened(memory: ReadConnection): OpenedMemory {
  return {
    memory: memory.path,
    name: readMeta(memory, 'name') ?? '',
    units: readCounter(memory, 'units'),
    languages: firstLanguages(memory),
    ...nextSteps(memory),
  };
}

function firstLanguages(memory: ReadConnection): string[] {
  const counts = new Map<string, number>();
  for (const order of ['', 'DESC']) {
    // A language that comes first in its unit weighs a little more than one that comes second.
    const rows = memory.all<{ lang: string; weight: number }>(
      `SELECT lang, sum(1.0 / (position + 10)) AS weight
       FROM (SELECT lang, position FROM variant ORDER BY id ${order} LIMIT ${2 * SAMPLE}) GROUP BY lang`,
    );
    for (const { lang, weight } of rows) {
      const key = languageKey(lang);
      counts.set(key, (counts.get(key) ?? 0) + weight);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([language]) => language);
}

/** Everything a memory can be filtered by, the commonest first. */
export function readFacets(memory: ReadConnection): MemoryFacets {
  return memory.snapshot(() => {
    const languages = new Map<string, number>();
    for (const { value, units } of memory.all<MemoryFacet>(
      'SELECT lang AS value, count(*) AS units FROM variant GROUP BY lang',
    )) {
      const key = languageKey(value);
      languages.set(key, (languages.get(key) ?? 0) + units);
    }
    const column = (name: 'author' | 'document'): MemoryFacet[] =>
      memory.all<MemoryFacet>(
        `SELECT ${name} AS value, count(*) AS units FROM unit WHERE ${name} IS NOT NULL
         GROUP BY ${name} ORDER BY units DESC, value LIMIT ${LISTED}`,
      );
    return {
      authors: column('author'),
      documents: column('document'),
      tags: memory.all<MemoryFacet>(
        `SELECT prop.value ->> 'text' AS value, count(*) AS units FROM unit, json_each(unit.annotations) AS prop
         WHERE instr(unit.annotations, '"x-tag"') > 0 AND prop.value ->> '$.attributes.type' = 'x-tag'
         GROUP BY 1 ORDER BY units DESC, value LIMIT ${LISTED}`,
      ),
      languages: [...languages]
        .map(([value, units]) => ({ value, units }))
        .sort((a, b) => b.units - a.units || a.value.localeCompare(b.value)),
      batches: memory.all<MemoryFacets['batches'][number]>(
        'SELECT id, kind, name, at, units FROM batch WHERE units > 0 OR id IN (SELECT batch FROM merged) ORDER BY id DESC',
      ),
      bytes: statSync(memory.path).size,
    };
  });
}
