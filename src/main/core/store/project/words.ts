import type { Content } from '../../../../shared/text/content.ts';

const WORD = /[^\s\uE000-\uF8FF]*[\p{L}\p{N}][^\s\uE000-\uF8FF]*/gu;

/** Words as translators count them: runs between white space (or inline codes) that hold a letter or a digit. */
export function countWords(content: Content): number {
  return content.text.match(WORD)?.length ?? 0;
}
