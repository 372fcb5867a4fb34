import { primaryLanguage } from '../../../../shared/formats/bilingual/language.ts';

/** Words shorter than this have no other forms worth looking for. */
const SHORTEST = 4;
const LEAST_STEM = 3;

/** What the forms of a word have in common; equal for words that are forms of one. The word is in lower case. */
export type Stemmer = (word: string) => string;

const STEMMERS: Readonly<Record<string, Stemmer>> = { it: italian, en: english };

/** The light stemmer of a language; for a language without one, a word is its only form. */
export function stemmerOf(language: string): Stemmer {
  const stem = STEMMERS[primaryLanguage(language)];
  return (word) => (stem && word.length >= SHORTEST ? stem(word) : word);
}

/** Letters that every word with that stem begins with. */
export function commonStart(stem: string): string {
  // `battery` and `batteries`.
  return stem.length > LEAST_STEM && stem.endsWith('y') ? stem.slice(0, -1) : stem;
}

/** Number and gender stand in the last vowels: light stemming as J. Savoy describes it ("Report on CLEF-2001 Experiments"). */
function italian(word: string): string {
  const stem = word.replace(/(?:[ih][ei]|i[ao]|[aeio])$/u, '');
  return stem.length < LEAST_STEM ? word : stem;
}

/** Plurals after D. Harman, "How effective is suffixing?", JASIS 42 (1991); then `-ing`, `-ed` and a silent `-e`. */
function english(word: string): string {
  let stem = word;
  if (/[^ae]ies$/u.test(stem)) stem = `${stem.slice(0, -3)}y`;
  else if (/(?:s|x|z|ch|sh)es$/u.test(stem)) stem = stem.slice(0, -2);
  else if (/[^us]s$/u.test(stem)) stem = stem.slice(0, -1);
  const bare = stem.replace(/(?:ing|ed)$/u, '');
  if (bare !== stem && bare.length >= LEAST_STEM && /[aeiouy]/u.test(bare)) {
    stem = bare.replace(/([^aeioulsz])\1$/u, '$1');
  }
  if (stem.endsWith('e')) stem = stem.slice(0, -1);
  return stem.length < LEAST_STEM ? word : stem;
}
