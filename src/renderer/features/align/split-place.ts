import type { Bead, Sentence } from '../../../shared/bitext/bead.ts';
import { between } from '../../../shared/bitext/sentences.ts';
import type { Place } from './state.ts';
import { wordStops } from './words.ts';

interface Cut {
  readonly sentence: number;
  readonly offset?: number;
  readonly targetOffset: number;
}

/** Where each sentence of a side begins and ends in its joined text. */
function spans(sentences: readonly Sentence[]): { readonly start: number; readonly end: number }[] {
  let at = 0;
  return sentences.map((sentence, i) => {
    const previous = sentences[i - 1];
    const start = previous ? at + between(previous, sentence).length : 0;
    at = start + sentence.content.text.length;
    return { start, end: at };
  });
}

function nearest(candidates: readonly number[], aim: number): number | undefined {
  return candidates.toSorted((a, b) => Math.abs(a - aim) - Math.abs(b - aim))[0];
}

/** How far from the aim, as a share of a text, a comma or its like is preferred to a nearer word. */
const REACH = 0.15;

/** Where a single sentence is cut for a share of it to stay: after a sign that parts clauses, or else before a word. */
function within(text: string, share: number): number | undefined {
  const stops = wordStops(text).slice(1, -1);
  const aim = share * text.length;
  const clauses = stops.filter((stop) => /[,;:.!?…)»”–—]\s+$/.test(text.slice(0, stop)));
  const clause = nearest(clauses, aim);
  return clause !== undefined && Math.abs(clause - aim) <= REACH * text.length ? clause : nearest(stops, aim);
}

/** Where the target is cut: at the sentence border nearest to the share that stays, or within its only sentence. */
function matching(sentences: readonly Sentence[], share: number): number {
  const borders = spans(sentences);
  const [only] = sentences;
  if (only && borders.length === 1) return within(only.content.text, share) ?? 0;
  const total = borders.at(-1)?.end ?? 0;
  const inner = borders.slice(0, -1).map(({ end }) => end);
  return nearest(inner, share * total) ?? 0;
}

/**
 * Where the command `split` cuts both sides of a bead for a place in one of them: there, and at the sentence border of
 * the other side that lies as far on, or within its only sentence. Null when nothing would stand on one side of the cut
 * of the source.
 */
export function bothSidesCut(bead: Bead, place: Place): Cut | null {
  const own = spans(bead[place.side]);
  const at = (own[place.sentence]?.start ?? 0) + place.offset;
  const total = own.at(-1)?.end ?? 0;
  if (at <= 0 || at >= total) return null;
  if (place.side === 'source') {
    const targetOffset = matching(bead.target, at / total);
    return place.offset === 0
      ? { sentence: place.sentence - 1, targetOffset }
      : { sentence: place.sentence, offset: place.offset, targetOffset };
  }
  if (bead.source.length > 1) {
    const borders = spans(bead.source).slice(0, -1);
    const sourceTotal = spans(bead.source).at(-1)?.end ?? 0;
    const border = nearest(
      borders.map(({ end }) => end),
      (at / total) * sourceTotal,
    );
    return { sentence: borders.findIndex(({ end }) => end === border), targetOffset: at };
  }
  const text = bead.source[0]?.content.text;
  if (text === undefined) return null;
  const offset = within(text, at / total);
  return offset === undefined ? null : { sentence: 0, offset, targetOffset: at };
}
