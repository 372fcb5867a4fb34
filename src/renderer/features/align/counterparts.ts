import type { WordLink } from '../../../shared/alignment/word-links.ts';
import type { Bead, Side } from '../../../shared/bitext/bead.ts';
import { core } from '../../app/core.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { pageRange } from './dom-places.ts';
import type { PointedPlace } from './dom-places.ts';

/** A stretch of one sentence. */
interface Stretch {
  readonly sentence: number;
  readonly start: number;
  readonly end: number;
}

/** Beads whose links are kept. */
const KEPT = 200;
const BREAK = '\n';

/** The links of beads as they were asked for, by the texts they were asked for. */
const known = new Map<string, Promise<readonly WordLink[]>>();

function joined(bead: Bead, side: Side): string {
  return bead[side].map(({ content }) => content.text).join(BREAK);
}

function linksOf(session: BitextSession, bead: Bead): Promise<readonly WordLink[]> {
  const [source, target] = [joined(bead, 'source'), joined(bead, 'target')];
  const { project, document } = session;
  const key = [project, document, source, target].join('\u0000');
  let links = known.get(key);
  if (!links) {
    // A word without counterpart is no failure worth a message.
    links = core.call('align.links', { project, document, source, target }).catch(() => []);
    if (known.size >= KEPT) known.clear();
    known.set(key, links);
  }
  return links;
}

/** Where a stretch of the joined text of a side lies in its sentences. */
function inSentence(bead: Bead, side: Side, start: number, end: number): Stretch | null {
  let at = 0;
  for (const [sentence, { content }] of bead[side].entries()) {
    const { length } = content.text;
    if (start < at + length) return { sentence, start: start - at, end: Math.min(end - at, length) };
    at += length + BREAK.length;
  }
  return null;
}

function offsetInSide(bead: Bead, place: PointedPlace): number {
  const before = bead[place.side].slice(0, place.sentence);
  return before.reduce((sum, { content }) => sum + content.text.length + BREAK.length, place.offset);
}

function paint(name: 'pointed' | 'counterpart', bead: number, side: Side, stretches: readonly Stretch[]): void {
  const ranges = stretches.flatMap(({ sentence, start, end }) => {
    const element = document.querySelector(
      `[data-bead="${bead}"] [data-side="${side}"][data-sentence="${sentence}"]:not(.text-editor)`,
    );
    return (element && pageRange(element, start, end)) ?? [];
  });
  CSS.highlights.set(name, new Highlight(...ranges));
}

let asked = 0;

/** Takes the marks of words away. */
export function clearCounterparts(): void {
  asked++;
  CSS.highlights.delete('pointed');
  CSS.highlights.delete('counterpart');
}

/** Marks the word at a place and its likely counterparts on the other side, if the project knows any. */
export async function showCounterparts(session: BitextSession, place: PointedPlace): Promise<void> {
  const bead = session.beads.get(place.bead);
  if (!bead || bead.source.length === 0 || bead.target.length === 0) {
    clearCounterparts();
    return;
  }
  const turn = ++asked;
  const links = await linksOf(session, bead);
  if (turn !== asked) return;
  const { side } = place;
  const other: Side = side === 'source' ? 'target' : 'source';
  const offset = offsetInSide(bead, place);
  const hit = links.filter((link) => link[side].start <= offset && offset < link[side].end);
  const stretches = (of: Side): Stretch[] =>
    hit.flatMap((link) => inSentence(bead, of, link[of].start, link[of].end) ?? []);
  paint('pointed', bead.id, side, stretches(side));
  paint('counterpart', bead.id, other, stretches(other));
}
