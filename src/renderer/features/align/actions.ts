import { isOneSided } from '../../../shared/bitext/aligned.ts';
import type { Bead, Mark, Side } from '../../../shared/bitext/bead.ts';
import { isMarked } from '../../../shared/bitext/bead.ts';
import type { Command } from '../../../shared/contract/commands.ts';
import type { Applied } from '../../../shared/contract/contract.ts';
import { core } from '../../app/core.ts';
import { runJob } from '../../app/jobs.ts';
import { notifyError, speak } from '../../app/notices.ts';
import { i18n } from '../../i18n/i18n.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { takeStep } from '../../bitext/run.ts';
import type { PlacedPassage, Survey } from './rows.ts';
import { nextOf } from './rows.ts';
import { bothSidesCut } from './split-place.ts';
import type { Place } from './state.ts';
import { START, useAlign } from './state.ts';
import { stepInText } from './words.ts';

interface Here {
  readonly session: BitextSession;
  readonly bead: Bead;
  readonly place: Place;
}

/** The active bead with the place in it; null when there is none. */
export function here(): Here | null {
  const { session, active, place } = useAlign.getState();
  const bead = active === null ? undefined : session?.beads.get(active);
  return session && bead ? { session, bead, place: placeIn(bead, place) } : null;
}

/** A place that exists in a bead: the other side when one is empty, the last sentence when there are fewer. */
export function placeIn(bead: Bead, place: Place): Place {
  const side: Side = bead[place.side].length > 0 ? place.side : place.side === 'source' ? 'target' : 'source';
  const sentence = Math.max(0, Math.min(place.sentence, bead[side].length - 1));
  const { length } = bead[side][sentence]?.content.text ?? '';
  return { side, sentence, offset: side === place.side ? Math.max(0, Math.min(place.offset, length)) : 0 };
}

/** Makes a bead the active one, with the place at its start unless told. A closed passage it stands in stays closed. */
export function activate(bead: number, place?: Place, editing = false): void {
  const { session, place: present } = useAlign.getState();
  if (!session?.beads.has(bead)) return;
  useAlign.setState({ active: bead, place: place ?? { ...START, side: present.side }, editing });
}

/** The line in which the active bead is shown; -1 for none. */
function activeLine(): number {
  const { session, page, active } = useAlign.getState();
  return session && page && active !== null ? page.layout.lineOf(session.beads.indexOf(active)) : -1;
}

/** Moves up or down by lines. */
export function move(by: number): void {
  moveTo(activeLine() + by, by < 0 ? -1 : 1);
}

/** Goes to a line; past the head of an open passage, whose beads have lines of their own, in the direction of `step`. */
export function moveTo(line: number, step: 1 | -1 = 1): void {
  const { session, page, active } = useAlign.getState();
  if (!session || !page) return;
  const { layout } = page;
  const near = Math.max(0, Math.min(layout.lines - 1, line));
  let aim = layout.at(near);
  if (aim?.kind === 'passage' && aim.passage.open) aim = layout.at(near + step) ?? layout.at(near + 1);
  if (!aim) return;
  const id = session.beads.at(aim.kind === 'passage' ? aim.passage.row : aim.row)?.id;
  if (id !== undefined && id !== active) activate(id);
}

/** Moves the place within the active bead: by words or characters, from one sentence and side into the next. */
export function movePlace(step: 1 | -1, byCharacter: boolean): void {
  const at = here();
  if (!at) return;
  const { bead, place } = at;
  const text = bead[place.side][place.sentence]?.content.text ?? '';
  const offset = stepInText(text, place.offset, step, byCharacter);
  if (offset !== null) {
    useAlign.setState({ place: { ...place, offset } });
    return;
  }
  const places = (['source', 'target'] as const).flatMap((side) =>
    bead[side].map((_, sentence) => ({ side, sentence })),
  );
  const index = places.findIndex((it) => it.side === place.side && it.sentence === place.sentence);
  const next = places[index + step];
  if (!next) return;
  const length = bead[next.side][next.sentence]?.content.text.length ?? 0;
  useAlign.setState({ place: { ...next, offset: step === 1 ? 0 : length } });
}

