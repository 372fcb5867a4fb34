import type { ComparisonInfo, ReviewChange, ReviewFilter, StateRef } from '../../../shared/contract/review.ts';
import { core } from '../../app/core.ts';
import { CallError } from '../../client/client.ts';
import { changesOf, indexOf, indexOfBead, nameOf, PAGE, pageOf, sameWords } from './listing.ts';
import { place, useReview } from './state.ts';

/**
 * Comparing, and the list of what was found. A comparison and the beginning of its list are shown in one step, and the
 * change that keys act on stays the same one wherever the new list has it: whoever goes on typing while a list is read
 * again never acts on a change that moved under the keys.
 */

/** The list on show: what it was read with, and its pages by where they begin. */
interface Listing {
  readonly info: ComparisonInfo;
  readonly filter: ReviewFilter;
  readonly pages: Map<number, Promise<void>>;
}

let listing: Listing | null = null;
let tickets = 0;
/** The comparison that is being made. */
let comparing: string | null = null;
/** Settles when the newest comparison is on show or has failed. */
let latest: Promise<void> = Promise.resolve();
/** The bead to go to once the next list is shown: that of a step taken back. */
let wish: number | null = null;
/** Decisions about single words that are not over yet. */
let wordsPending = 0;

/** True for the error of a call that was about a state of the document which is no longer the present one. */
export function isStale(error: unknown): boolean {
  return error instanceof CallError && ['comparisonStale', 'planStale'].includes(String(error.values['key']));
}

/** Compares what is chosen, and stays at the same change. Settles when the newest comparison is on show. */
export function compare(): Promise<void> {
  const at = place();
  const { a, b } = useReview.getState();
  if (!at || !a) return Promise.resolve();
  giveUp();
  comparing = `${Date.now().toString(36)}.${tickets++}`;
  latest = run({ ...at, a, b, ticket: comparing });
  return latest;
}

/** Settles when nothing is being compared. */
export function compared(): Promise<void> {
  return latest;
}

/** Compares anew unless what is on show knows the change with this number already. */
export async function follow(seq: number): Promise<void> {
  await latest;
  const { info } = useReview.getState();
  if (!info || info.seq < seq) await compare();
}

/** Forgets the list, because another pair or document is to be compared. */
export function startAnew(): void {
  giveUp();
  listing = null;
  wish = null;
}

/** After the next comparison, goes to the change about a bead. */
export function goToBead(bead: number | null): void {
  wish = bead;
}

/** Counts the decisions about single words: while there are some, words that change are no reason to lose the place. */
export function countWords(by: 1 | -1): void {
  wordsPending += by;
}

/** Gives up the comparison that is being made, because another is wanted. */
function giveUp(): void {
  if (comparing !== null) void core.call('review.cancel', { ticket: comparing }).catch(() => undefined);
  comparing = null;
  latest = Promise.resolve();
}

interface Comparing {
  readonly project: string;
  readonly document: number;
  readonly a: StateRef;
  readonly b: StateRef;
  readonly ticket: string;
}

async function run(asked: Comparing): Promise<void> {
  const current = (): boolean => comparing === asked.ticket;
  try {
    const info = await core.call('review.compare', asked);
    // Read again when the filter was changed meanwhile.
    for (let shown = false; current() && !shown;) shown = await showList(asked.project, info, current);
    if (!current()) return latest;
    comparing = null;
  } catch (error) {
    if (!current()) return latest;
    if (isStale(error)) return compare();
    comparing = null;
    listing = null;
    useReview.setState({ info: null, failed: error, total: 0, map: [], changes: new Map() });
  }
}

/**
 * Reads the beginning of a list and what stands around the active change, then shows both; false when the filter or
 * `current` changed meanwhile.
 */
