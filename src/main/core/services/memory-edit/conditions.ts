import type { MemoryQuery, Quality } from '../../../../shared/contract/memory-edit.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { Annotation } from '../../../../shared/formats/bilingual/model.ts';
import { patternOf } from '../../../../shared/text/find.ts';
import { MISALIGNED } from '../../../../shared/quality/pair-fit.ts';
import type { Candidate } from './candidates.ts';
import type { PairKnowledge } from './knowledge.ts';
import { withinTime } from './within-time.ts';

/** The property that carries a tag of ours. */
export const TAG = 'x-tag';

/** How long a regular expression may work on a few thousand texts. */
const PATTERN_MS = 2_000;

export function isTag({ kind, attributes }: Annotation): boolean {
  return kind === 'prop' && attributes['type'] === TAG;
}

/** The tags of a unit, from its props and notes as JSON. */
export function tagsOf(annotations: string): string[] {
  if (!annotations.includes(TAG)) return [];
  return (JSON.parse(annotations) as Annotation[]).filter(isTag).map(({ text }) => text);
}

/** True when a text is to be found; without one, numbers alone decide. */
export function looksAtTexts(query: MemoryQuery): boolean {
  return (query.find !== undefined && query.find.text !== '') || query.quality !== undefined;
}

/** The units among `candidates` that a query wants, qualities of several units together left aside. */
export function wanted(
  candidates: readonly Candidate[],
  query: MemoryQuery,
  knowledge: () => PairKnowledge,
): Candidate[] {
  const plain = candidates.filter((it) => fitsFacts(it, query));
  const right = plain.filter((it) => hasQuality(it, query.quality, knowledge));
  const pattern = query.find ? patternOf(query.find) : null;
  if (pattern === null) return right;
  if ('error' in pattern) {
    throw new CoreError('badRequest', `the regular expression cannot be used: ${pattern.error}; correct it`, {
      key: 'memory.wrongPattern',
      reason: pattern.error,
    });
  }
  const test = (text: string): boolean => {
    pattern.lastIndex = 0;
    return pattern.test(text);
  };
  const matches = (it: Candidate): boolean => {
    const { side = 'both' } = query;
    if (side !== 'target' && it.source && test(bare(it.source.text))) return true;
    return side !== 'source' && it.target !== null && test(bare(it.target.text));
  };
  if (!query.find?.regex) return right.filter(matches);
  return withinTime(PATTERN_MS, query.find.text, () => right.filter(matches));
}

/** The text without its codes, letters with accents as one character each. */
function bare(text: string): string {
  return text.replaceAll(/[\uE000-\uF8FF]/g, '').normalize('NFC');
}

function fitsFacts(it: Candidate, query: MemoryQuery): boolean {
  const { author, document, batch, after, before, tag } = query;
  if (author !== undefined && it.author !== author) return false;
  if (document !== undefined && it.document !== document) return false;
  if (batch !== undefined && it.batch !== batch) return false;
  if (after !== undefined && (it.changedAt === null || it.changedAt < after)) return false;
  if (before !== undefined && (it.changedAt === null || it.changedAt >= before)) return false;
  return tag === undefined || tagsOf(it.annotations).includes(tag);
}

function hasQuality(it: Candidate, quality: Quality | undefined, knowledge: () => PairKnowledge): boolean {
  const source = it.source?.norm ?? '';
  const target = it.target?.norm ?? '';
  const letters = (text: string): string => text.replaceAll(/[\uE000-\uF8FF]/g, '').trim();
  switch (quality) {
    case 'empty':
      return letters(source) === '' || letters(target) === '';
    case 'untranslated':
      return source === target && /\p{L}/u.test(source);
    case 'wrongLanguage':
      return (
        (source !== '' && knowledge().languages.isWrong(source, 'source')) ||
        (target !== '' && source !== target && knowledge().languages.isWrong(target, 'target'))
      );
    case 'misaligned':
      return letters(source) !== '' && letters(target) !== '' && knowledge().pairs.fit(source, target) < MISALIGNED;
    default:
      return true;
  }
}
