/** Words, numbers, and anything else that is no white space, one by one. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]/gu;

/** Where words begin in a text, and its end. */
export function wordStops(text: string): number[] {
  return [...Array.from(text.matchAll(WORD), (match) => match.index), text.length];
}

/** The next place of the caret from an offset: by words, or by characters. Null beyond the text. */
export function stepInText(text: string, offset: number, step: 1 | -1, byCharacter: boolean): number | null {
  if (byCharacter) {
    const next = offset + step;
    return next < 0 || next > text.length ? null : next;
  }
  const stops = wordStops(text);
  return (step === 1 ? stops.find((it) => it > offset) : stops.findLast((it) => it < offset)) ?? null;
}
