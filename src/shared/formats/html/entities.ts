import { Tokenizer } from 'parse5';

const decoded = new Map<string, string>();
/** Pages use a few dozen references; hostile ones must not fill the memory. */
const CACHE_LIMIT = 5000;

/** The text of one character reference, such as `&egrave;` or `&#232;`, as HTML reads it outside attributes. */
export function decodeReference(reference: string): string {
  const known = decoded.get(reference);
  if (known !== undefined) return known;
  let text = '';
  const add = (token: { readonly chars: string }): void => {
    text += token.chars;
  };
  const ignore = (): void => {};
  const tokenizer = new Tokenizer(
    {},
    {
      onCharacter: add,
      onWhitespaceCharacter: add,
      onNullCharacter: add,
      onStartTag: ignore,
      onEndTag: ignore,
      onComment: ignore,
      onDoctype: ignore,
      onEof: ignore,
    },
  );
  tokenizer.write(reference, true);
  if (decoded.size < CACHE_LIMIT) decoded.set(reference, text);
  return text;
}