export function otherSide(): void {
  const at = here();
  if (!at) return;
  useAlign.setState({ place: placeIn(at.bead, { ...START, side: at.place.side === 'source' ? 'target' : 'source' }) });
}

/** The next or previous bead worth a look. */
export function goToDoubtful(step: 1 | -1): void {
  go(({ doubts }) => doubts.map(({ row }) => row), step, 'align.noDoubt');
}

export function goToBookmark(): void {
  go(({ bookmarks }) => bookmarks, 1, 'align.noBookmark');
}

/** The next bead with a comment that is not resolved. */
export function goToComment(): void {
  go(({ comments }) => comments, 1, 'comments.noneOpen');
}

function go(among: (survey: Survey) => readonly number[], step: 1 | -1, none: string): void {
  const { session, page, active } = useAlign.getState();
  if (!session || !page) return;
  const from = active === null ? -1 : session.beads.indexOf(active);
  const row = nextOf(among(page.survey), from, step);
  const bead = row === null ? undefined : session.beads.at(row);
  if (bead) activate(bead.id);
  else speak(i18n.t(none));
}

/** The missing passage in which a bead stands. */
function passageAt(session: BitextSession, bead: number): PlacedPassage | undefined {
  return useAlign.getState().page?.layout.passageOf(session.beads.indexOf(bead));
}

function beadsOf(session: BitextSession, passage: PlacedPassage): number[] {
  return Array.from({ length: passage.count }, (_, i) => session.beads.at(passage.row + i)?.id ?? -1);
}

/** Opens or closes the missing passage in which the active bead stands; false when it stands in none. */
export function togglePassage(): boolean {
  const { session, active, opened } = useAlign.getState();
  const passage = session && active !== null ? passageAt(session, active) : undefined;
  if (!session || !passage) return false;
  const beads = beadsOf(session, passage);
  const next = new Set(opened);
  for (const id of beads) {
    if (passage.open) next.delete(id);
    else next.add(id);
  }
  useAlign.setState({ opened: next });
  if (passage.open && beads[0] !== undefined) activate(beads[0]);
  return true;
}

/** Goes to a bead and shows it, also in a missing passage that was closed. */
export function reveal(bead: number): void {
  const { session } = useAlign.getState();
  const passage = session ? passageAt(session, bead) : undefined;
  activate(bead);
  if (passage && !passage.open) togglePassage();
}

/** Carries out a command and goes where it leads; what fails is shown. */
async function run(command: Command, place: Place = START): Promise<Applied | null> {
  const { session, active } = useAlign.getState();
  if (!session) return null;
  try {
    const applied = await session.run(command);
    if (applied.change.length === 0) speak(i18n.t('align.nothingToDo'));
    else {
      speak(i18n.t(`change.${applied.label}`));
      // Whoever has moved on meanwhile is not called back.
      const stayed = useAlign.getState().active === active || (active !== null && !session.beads.has(active));
      if (applied.focus !== null && stayed && !useAlign.getState().editing) activate(applied.focus, place);
    }
    return applied;
  } catch (error) {
    notifyError(i18n.t(`failed.${command.type}`), error);
    return null;
  }
}

function neighbour(at: Here, step: 1 | -1): Bead | undefined {
  return at.session.beads.at(at.session.beads.indexOf(at.bead.id) + step);
}

/** The beads of a closed missing passage whose head is active; else the active bead alone. */
function chosen({ session, bead }: Here): readonly number[] {
  const passage = passageAt(session, bead.id);
  return passage && !passage.open ? beadsOf(session, passage) : [bead.id];
}

/** Confirms and goes to the next line; a bead that is confirmed already is opened again. */
export async function confirm(): Promise<void> {
  const at = here();
  if (!at) return;
  const beads = [...chosen(at)];
  const [only] = beads;
  if (at.bead.status === 'confirmed') {
    await run({ type: 'setStatus', beads, status: at.bead.target.length > 0 ? 'translated' : 'untranslated' });
    return;
  }
  const command: Command =
    beads.length === 1 && only !== undefined
      ? { type: 'confirm', bead: only }
      : { type: 'setStatus', beads, status: 'confirmed' };
  move(1);
  try {
    await at.session.run(command);
    speak(i18n.t('change.confirm'));
  } catch (error) {
    notifyError(i18n.t('failed.confirm'), error);
  }
}

