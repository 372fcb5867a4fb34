import { compact, concat, plain, slice } from '../text/content.ts';
import type { Content } from '../text/content.ts';
import type { Sentence } from './bead.ts';

/** What stands between two neighbouring sentences when they are read as one text: their own white space, or a space. */
export function between(left: Sentence, right: Sentence): string {
  const space = left.trail + right.lead;
  return space === '' ? ' ' : space;
}

/** Two sentences as one, with the number of the first. */
export function joinTwo(left: Sentence, right: Sentence): Sentence {
  return {
    id: left.id,
    unit: left.unit,
    lead: left.lead,
    content: concat([left.content, plain(between(left, right)), right.content]),
    trail: right.trail,
  };
}

/** A run of sentences as one, or null for none. */
export function joinAll(sentences: readonly Sentence[]): Sentence | null {
  const [first, ...rest] = sentences;
  return first ? rest.reduce(joinTwo, first) : null;
}

/** Cuts a sentence at a UTF-16 offset; the white space at the cut becomes the trail of the left part. */
export function cutSentence(
  sentence: Sentence,
  offset: number,
  nextId: () => number,
): [Sentence | null, Sentence | null] {
  const { text } = sentence.content;
  const at = Math.max(0, Math.min(offset, text.length));
  let from = at;
  while (from > 0 && isSpace(text[from - 1])) from--;
  let to = at;
  while (to < text.length && isSpace(text[to])) to++;
  if (from === 0) return [null, sentence];
  if (to === text.length) return [sentence, null];
  const left: Sentence = {
    ...sentence,
    content: compact(slice(sentence.content, 0, from)),
    trail: text.slice(from, to),
  };
  const right: Sentence = {
    ...sentence,
    id: nextId(),
    lead: '',
    content: compact(slice(sentence.content, to)),
  };
  return [left, right];
}

/** Cuts a run of sentences at a UTF-16 offset of their joined text (as `sideContent` joins them). */
export function cutRun(sentences: readonly Sentence[], offset: number, nextId: () => number): [Sentence[], Sentence[]] {
  const above: Sentence[] = [];
  const below: Sentence[] = [];
  let start = 0;
  sentences.forEach((sentence, i) => {
    const previous = sentences[i - 1];
    if (previous) start += between(previous, sentence).length;
    const end = start + sentence.content.text.length;
    if (offset >= end) above.push(sentence);
    else if (offset <= start) below.push(sentence);
    else {
      const [left, right] = cutSentence(sentence, offset - start, nextId);
      if (left) above.push(left);
      if (right) below.push(right);
    }
    start = end;
  });
  return [above, below];
}

/** A content as a sentence of its own. */
export function sentenceOf(id: number, unit: string | null, content: Content): Sentence {
  return { id, unit, lead: '', content, trail: '' };
}

function isSpace(char: string | undefined): boolean {
  return char !== undefined && /\s/u.test(char);
}
