/** The name of a language in the language of the window, such as `inglese (Regno Unito)` for `en-GB`. */
export function languageName(tag: string, language: string): string {
  if (tag === '') return '';
  try {
    const name = new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  } catch {
    return tag;
  }
}

/** Languages offered first when a project is made; any other tag may be typed. */
export const commonLanguages: readonly string[] = [
  'it',
  'en',
  'en-GB',
  'en-US',
  'fr',
  'de',
  'es',
  'pt',
  'nl',
  'ca',
  'ro',
  'pl',
  'cs',
  'sk',
  'sl',
  'hr',
  'hu',
  'el',
  'da',
  'sv',
  'nb',
  'fi',
  'la',
  'ru',
  'uk',
  'tr',
  'zh',
  'ja',
  'ko',
  'ar',
  'he',
];
