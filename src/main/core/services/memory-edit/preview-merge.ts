import { basename } from 'node:path';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { MergePreview } from '../../../../shared/contract/memory-edit.ts';
import { languageKey } from '../../../../shared/formats/bilingual/language.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import { lastUnit, unitDigest } from '../../store/memory/units.ts';
import { MEMORY_EXTENSION } from '../../store/memory-file.ts';
import { readMeta } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { bestVariant } from '../memories/lookup.ts';
import { findMerged } from '../memories/merge-unit.ts';
import type { LanguagePair } from './candidates.ts';
import { images } from './merge-split.ts';

/** New units shown as a sample. */
const SAMPLE = 6;

/** What merging `other` into `memory` would do, read from both without writing to either. */
export function previewMerge(
  memory: ReadConnection,
  other: ReadConnection,
  pair: LanguagePair,
  progress: (done: number, total: number) => void,
): MergePreview {
  if (memory.path === other.path) {
    throw new CoreError('badRequest', `${other.path}: a memory cannot be merged into itself; choose another one`, {
      path: other.path,
    });
  }
  const last = lastUnit(memory);
  const counts = { units: 0, added: 0, merged: 0, known: 0 };
  const languages = new Map<string, number>();
  const sample: { source: string; target: string }[] = [];
  for (const image of images(other, { progress: (done, total) => progress(done, total ?? 0) })) {
    counts.units++;
    for (const { lang } of image.variants) {
      const language = languageKey(lang);
      languages.set(language, (languages.get(language) ?? 0) + 1);
    }
    const found = findMerged(memory, () => image, unitDigest(image), last);
    if (found) {
      counts[found.after === found.before ? 'known' : 'merged']++;
      continue;
    }
    counts.added++;
    if (sample.length === SAMPLE) continue;
    const source = bestVariant(image.variants, pair.sourceLang, null);
    const target = bestVariant(image.variants, pair.targetLang, source ?? null);
    if (source && target) {
      sample.push({ source: visibleText(source.content), target: visibleText(target.content) });
    }
  }
  return {
    ...counts,
    name: readMeta(other, 'name') ?? basename(other.path, MEMORY_EXTENSION),
    languages: [...languages].map(([language, variants]) => ({ language, variants })),
    sample,
  };
}
