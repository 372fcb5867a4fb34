import { basename } from 'node:path';

/** Language names that stand in file names besides the tags. */
const NAMES: Readonly<Record<string, string>> = {
  ita: 'it',
  italian: 'it',
  italiano: 'it',
  eng: 'en',
  english: 'en',
  inglese: 'en',
  deu: 'de',
  ger: 'de',
  german: 'de',
  deutsch: 'de',
  tedesco: 'de',
  fra: 'fr',
  fre: 'fr',
  french: 'fr',
  francais: 'fr',
  francese: 'fr',
  spa: 'es',
  spanish: 'es',
  espanol: 'es',
  spagnolo: 'es',
  por: 'pt',
  portuguese: 'pt',
  portoghese: 'pt',
  nld: 'nl',
  dutch: 'nl',
  rus: 'ru',
  russian: 'ru',
  zho: 'zh',
  chinese: 'zh',
  source: '',
  src: '',
  target: '',
  tgt: '',
  originale: '',
  original: '',
  translation: '',
  traduzione: '',
};

const TAG = /^[a-z]{2}(?:[-_][a-z]{2})?$/i;
/** Two-letter words of file names that are no languages. */
const WORDS = new Set(['of', 'in', 'to', 'on', 'or', 'by', 'di', 'al', 'da', 'un', 'ed', 'rt', 'v1', 'v2']);

function isLanguagePart(part: string, languages: readonly string[]): boolean {
  const lower = part
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');
  if (lower in NAMES) return true;
  if (!TAG.test(lower)) return false;
  const primary = lower.slice(0, 2);
  return languages.length > 0 ? languages.includes(primary) : !WORDS.has(primary);
}

/**
 * The name of a file without its extension and without a language at its beginning or end, in lower case: equal for
 * `news.it.txt` and `news.en.txt`, `IT_report.docx` and `EN_report.docx`. `languages`: primary subtags that count.
 */
export function stemOf(path: string, languages: readonly string[] = []): string {
  const name = basename(path).replace(/\.[^.]+$/, '');
  const parts = name.split(/[._\s-]+/);
  if (parts.length > 1) {
    const last = parts.at(-1) ?? '';
    if (isLanguagePart(last, languages))
      return name
        .slice(0, name.length - last.length)
        .replace(/[._\s-]+$/, '')
        .toLowerCase();
    const first = parts[0] ?? '';
    if (isLanguagePart(first, languages))
      return name
        .slice(first.length)
        .replace(/^[._\s-]+/, '')
        .toLowerCase();
  }
  return isLanguagePart(name, languages) ? '' : name.toLowerCase();
}

/** The language in the name of a file, as a primary subtag; null when there is none among `languages`. */
export function languageInName(path: string, languages: readonly string[]): string | null {
  const parts = basename(path)
    .replace(/\.[^.]+$/, '')
    .toLowerCase()
    .split(/[._\s-]+/);
  for (const part of [parts.at(-1), parts[0]]) {
    if (part === undefined) continue;
    const language = NAMES[part] ?? (/^[a-z]{2}$/.test(part) ? part : '');
    if (languages.includes(language)) return language;
  }
  return null;
}