export function confirmAbove(): void {
  const at = here();
  if (at) void run({ type: 'confirmAbove', bead: at.bead.id });
}

/** Pins the active bead (confirms it) and aligns again what lies between the pins around it. */
export async function pin(): Promise<void> {
  const at = here();
  if (!at) return;
  const open = at.bead.status !== 'confirmed';
  const confirmed = open ? at.session.run({ type: 'confirm', bead: at.bead.id }) : Promise.resolve();
  // Asked for at once: what is done next comes after both.
  const realigned = realignAround(at);
  try {
    await confirmed;
  } catch (error) {
    notifyError(i18n.t('failed.confirm'), error);
  }
  await realigned;
}

/** Aligns again what lies between the pins around the active bead. */
export async function realign(): Promise<void> {
  const at = here();
  if (at) await realignAround(at);
}

async function realignAround({ session, bead }: Here): Promise<void> {
  try {
    const applied = await session.order(() =>
      core.call('align.realign', { project: session.project, document: session.document, bead: bead.id }),
    );
    const { active } = useAlign.getState();
    if (active === bead.id && !session.beads.has(active) && applied && applied.focus !== null) activate(applied.focus);
    speak(i18n.t('align.realigned', { count: changedBeads(applied) }));
  } catch (error) {
    notifyError(i18n.t('failed.realign'), error);
  }
}

/** How many beads a new alignment paired otherwise. */
function changedBeads(applied: Applied | null): number {
  let changed = 0;
  const shape = (bead: Bead): string =>
    `${bead.source.map(({ id }) => id).join()}:${bead.target.map(({ id }) => id).join()}`;
  for (const operation of applied?.change ?? []) {
    if (operation.type !== 'splice') continue;
    const before = new Set(operation.remove.map(shape));
    changed += operation.insert.filter((bead) => !before.has(shape(bead))).length;
  }
  return changed;
}

/** Aligns everything but pins again, learning from them. */
export async function alignAgain(): Promise<void> {
  const { session } = useAlign.getState();
  if (!session) return;
  await session.flush();
  const applied = await runJob(i18n.t('align.aligning'), i18n.t('failed.realign'), 'align.again', {
    project: session.project,
    document: session.document,
  });
  if (!applied) return;
  await loadSummary(session);
  speak(i18n.t('align.realigned', { count: changedBeads(applied) }));
}

/** Asks what the core found about the two texts. */
export async function loadSummary(session: BitextSession): Promise<void> {
  try {
    const { project, document } = session;
    const summary = await core.call('align.summary', { project, document });
    if (useAlign.getState().session === session) useAlign.setState({ summary });
  } catch (error) {
    notifyError(i18n.t('translate.loadFailed'), error);
  }
}

/** Sends what stands after the place down into the next bead; opens a missing passage when its head is active. */
export function sendDown(): void {
  const at = here();
  if (!at || (chosen(at).length > 1 && togglePassage())) return;
  const { side, sentence, offset } = at.place;
  const whole = offset === 0;
  void run(
    { type: 'moveDown', bead: at.bead.id, side, sentence, ...(whole ? {} : { offset }) },
    { side, sentence: 0, offset: 0 },
  );
}

/** Pulls what stands before the place, or all when it stands at the start, up into the bead above. */
export function pullUp(): void {
  const at = here();
  if (!at) return;
  const { side, sentence, offset } = at.place;
  const above = neighbour(at, -1);
  const upTo = offset > 0 ? { sentence, offset } : sentence > 0 ? { sentence: sentence - 1 } : {};
  void run(
    { type: 'moveUp', bead: at.bead.id, side, ...upTo },
    offset > 0 || sentence > 0
      ? { side, sentence: 0, offset: 0 }
      : { side, sentence: above?.[side].length ?? 0, offset: 0 },
  );
}

/** Sends the sentence at the place, and those after it, down whole. */
export function sentenceDown(): void {
  const at = here();
  if (!at) return;
  const { side, sentence } = at.place;
  void run({ type: 'moveDown', bead: at.bead.id, side, sentence }, { side, sentence: 0, offset: 0 });
}

