import { sideContent, type Bead, type Side } from '../bitext/bead.ts';
import { characterCount, distance } from '../matching/distance.ts';
import { concat, plain, sameContent, visibleText, type Content } from '../text/content.ts';
import { wordDiff, type DiffRun } from '../text/word-diff.ts';
import { countWords } from './words.ts';

/**
 * What differs between two texts: inline codes only, white space only, capitals only, punctuation (and white space)
 * only, figures only, the division into sentences only, or the text as such.
 */
export type Nature = 'text' | 'numbers' | 'punctuation' | 'case' | 'whitespace' | 'codes' | 'division';

/** How one side of a bead changed. */
export interface TextChange {
  /** `split` and `merged` tell of more or fewer sentences than before; `added` and `removed` of none on the other side. */
  readonly kind: 'added' | 'removed' | 'changed' | 'split' | 'merged';
  readonly nature: Nature;
  /** Word by word; see `text/word-diff.ts`. */
  readonly runs: readonly DiffRun[];
  readonly wordsDeleted: number;
  readonly wordsInserted: number;
  /** The larger of both for each place that changed, added up: a word replaced by another counts once. */
  readonly wordsTouched: number;
  /** Levenshtein distance of the visible texts, in characters. */
  readonly distance: number;
}

const SPACE = plain(' ');

/** The text of one side of a run of beads, joined by spaces. */
export function runContent(beads: readonly Bead[], side: Side): Content {
  const [first] = beads;
  if (first && beads.length === 1) return sideContent(first, side);
  const parts: Content[] = [];
  for (const bead of beads) {
    if (bead[side].length === 0) continue;
    if (parts.length > 0) parts.push(SPACE);
    parts.push(sideContent(bead, side));
  }
  return concat(parts);
}

/** True when one side of two runs of beads holds the same sentences. */
export function sameSide(a: readonly Bead[], b: readonly Bead[], side: Side): boolean {
  const sentences = (beads: readonly Bead[]): Bead[Side] =>
    beads.length === 1 && beads[0] ? beads[0][side] : beads.flatMap((bead) => bead[side]);
  const left = sentences(a);
  const right = sentences(b);
  if (left === right) return true;
  if (left.length !== right.length) return false;
  return left.every((sentence, i) => {
    const other = right[i];
    return other !== undefined && (other === sentence || sameContent(sentence.content, other.content));
  });
}

/** How one side changed between two runs of beads, or null when it did not. */
export function textChange(a: readonly Bead[], b: readonly Bead[], side: Side, lang: string): TextChange | null {
  if (sameSide(a, b, side)) return null;
  const before = runContent(a, side);
  const after = runContent(b, side);
  const sentences = (beads: readonly Bead[]): number => beads.reduce((sum, bead) => sum + bead[side].length, 0);
  const [countA, countB] = [sentences(a), sentences(b)];
  const kind =
    countA === 0
      ? 'added'
      : countB === 0
        ? 'removed'
        : countB > countA
          ? 'split'
          : countB < countA
            ? 'merged'
            : 'changed';
  return { kind, ...textDifference(before, after, lang) };
}

/** The difference between two texts, with its nature and its size. */
export function textDifference(before: Content, after: Content, lang: string): Omit<TextChange, 'kind'> {
  if (before.text === '' || after.text === '') return wholeText(before, after);
  const runs = wordDiff(before, after, lang);
  let [wordsDeleted, wordsInserted, wordsTouched, deleted, inserted] = [0, 0, 0, 0, 0];
  const closePlace = (): void => {
    wordsTouched += Math.max(deleted, inserted);
    deleted = inserted = 0;
  };
  for (const run of runs) {
    if (run.kind === 'same') {
      closePlace();
      continue;
    }
    const words = countWords(run.content.text);
    if (run.kind === 'del') {
      wordsDeleted += words;
      deleted += words;
    } else {
      wordsInserted += words;
      inserted += words;
    }
  }
  closePlace();
  const [left, right] = [visibleText(before), visibleText(after)];
  return {
    nature: natureOf(before, after),
    runs,
    wordsDeleted,
    wordsInserted,
    wordsTouched,
    distance: distance(left, right),
  };
}

/** The difference between a text and nothing. */
function wholeText(before: Content, after: Content): Omit<TextChange, 'kind'> {
  const content = before.text === '' ? after : before;
  const words = countWords(content.text);
  const wordsDeleted = before.text === '' ? 0 : words;
  return {
    nature: content.text === '' ? 'division' : 'text',
    runs: content.text === '' ? [] : [{ kind: before.text === '' ? 'ins' : 'del', content }],
    wordsDeleted,
    wordsInserted: words - wordsDeleted,
    wordsTouched: words,
    distance: characterCount(visibleText(content)),
  };
}

/**
 * The text with the chosen changes made and the others not. The places that changed are counted from 0 in reading
 * order: each is a run that was deleted, inserted, or replaced.
 */
export function takePlaces(runs: readonly DiffRun[], chosen: (place: number) => boolean): Content {
  const parts: Content[] = [];
  let place = -1;
  runs.forEach((run, i) => {
    if (run.kind === 'same') {
      parts.push(run.content);
      return;
    }
    const before = runs[i - 1];
    if (before === undefined || before.kind === 'same') place++;
    if (chosen(place) === (run.kind === 'ins')) parts.push(run.content);
  });
  return concat(parts);
}

const SPACES = /\s+/gu;
const MARKS = /[\p{P}\p{S}\s]+/gu;
const FIGURES = /\p{Nd}+(?:[.,:'’/\-\u00A0\u202F]\p{Nd}+)*/gu;

function natureOf(before: Content, after: Content): Nature {
  if (sameContent(before, after)) return 'division';
  const [a, b] = [visibleText(before), visibleText(after)];
  if (a === b) return 'codes';
  const same = (form: (text: string) => string): boolean => form(a) === form(b);
  if (same((text) => text.replace(SPACES, ''))) return 'whitespace';
  if (same((text) => text.toLowerCase())) return 'case';
  if (same((text) => text.replace(MARKS, ''))) return 'punctuation';
  if (same((text) => text.replace(FIGURES, '0'))) return 'numbers';
  return 'text';
}
