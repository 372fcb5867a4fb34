import type { Lexeme } from '../text/lexemes.ts';

/** `added`: the query denies more often than the match source; `removed`: less often. */
export type NegationChange = 'added' | 'removed' | 'none';

/** Words that deny, by language; elided and contracted forms are caught by {@link CONTRACTED}. */
const NEGATIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  it: new Set(
    'non no né ne’ mai nessun nessuno nessuna nessun’ niente nulla senza neanche nemmeno neppure nulla mica divieto vietato vietata vietati vietate'.split(
      ' ',
    ),
  ),
  en: new Set(
    'not no never without none nobody nothing neither nor nowhere cannot dont doesnt didnt isnt arent wasnt werent wont cant couldnt shouldnt wouldnt mustnt'.split(
      ' ',
    ),
  ),
  de: new Set(
    'nicht nein nie niemals ohne kein keine keinen keinem keiner keines nichts niemand weder noch'.split(' '),
  ),
  fr: new Set('ne n’ pas non jamais sans aucun aucune rien personne ni nul nulle'.split(' ')),
  es: new Set('no nunca jamás sin ningún ninguno ninguna nada nadie ni tampoco'.split(' ')),
  pt: new Set('não nunca jamais sem nenhum nenhuma nada ninguém nem tampouco'.split(' ')),
};

const CONTRACTED = /n’t$/;

/**
 * Whether the query has more or fewer words that deny than the match source: the change that a high percentage hides
 * best (`Non premere` and `Premere`). `none` for languages without a list.
 */
export function negationChange(query: readonly Lexeme[], source: readonly Lexeme[], lang: string): NegationChange {
  const words = NEGATIONS[lang.toLowerCase().split(/[-_]/)[0] ?? ''];
  if (words === undefined) return 'none';
  const more = countNegations(query, words) - countNegations(source, words);
  if (more === 0) return 'none';
  return more > 0 ? 'added' : 'removed';
}

function countNegations(lexemes: readonly Lexeme[], words: ReadonlySet<string>): number {
  let count = 0;
  lexemes.forEach((lexeme, i) => {
    if (lexeme.kind !== 'word') return;
    const word = lexeme.text.toLowerCase().replaceAll("'", '’');
    if (words.has(word) || CONTRACTED.test(word)) count++;
    // A tokenizer may cut `don't` into `don`, `'`, `t` or `do`, `n't`.
    else if (word === 't' && /^['’]$/.test(lexemes[i - 1]?.text ?? '') && /n$/i.test(lexemes[i - 2]?.text ?? ''))
      count++;
  });
  return count;
}