/** Pulls the sentence at the place, and those before it, up whole. */
export function sentenceUp(): void {
  const at = here();
  if (!at) return;
  const { side, sentence } = at.place;
  const above = neighbour(at, -1);
  void run(
    { type: 'moveUp', bead: at.bead.id, side, sentence },
    { side, sentence: above?.[side].length ?? 0, offset: 0 },
  );
}

/** Splits the bead in two, both sides: at the place, and where the other side has come as far. */
export function splitBoth(): void {
  const at = here();
  if (!at) return;
  const cut = bothSidesCut(at.bead, at.place);
  if (cut) void run({ type: 'split', bead: at.bead.id, ...cut }, at.place);
  else speak(i18n.t('align.nothingToDo'));
}

export function merge(step: 1 | -1): void {
  const at = here();
  const other = at && neighbour(at, step);
  if (!at || !other) return;
  const beads = step === 1 ? [at.bead.id, other.id] : [other.id, at.bead.id];
  void run({ type: 'merge', beads }, at.place);
}

export function unlink(): void {
  const at = here();
  if (at) void run({ type: 'unlink', bead: at.bead.id }, at.place);
}

/** Marks a half as waiting for its counterpart, or joins the waiting half with the active one. */
export function link(): void {
  const at = here();
  if (!at) return;
  const { linking } = useAlign.getState();
  const first = linking === null ? undefined : at.session.beads.get(linking);
  if (!isOneSided(at.bead)) {
    speak(i18n.t('align.linkNeedsHalf'));
    return;
  }
  if (!first || first.id === at.bead.id) {
    const waiting = first ? null : at.bead.id;
    useAlign.setState({ linking: waiting });
    speak(i18n.t(waiting === null ? 'align.linkGivenUp' : 'align.linkHint'));
    return;
  }
  useAlign.setState({ linking: null });
  const [source, target] = at.bead.source.length > 0 ? [at.bead, first] : [first, at.bead];
  void run({ type: 'link', source: source.id, target: target.id });
}

export function swap(): void {
  const at = here();
  if (at) void run({ type: 'swapDown', bead: at.bead.id, side: at.place.side }, at.place);
}

/** Says that the text of the active bead has no counterpart: parted from the other side if need be, and confirmed. */
export async function markNotTranslated(): Promise<void> {
  const at = here();
  if (!at) return;
  if (isOneSided(at.bead)) {
    await confirm();
    return;
  }
  await run({ type: 'unlink', bead: at.bead.id, confirm: true });
}

export function joinSentences(): void {
  const at = here();
  if (!at) return;
  const { side, sentence } = at.place;
  void run({ type: 'joinSentences', bead: at.bead.id, side, sentence }, { side, sentence, offset: 0 });
}

export function splitSentence(): void {
  const at = here();
  if (!at) return;
  const { side, sentence, offset } = at.place;
  if (offset === 0) return;
  void run(
    { type: 'splitSentence', bead: at.bead.id, side, sentence, offset },
    { side, sentence: sentence + 1, offset: 0 },
  );
}

export function toggleMark(mark: Mark): void {
  const at = here();
  if (!at) return;
  const on = !isMarked(at.bead, mark);
  void run({ type: 'mark', beads: [...chosen(at)], mark, on }, at.place);
}

/** Opens the sentence at the place in an editor. */
export function edit(): void {
  const at = here();
  if (!at) return;
  if (isMarked(at.bead, 'locked')) {
    speak(i18n.t('status.locked'));
    return;
  }
  useAlign.setState({ place: at.place, editing: true });
}

/** Takes back the last step of the alignment, or does it again, and shows the place. */
export async function moveStep(direction: 'undo' | 'redo'): Promise<void> {
  const { session } = useAlign.getState();
  if (!session) return;
  const focus = (await takeStep(session, direction))?.focus ?? null;
  if (focus !== null) activate(focus);
}

/** How many beads would go to a memory: confirmed ones, and those of at least a confidence. */
export function sendable(session: BitextSession, confidence: number | null): number {
  let count = 0;
  for (const bead of session.beads) {
    if (isOneSided(bead) || isMarked(bead, 'excluded')) continue;
    const sure = confidence !== null && bead.confidence !== null && bead.confidence >= confidence;
    if (bead.status === 'confirmed' || sure) count++;
  }
  return count;
}
