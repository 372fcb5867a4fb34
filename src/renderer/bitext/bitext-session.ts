import type { Bead, Origin } from '../../shared/bitext/bead.ts';
import { sideContent } from '../../shared/bitext/bead.ts';
import type { Command } from '../../shared/contract/commands.ts';
import type { Applied } from '../../shared/contract/contract.ts';
import type { BitextPage } from '../../shared/contract/types.ts';
import type { UnitKind } from '../../shared/formats/document-format.ts';
import type { Content } from '../../shared/text/content.ts';
import type { Client } from '../client/client.ts';
import { CallError } from '../client/client.ts';
import type { Touched } from './bead-list.ts';
import { BeadList } from './bead-list.ts';
import type { Signal } from './signal.ts';
import { signal } from './signal.ts';
import type { Tally } from './tally.ts';
import { emptyTally, tallied } from './tally.ts';

/** Beads asked for at once. */
const LOAD_COUNT = 5_000;
/** A pause of this length saves what was typed … */
const PAUSE = 150;
/** … and typing without a pause is saved at least this often. */
const LONGEST_WAIT = 1_000;
/** How long a change with a later number waits for the ones before it. */
const GAP_WAIT = 500;
const RETRY_WAITS = [1_000, 2_000, 5_000];

/** What the status line says about saving. */
export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly error: CallError; readonly retrying: boolean };

export type LoadState =
  | { readonly kind: 'loading'; readonly loaded: number; readonly total: number | null }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: unknown };

interface Draft {
  readonly bead: number;
  content: Content;
  readonly group: string;
  readonly origin: Origin;
}

type Step = (Draft & { readonly kind: 'edit' }) | Order;

/** Anything but typing that the core is asked to do; it waits its turn behind what was typed before it. */
interface Order {
  readonly kind: 'command' | 'undo' | 'redo';
  readonly send: () => Promise<Applied | null>;
  readonly done: (applied: Applied | null) => void;
  readonly fail: (error: unknown) => void;
}

/** Told when a bead changed; `typed` when it merely took up what this window's editor had sent. */
export type BeadListener = (bead: Bead | undefined, typed: boolean, before: Bead | undefined) => void;

interface Clock {
  readonly later: (run: () => void, ms: number) => unknown;
  readonly cancel: (timer: unknown) => void;
}

const systemClock: Clock = {
  later: (run, ms) => setTimeout(run, ms),
  cancel: (timer) => clearTimeout(timer as number),
};

function asCallError(error: unknown): CallError {
  if (error instanceof CallError) return error;
  return new CallError('internal', error instanceof Error ? error.message : String(error), {});
}

/** Failures that may pass by themselves: the same edit is sent again. */
function mayPass(error: CallError): boolean {
  return error.isLost || error.code === 'diskFull' || error.code === 'fileUnwritable' || error.code === 'internal';
}

/**
 * The bitext of one document as a window holds it. It loads every bead, sends what is typed and ordered strictly in
 * the order in which it happened, applies the core's answers and other windows' changes by their numbers, and keeps
 * every text that is not known to be saved until it is.
 */
export class BitextSession {
  readonly project: string;
  readonly document: number;
  readonly beads = new BeadList();
  readonly save: Signal<SaveState> = signal<SaveState>({ kind: 'saved' });
  readonly load: Signal<LoadState> = signal<LoadState>({ kind: 'loading', loaded: 0, total: null });
  /** Replaced whenever rows come, go or move. */
  readonly rows: Signal<number> = signal(0);
  readonly tally: Signal<Tally> = signal<Tally>(emptyTally);
  readonly canUndo: Signal<boolean> = signal(false);
  readonly canRedo: Signal<boolean> = signal(false);
  /** Replaced by the number of the change after each change. */
  readonly changed: Signal<number> = signal(0);

  readonly #client: Client;
  readonly #clock: Clock;
  readonly #listeners = new Map<number, Set<BeadListener>>();
  readonly #unsaved = new Map<number, Content>();
  readonly #stop: (() => void)[] = [];
  #draft: Draft | null = null;
  #queue: Step[] = [];
  #sending: Step | null = null;
  #pauseTimer: unknown = null;
  #longestTimer: unknown = null;
  #retryTimer: unknown = null;
  #gapTimer: unknown = null;
  #retries = 0;
  #blocked = false;
  #closed = false;
  #seq = 0;
  #kinds: BitextPage['kinds'] = {};
  #early = new Map<number, Applied>();
  #loading: Promise<void> | null = null;
  #idle: (() => void)[] = [];

