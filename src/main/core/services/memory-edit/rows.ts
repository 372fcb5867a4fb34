import type { MemoryRow, MemoryText } from '../../../../shared/contract/memory-edit.ts';
import type { InlineCode } from '../../../../shared/text/content.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { CandidateText, LanguagePair } from './candidates.ts';
import { candidatesOf } from './candidates.ts';
import { tagsOf } from './conditions.ts';

/** Units as the window shows them. */
export function rowsOf(
  memory: ReadConnection,
  units: readonly number[],
  groups: readonly number[] | null,
  pair: LanguagePair,
): MemoryRow[] {
  if (units.length === 0) return [];
  const groupOf = new Map(units.map((unit, i) => [unit, groups?.[i] ?? null]));
  return candidatesOf(memory, units, pair).map(
    ({ unit, batch, author, changedAt, document, annotations, source, target, others }) => ({
      unit,
      source: textOf(source),
      target: textOf(target),
      author,
      changedAt,
      document,
      batch,
      tags: tagsOf(annotations),
      others,
      group: groupOf.get(unit) ?? null,
    }),
  );
}

function textOf(text: CandidateText | null): MemoryText | null {
  if (!text) return null;
  return {
    lang: text.lang,
    content: { text: text.text, codes: text.codes === null ? [] : (JSON.parse(text.codes) as InlineCode[]) },
  };
}
