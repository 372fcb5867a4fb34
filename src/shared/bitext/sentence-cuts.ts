import type { Content } from '../text/content.ts';
import { compact, slice } from '../text/content.ts';
import type { Sentence } from './bead.ts';
import { between, sentenceOf } from './sentences.ts';

/**
 * Where the sentences of one side of a bead meet in its joined text: `end:start` of each border, separated by spaces,
 * in UTF-16 units. Null for a side of fewer than two sentences. This is how an exchange file keeps them apart.
 */
export function sentenceCuts(sentences: readonly Sentence[]): string | null {
  if (sentences.length < 2) return null;
  const cuts: string[] = [];
  let at = 0;
  sentences.forEach((sentence, i) => {
    const previous = sentences[i - 1];
    if (previous) {
      const start = at + between(previous, sentence).length;
      cuts.push(`${at}:${start}`);
      at = start;
    }
    at += sentence.content.text.length;
  });
  return cuts.join(' ');
}

/** The sentences of a joined text by its cuts; one sentence where the cuts are missing or do not fit the text. */
export function sentencesByCuts(
  content: Content,
  cuts: string | undefined,
  unit: string,
  nextId: () => number,
): Sentence[] {
  const { text } = content;
  if (text === '') return [];
  const borders = (cuts ?? '').split(' ').flatMap((cut): [number, number][] => {
    const match = /^(\d+):(\d+)$/.exec(cut);
    return match ? [[Number(match[1]), Number(match[2])]] : [];
  });
  const fits = borders.every(
    ([end, start], i) =>
      end > (borders[i - 1]?.[1] ?? 0) && start >= end && start < text.length && text.slice(end, start).trim() === '',
  );
  if (!fits || borders.length === 0) return [sentenceOf(nextId(), unit, content)];
  return [...borders, [text.length, text.length] as const].map(([end, start], i) => ({
    ...sentenceOf(nextId(), unit, compact(slice(content, borders[i - 1]?.[1] ?? 0, end))),
    trail: text.slice(end, start),
  }));
}