async function showList(project: string, info: ComparisonInfo, current: () => boolean): Promise<boolean> {
  const { filter } = useReview.getState();
  const read = (from: number) =>
    core.call('review.changes', { project, handle: info.handle, filter, from, count: 2 * PAGE });
  const going = (): boolean => current() && useReview.getState().filter === filter;
  const pages = [await read(0)];
  const [{ total, map }] = pages as [Awaited<ReturnType<typeof read>>];
  const changes = changesOf(pages);
  while (going()) {
    const { active } = useReview.getState();
    const near = Math.max(0, Math.min(active, total - 1));
    if (total === 0 || (changes.has(near) && changes.has(Math.min(total - 1, near + PAGE / 2)))) {
      show({ info, filter, pages: new Map([...changes.keys()].map((i) => [pageOf(i), Promise.resolve()])) }, total);
      return true;
    }
    const around = await read(pageOf(Math.max(0, near - PAGE / 2)));
    for (const [index, change] of changesOf([around])) changes.set(index, change);
  }
  return false;

  function show(next: Listing, count: number): void {
    const now = useReview.getState();
    // Under another filter the list is another one, which is begun at its head.
    const stands = listing?.filter === filter ? now.changes.get(now.active) : undefined;
    const wished = wish === null ? null : indexOfBead(changes, wish);
    const found = wished ?? (stands ? indexOf(changes, nameOf(stands)) : null);
    const active = found ?? Math.max(0, Math.min(now.active, count - 1));
    const same = changes.get(active);
    const keeps = stands !== undefined && same !== undefined && nameOf(same) === nameOf(stands);
    listing = next;
    wish = null;
    useReview.setState({
      info,
      failed: null,
      total: count,
      map,
      changes,
      active,
      place: keeps && (wordsPending > 0 || sameWords(same, stands)) ? now.place : null,
    });
  }
}

export function setFilter(filter: ReviewFilter): void {
  useReview.setState({ filter, active: 0, place: null });
  const { info } = useReview.getState();
  const at = place();
  if (!info || !at) return;
  const current = (): boolean => useReview.getState().info === info && useReview.getState().filter === filter;
  showList(at.project, info, current).catch(() => (current() ? compare() : undefined));
}

/** Reads the page of the list that holds a change, once; settles when it is there. */
async function readPage(from: number): Promise<void> {
  const at = place();
  const mine = listing;
  if (!at || !mine) return;
  const { info, filter, pages } = mine;
  const reading =
    pages.get(from) ??
    core.call('review.changes', { project: at.project, handle: info.handle, filter, from, count: PAGE }).then(
      (page) => {
        if (listing === mine)
          useReview.setState(({ changes }) => ({ changes: new Map([...changes, ...changesOf([page])]) }));
      },
      // The document changed meanwhile; the comparison that follows reads the list anew.
      () => void pages.delete(from),
    );
  pages.set(from, reading);
  await reading;
}

/** Makes sure that the changes in sight are read. */
export function need(first: number, last: number): void {
  const { changes, total } = useReview.getState();
  for (let from = pageOf(first); from <= last && from < total; from += PAGE) {
    if (!changes.has(from)) void readPage(from);
  }
}

/** The change at a place of the list, read first where it was not; undefined when there is none. */
export async function changeAt(index: number): Promise<ReviewChange | undefined> {
  if (!useReview.getState().changes.has(index)) await readPage(pageOf(index));
  return useReview.getState().changes.get(index);
}

/** The change with a name in the list on show, looked for around a place where it is not read. */
export async function findChange(name: string, near: number): Promise<ReviewChange | undefined> {
  const { changes } = useReview.getState();
  const known = indexOf(changes, name);
  if (known !== null) return changes.get(known);
  const at = place();
  if (!at || !listing) return undefined;
  const { info, filter } = listing;
  const count = 2_000;
  const from = Math.max(0, near - count / 2);
  const page = await core.call('review.changes', { project: at.project, handle: info.handle, filter, from, count });
  return page.changes.find((change) => nameOf(change) === name);
}
