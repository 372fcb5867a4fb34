const primary = (tag: string): string => tag.split(/[-_]/)[0]?.toLowerCase() ?? '';

/** Which of the two languages of a project no language of a file stands for, region aside; empty when both are there. */
export function missingLanguages(
  pair: { readonly sourceLang: string; readonly targetLang: string },
  languages: readonly string[],
): readonly string[] {
  const present = new Set(languages.map(primary));
  return [pair.sourceLang, pair.targetLang].filter((language) => !present.has(primary(language)));
}
