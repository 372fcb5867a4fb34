import { hash } from 'node:crypto';
import type { FileLanguage, LineNote, TmxPreview } from '../../../../shared/contract/memory-files.ts';
import { languageKey } from '../../../../shared/formats/bilingual/language.ts';
import { exchangeMessage } from '../../../../shared/formats/bilingual/messages.ts';
import type { TranslationUnit } from '../../../../shared/formats/bilingual/model.ts';
import { lastUnit, textHash, unitDigest } from '../../store/memory/units.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { Incoming } from './merge-unit.ts';
import { findMerged } from './merge-unit.ts';
import type { ByteProgress } from './tmx-file.ts';
import { readTmxFile } from './tmx-file.ts';

/** How many lines of each kind are listed. */
const LISTED = 1_000;

/** What importing a TMX file into a memory (null: a new one) would do. Throws as the import would. */
export function previewTmx(file: string, memory: ReadConnection | null, progress: ByteProgress): TmxPreview {
  const seen = new Set<number>();
  const translations = new Map<number, number>();
  const languages = new Map<string, { codes: Set<string>; variants: number }>();
  const notes = { rejected: [] as LineNote[], repair: [] as LineNote[], warning: [] as LineNote[] };
  const last = memory ? lastUnit(memory) : 0;
  let duplicates = 0;
  let known = 0;
  let conflicts = 0;
  const look = (unit: TranslationUnit): void => {
    for (const { lang } of unit.variants) {
      const key = languageKey(lang);
      const language = languages.get(key) ?? { codes: new Set(), variants: 0 };
      languages.set(key, language);
      language.codes.add(lang);
      language.variants++;
    }
    if (seen.size === seen.add(wholeDigest(unit)).size) duplicates++;
    if (memory && last > 0 && hasTexts(memory, unit, last)) known++;
    if (contradicts(unit, translations)) conflicts++;
  };
  const report = readTmxFile(
    file,
    {
      unit: look,
      notice: ({ kind, key, values, line = 0 }) => {
        if (notes[kind].length < LISTED) notes[kind].push({ line, what: exchangeMessage(key, values), key, values });
      },
    },
    progress,
  );
  return {
    version: report.version,
    units: report.units,
    languages: [...languages].map(([language, { codes, variants }]): FileLanguage => ({
      language,
      codes: [...codes],
      variants,
    })),
    duplicates,
    known,
    conflicts,
    rejected: notes.rejected,
    repaired: notes.repair,
    warnings: notes.warning,
  };
}

/** True when the memory has a unit with the same texts. */
function hasTexts(memory: ReadConnection, unit: TranslationUnit, last: number): boolean {
  const incoming = (): Incoming => ({ ...unit, document: null, author: null, changedAt: null });
  return findMerged(memory, incoming, unitDigest(unit), last) !== null;
}

/** A number for everything a unit says; units that say the same have the same. */
function wholeDigest(unit: TranslationUnit): number {
  const bytes = hash('sha1', JSON.stringify(unit), 'buffer');
  // 52 bits: the chance that two of a million units are confused is below one in a thousand.
  return bytes.readUIntBE(0, 6) * 16 + ((bytes[6] ?? 0) >>> 4);
}

/** True when an earlier unit has another text in a language beside the same source; `translations` remembers the first. */
function contradicts({ variants }: TranslationUnit, translations: Map<number, number>): boolean {
  const [source, ...targets] = variants;
  if (!source) return false;
  let other = false;
  for (const { lang, content } of targets) {
    const key = textHash(`${languageKey(source.lang)}\0${languageKey(lang)}\0${source.content.text}`);
    const hash = textHash(content.text);
    const first = translations.get(key);
    if (first === undefined) translations.set(key, hash);
    else other ||= first !== hash;
  }
  return other;
}
