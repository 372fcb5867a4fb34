const keys = new Map<string, string>();

/**
 * The form of a language code that comparisons use: BCP 47 case and separators (`IT_it` -> `it-IT`), three-letter codes
 * shortened where a two-letter one exists (`ita` -> `it`), following RFC 5646, section 4.5. What is not a language code
 * is only put in lower case.
 */
export function languageKey(code: string): string {
  const known = keys.get(code);
  if (known !== undefined) return known;
  const tag = code.trim().replaceAll('_', '-');
  let key: string;
  try {
    key = Intl.getCanonicalLocales(tag)[0] ?? tag.toLowerCase();
  } catch {
    key = tag.toLowerCase();
  }
  // A hostile file may hold any number of codes; the cache must not grow with it.
  if (keys.size > 1_000) keys.clear();
  keys.set(code, key);
  return key;
}

/** The language alone, without script, region or variant: `pt-BR` -> `pt`. */
export function primaryLanguage(code: string): string {
  return languageKey(code).split('-')[0] ?? '';
}

/**
 * How well a code answers a wanted one: 3 the same, 2 one is a more general form of the other (`it` and `it-CH`), 1 the
 * same language in another region or script, 0 another language.
 */
export function languageMatch(wanted: string, offered: string): 0 | 1 | 2 | 3 {
  const a = languageKey(wanted);
  const b = languageKey(offered);
  if (a === b) return 3;
  if (primaryLanguage(a) !== primaryLanguage(b) || a === '' || b === '') return 0;
  return a.startsWith(`${b}-`) || b.startsWith(`${a}-`) ? 2 : 1;
}

/** True for a code that is well formed by BCP 47 after separators are put right. */
export function isLanguageCode(code: string): boolean {
  try {
    return Intl.getCanonicalLocales(code.trim().replaceAll('_', '-')).length === 1;
  } catch {
    return false;
  }
}