  constructor(client: Client, project: string, document: number, clock: Clock = systemClock) {
    this.#client = client;
    this.#clock = clock;
    this.project = project;
    this.document = document;
    this.#stop.push(
      client.on('bitext.changed', (event) => {
        if (event.project === project && event.document === document) this.#arrived(event.applied);
      }),
    );
  }

  /** Stops listening; what is unsaved must have been flushed before. */
  close(): void {
    this.#closed = true;
    for (const stop of this.#stop) stop();
    for (const timer of [this.#pauseTimer, this.#longestTimer, this.#retryTimer, this.#gapTimer]) {
      this.#clock.cancel(timer);
    }
  }

  /** Loads the whole bitext. Concurrent calls share one load. */
  reload(): Promise<void> {
    this.#loading ??= this.#loadAll().finally(() => {
      this.#loading = null;
      this.#drain();
    });
    return this.#loading;
  }

  async #loadAll(): Promise<void> {
    const first = this.beads.length === 0;
    if (first) this.load.set({ kind: 'loading', loaded: 0, total: null });
    try {
      let pages: Bead[][] = [];
      let kinds: BitextPage['kinds'] = {};
      let count = 0;
      let seq: number | null = null;
      for (;;) {
        const page = await this.#client.call('bitext.load', {
          project: this.project,
          document: this.document,
          from: count,
          count: LOAD_COUNT,
        });
        if (this.#closed) return;
        if (seq !== null && page.seq !== seq) {
          // Something changed between two pages: what was loaded may have shifted.
          pages = [];
          count = 0;
          seq = null;
          continue;
        }
        seq = page.seq;
        pages.push([...page.beads]);
        if (count === 0) kinds = page.kinds;
        count += page.beads.length;
        this.canUndo.set(page.canUndo);
        this.canRedo.set(page.canRedo);
        if (first) this.load.set({ kind: 'loading', loaded: count, total: page.total });
        if (count >= page.total || page.beads.length === 0) break;
      }
      this.#kinds = kinds;
      this.#replaceAll(pages, seq);
      this.load.set({ kind: 'ready' });
    } catch (error) {
      if (first) this.load.set({ kind: 'failed', error });
      else throw error;
    }
  }

  #replaceAll(pages: readonly (readonly Bead[])[], seq: number): void {
    const watched = [...this.#listeners.keys()].map((id) => [id, this.beads.get(id)] as const);
    this.beads.clear();
    let tally = emptyTally;
    for (const page of pages) {
      this.beads.append(page);
      tally = tallied(tally, [], page);
    }
    this.#seq = seq;
    for (const key of this.#early.keys()) if (key <= seq) this.#early.delete(key);
    this.tally.set(tally);
    this.rows.set(this.rows.get() + 1);
    for (const [id, before] of watched) this.#tell(id, this.beads.get(id), false, before);
    this.changed.set(seq);
  }

  /** What the unit of a bead's source is in the document; a paragraph where nothing else is said. */
  kindOf(bead: Bead): UnitKind {
    return this.#kinds[bead.source[0]?.unit ?? ''] ?? 'paragraph';
  }

  /** Takes up the work again after the link was lost: asks for the present state, then sends what is unsaved. */
  async resume(): Promise<void> {
    await this.reload();
    this.retry();
  }

  /** Listens to one bead; returns the function that stops it. */
  watch(bead: number, listener: BeadListener): () => void {
    const set = this.#listeners.get(bead) ?? new Set();
    this.#listeners.set(bead, set);
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0) this.#listeners.delete(bead);
    };
  }

  #tell(id: number, bead: Bead | undefined, typed: boolean, before: Bead | undefined): void {
    for (const listener of this.#listeners.get(id) ?? []) listener(bead, typed, before);
  }

  /** The target as the user last saw it: typed but unsaved text before what the core holds. */
  target(bead: Bead): Content {
    return this.#unsaved.get(bead.id) ?? sideContent(bead, 'target');
  }

  isUnsaved(bead: number): boolean {
    return this.#unsaved.has(bead);
  }

  /** Takes what the editor holds now. It is sent after a pause, or at once by {@link flush}. */
  typed(bead: number, content: Content, group: string, origin: Origin = { kind: 'typed' }): void {
    const draft = this.#draft;
    if (draft && (draft.bead !== bead || draft.group !== group)) this.#sendDraft();
    const waiting = this.#queue.at(-1);
    if (!this.#draft && waiting?.kind === 'edit' && waiting.bead === bead && waiting.group === group) {
      waiting.content = content;
    } else if (this.#draft) this.#draft.content = content;
    else {
      this.#draft = { bead, content, group, origin };
      this.#longestTimer = this.#clock.later(() => this.#sendDraft(), LONGEST_WAIT);
    }
    this.#unsaved.set(bead, content);
    this.#clock.cancel(this.#pauseTimer);
    this.#pauseTimer = this.#clock.later(() => this.#sendDraft(), PAUSE);
    if (this.save.get().kind === 'saved') this.save.set({ kind: 'saving' });
  }

  #sendDraft(): void {
    const draft = this.#draft;
    if (!draft) return;
    this.#draft = null;
    this.#clock.cancel(this.#pauseTimer);
    this.#clock.cancel(this.#longestTimer);
    this.#queue.push({ kind: 'edit', ...draft });
    void this.#pump();
  }

  /** Sends what is unsaved now; resolves when the queue is empty or stuck, with whether everything is saved. */
  async flush(): Promise<boolean> {
    this.#sendDraft();
    if (this.#sending || (this.#queue.length > 0 && !this.#blocked)) {
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    }
    return this.#unsaved.size === 0;
  }

  /** Carries out a command after everything typed before it. Rejects with {@link CallError}. */
  async run(command: Command): Promise<Applied> {
    const applied = await this.#order('command', () =>
      this.#client.call('bitext.run', { project: this.project, document: this.document, command }),
    );
    return applied as Applied;
  }

  /** Carries out another call that changes this document, in its turn behind everything typed before it. */
  order(send: () => Promise<Applied>): Promise<Applied | null> {
    return this.#order('command', send);
  }

  /** Takes back the last change of the document; null when there is none. */
  undo(): Promise<Applied | null> {
    return this.#order('undo', () =>
      this.#client.call('bitext.undo', { project: this.project, document: this.document }),
    );
  }

  redo(): Promise<Applied | null> {
    return this.#order('redo', () =>
      this.#client.call('bitext.redo', { project: this.project, document: this.document }),
    );
  }

  #order(kind: Order['kind'], send: Order['send']): Promise<Applied | null> {
    this.#sendDraft();
    const state = this.save.get();
    if (this.#blocked && state.kind === 'failed') return Promise.reject(state.error);
    return new Promise((resolve, reject) => {
      this.#queue.push({ kind, send, done: resolve, fail: reject });
      void this.#pump();
    });
  }

  async #pump(): Promise<void> {
    if (this.#sending || this.#blocked || this.#closed) return;
    if (this.#loading) {
      await this.#loading.catch(() => undefined);
      if (this.#sending || this.#blocked || this.#closed) return;
    }
    const step = this.#queue.shift();
    if (!step) {
      this.#settle();
      return;
    }
    this.#sending = step;
    try {
      const applied = step.kind === 'edit' ? await this.#sendEdit(step) : await step.send();
      if (applied) this.#answered(applied, step.kind === 'edit');
      this.#retries = 0;
      this.#sending = null;
      if (step.kind === 'edit') this.#saved(step);
      else step.done(applied);
    } catch (error) {
      this.#sending = null;
      const callError = asCallError(error);
      if (step.kind === 'edit') this.#stuck(step, callError);
      else step.fail(callError);
    }
    this.#drain();
    void this.#pump();
  }

  #sendEdit(step: Draft): Promise<Applied> {
    return this.#client.call('bitext.run', {
      project: this.project,
      document: this.document,
      command: {
        type: 'edit',
        bead: step.bead,
        side: 'target',
        content: { text: step.content.text, codes: [...step.content.codes] },
        origin: step.origin,
        group: step.group,
      },
    });
  }

  #saved(step: Draft): void {
    const more =
      this.#draft?.bead === step.bead || this.#queue.some((it) => it.kind === 'edit' && it.bead === step.bead);
    if (more) return;
    this.#unsaved.delete(step.bead);
    this.#tell(step.bead, this.beads.get(step.bead), true, undefined);
  }

  #stuck(step: Draft, error: CallError): void {
    const retrying = mayPass(error);
    const orders = this.#queue.filter((it): it is Order => it.kind !== 'edit');
    const newer = this.#queue.some((it) => it.kind === 'edit' && it.bead === step.bead && it.group === step.group);
    const edits = this.#queue.filter((it) => it.kind === 'edit');
    this.#queue = newer ? edits : [{ kind: 'edit', ...step }, ...edits];
    this.#blocked = true;
    this.save.set({ kind: 'failed', error, retrying });
    for (const order of orders) order.fail(error);
    this.#release();
    if (!retrying || this.#closed) return;
    const wait = RETRY_WAITS[Math.min(this.#retries, RETRY_WAITS.length - 1)] ?? LONGEST_WAIT;
    this.#retries++;
    this.#clock.cancel(this.#retryTimer);
    this.#retryTimer = this.#clock.later(() => this.retry(), wait);
  }

  /** Sends again what could not be saved. */
  retry(): void {
    this.#clock.cancel(this.#retryTimer);
    if (!this.#blocked) return;
    this.#blocked = false;
    this.save.set({ kind: 'saving' });
    void this.#pump();
  }

  /** Gives up texts that the core refuses; the beads show what is stored. */
  discard(): void {
    const ids = [...this.#unsaved.keys()];
    this.#draft = null;
    this.#queue = this.#queue.filter((it) => it.kind !== 'edit');
    this.#unsaved.clear();
    this.#blocked = false;
    for (const id of ids) this.#tell(id, this.beads.get(id), false, undefined);
    this.#settle();
    void this.#pump();
  }

  #settle(): void {
    if (this.#unsaved.size === 0) this.save.set({ kind: 'saved' });
    this.#release();
  }

  #release(): void {
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) resolve();
  }

  #arrived(applied: Applied): void {
    if (applied.seq <= this.#seq) return;
    this.#early.set(applied.seq, applied);
    // An event may be this window's own change overtaking its answer: the answer says which one it is.
    if (!this.#sending && !this.#loading) this.#drain();
  }

  #answered(applied: Applied, typed: boolean): void {
    // A command that changed nothing answers with the number of the last change, whoever made it.
    if (applied.seq <= this.#seq || applied.change.length === 0) return;
    this.#early.set(applied.seq, applied);
    this.#drain(typed ? applied.seq : null);
  }

  #drain(typedSeq: number | null = null): void {
    if (this.#loading || this.load.get().kind !== 'ready') return;
    for (;;) {
      const next = this.#early.get(this.#seq + 1);
      if (!next) break;
      this.#early.delete(next.seq);
      if (!this.#apply(next, next.seq === typedSeq)) return;
    }
    this.#clock.cancel(this.#gapTimer);
    if (this.#early.size === 0) return;
    this.#gapTimer = this.#clock.later(() => {
      if (this.#early.size > 0) void this.reload().catch(() => undefined);
    }, GAP_WAIT);
  }

  #apply(applied: Applied, typed: boolean): boolean {
    const before = new Map<number, Bead>();
    for (const operation of applied.change) {
      if (operation.type === 'set') {
        const bead = this.beads.get(operation.bead);
        if (bead && !before.has(bead.id)) before.set(bead.id, bead);
      } else for (const bead of operation.remove) if (!before.has(bead.id)) before.set(bead.id, bead);
    }
    let touched: Touched;
    try {
      touched = this.beads.apply(applied.change);
    } catch {
      void this.reload().catch(() => undefined);
      return false;
    }
    this.#seq = applied.seq;
    this.canUndo.set(applied.canUndo);
    this.canRedo.set(applied.canRedo);
    this.#count(touched, before);
    if (touched.structure) this.rows.set(this.rows.get() + 1);
    for (const id of touched.beads) this.#tell(id, this.beads.get(id), typed, before.get(id));
    for (const id of touched.removed) this.#tell(id, undefined, false, before.get(id));
    this.changed.set(applied.seq);
    return true;
  }

  #count(touched: Touched, before: ReadonlyMap<number, Bead>): void {
    const now = touched.beads.flatMap((id) => this.beads.get(id) ?? []);
    const counts = (bead: Bead, other: Bead | undefined): boolean =>
      !other || other.status !== bead.status || other.source !== bead.source;
    const come = now.filter((bead) => counts(bead, before.get(bead.id)));
    const gone = [...before.values()].filter((bead) => counts(bead, this.beads.get(bead.id)));
    if (come.length + gone.length > 0) this.tally.set(tallied(this.tally.get(), gone, come));
  }
}
