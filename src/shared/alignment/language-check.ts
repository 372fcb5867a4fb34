/**
 * Which language a text is written in, as far as an alignment needs to know: to notice sides that are swapped or a file
 * in the wrong language before its words mislead anyone. Scripts decide where only one of the known languages uses
 * them; among languages in Latin and Cyrillic script the share of their commonest function words does.
 */

const FUNCTION_WORDS: Readonly<Record<string, string>> = {
  cs: 'a je v na se že s do to pro jako ale jsou by po od za které jeho nebo byl také být než tak',
  da: 'og i at det er en til på af den der for ikke de med som et har vi jeg du kan blev ved fra',
  de: 'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er',
  en: 'the of and to in a is that for it as was with be by on not he his are this or had at from which but they',
  es: 'de la que el en y a los del se las por un para con no una su al es lo como más pero sus le este',
  fi: 'ja on ei se että oli hän joka mutta ovat myös kuin niin sen tai kun mukaan jos tämä ole olla vain',
  fr: 'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec',
  hr: 'i je u se na da su za od s kao koji ne to a o ili bi iz ali do što sve nije',
  hu: 'a az és hogy nem is egy volt meg csak de ez ha el mint már még azt vagy lesz sem van ki kell',
  it: 'di e che la il un a per in una non sono si del le con i da della ha al dei è come più gli alla nel anche',
  nl: 'de van het een en in is dat op te voor met zijn niet aan er ook als die bij maar om naar uit dan wordt',
  pl: 'w i na z do się nie to że jest o jak po od przez za dla są ale tym oraz jego być tak lub który',
  pt: 'de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à',
  ro: 'de și în a la cu care pe nu un o este din să pentru mai că sau sunt au prin fi cele lui s-a',
  sl: 'in je v na se da so za z ki pa kot ne po iz tudi od o ali bi pri ter biti ni',
  sv: 'och i att det som en på är av för med den till inte har de om ett men var jag vi kan från så',
  tr: 've bir bu da de için ile çok olarak daha gibi ne kadar olan sonra en var o ama her ki mi',
  ru: 'и в не на что с он как это по но из у за от же для так его к бы все было',
  uk: 'і в не на що з він як це але за до та від для так його є або про бути які у',
  bg: 'и на в се да за от не е с като по това но си са ще че при го му до най',
};

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['ko', /\p{Script=Hangul}/u],
  ['zh', /\p{Script=Han}/u],
  ['th', /\p{Script=Thai}/u],
  ['el', /\p{Script=Greek}/u],
  ['he', /\p{Script=Hebrew}/u],
  ['ar', /\p{Script=Arabic}/u],
  ['hi', /\p{Script=Devanagari}/u],
];

/** Letters looked at, spread over the text. */
const SAMPLE_SENTENCES = 400;
const SAMPLE_LENGTH = 400;
/** Words from which on function words are counted, and how much better than the next the best must do. */
const MIN_WORDS = 25;
const MIN_SHARE = 0.12;
const MIN_LEAD = 1.4;
/** Share of letters of a script that makes the text its. */
const SCRIPT_SHARE = 0.2;

const LANGUAGES = Object.entries(FUNCTION_WORDS).map(([language, words]) => ({
  language,
  words: new Set(words.split(' ')),
}));

function shares(sentences: readonly string[]): {
  words: number;
  share: Map<string, number>;
  script: string | undefined;
} {
  const step = Math.max(1, sentences.length / SAMPLE_SENTENCES);
  const found = new Map<string, number>();
  const letters = new Map<string, number>();
  let words = 0;
  let allLetters = 0;
  for (let at = 0; at < sentences.length; at += step) {
    const sample = sentences[Math.floor(at)]!.slice(0, SAMPLE_LENGTH).toLowerCase();
    for (const [letter] of sample.matchAll(/\p{L}/gu)) {
      allLetters++;
      if (letter < '\u0370') continue;
      const script = SCRIPTS.find(([, pattern]) => pattern.test(letter))?.[0];
      if (script !== undefined) letters.set(script, (letters.get(script) ?? 0) + 1);
    }
    for (const [word] of sample.matchAll(/\p{L}[\p{L}\p{M}-]*/gu)) {
      words++;
      for (const entry of LANGUAGES) {
        if (entry.words.has(word)) found.set(entry.language, (found.get(entry.language) ?? 0) + 1);
      }
    }
  }
  const script = SCRIPTS.find(([name]) => (letters.get(name) ?? 0) > SCRIPT_SHARE * allLetters)?.[0];
  return { words, share: new Map([...found].map(([name, count]) => [name, count / Math.max(1, words)])), script };
}

/** The language a text seems to be in, as a BCP 47 primary subtag; nothing when it does not say clearly. */
export function guessLanguage(sentences: readonly string[]): string | undefined {
  const { words, share, script } = shares(sentences);
  if (script !== undefined) return script;
  if (words < MIN_WORDS) return undefined;
  const ranked = [...share].sort((a, b) => b[1] - a[1]);
  const [first, second] = ranked;
  if (first === undefined || first[1] < MIN_SHARE) return undefined;
  return first[1] >= MIN_LEAD * (second?.[1] ?? 0) ? first[0] : undefined;
}

/** What is odd about the languages of two sides, if anything. */
export type LanguageFinding =
  /** Each side is in the language said to be the other's. */
  | { readonly kind: 'swapped' }
  /** A side is clearly in another language than said. */
  | { readonly kind: 'wrong'; readonly side: 'source' | 'target'; readonly expected: string; readonly found: string };

/** Compares what the texts look like with what they are said to be; silent when in doubt. */
export function checkLanguages(
  source: readonly string[],
  target: readonly string[],
  languages: readonly [string, string],
): LanguageFinding[] {
  const [expectedSource, expectedTarget] = languages.map((tag) => tag.split('-')[0]!.toLowerCase()) as [string, string];
  const foundSource = guessLanguage(source);
  const foundTarget = guessLanguage(target);
  if (
    expectedSource !== expectedTarget &&
    (foundSource === expectedTarget || foundTarget === expectedSource) &&
    (foundSource === undefined || foundSource === expectedTarget) &&
    (foundTarget === undefined || foundTarget === expectedSource)
  ) {
    return [{ kind: 'swapped' }];
  }
  const findings: LanguageFinding[] = [];
  const known = (language: string): boolean =>
    language in FUNCTION_WORDS || SCRIPTS.some(([name]) => name === language);
  if (foundSource !== undefined && foundSource !== expectedSource && known(expectedSource)) {
    findings.push({ kind: 'wrong', side: 'source', expected: expectedSource, found: foundSource });
  }
  if (foundTarget !== undefined && foundTarget !== expectedTarget && known(expectedTarget)) {
    findings.push({ kind: 'wrong', side: 'target', expected: expectedTarget, found: foundTarget });
  }
  return findings;
}
