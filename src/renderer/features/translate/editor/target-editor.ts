import { deleteCharBackward, history, insertNewline, standardKeymap, undo, redo } from '@codemirror/commands';
import type { TransactionSpec } from '@codemirror/state';
import { Annotation, EditorState, Transaction } from '@codemirror/state';
import type { ViewUpdate } from '@codemirror/view';
import { EditorView, keymap } from '@codemirror/view';
import type { Bead, Origin } from '../../../../shared/bitext/bead.ts';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import type { Content, InlineCode } from '../../../../shared/text/content.ts';
import { EMPTY, plain, slice } from '../../../../shared/text/content.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';
import type { BurstState, EditKind } from '../model/burst.ts';
import { nextBurst } from '../model/burst.ts';
import type { Caret } from '../state.ts';
import { codeChips, codesField, setCodes } from '../../../bitext/chips.ts';
import { adopt, contentOf, isFreeOfCodes } from '../../../bitext/code-table.ts';
import { rebased } from './rebase.ts';

/** Marks transactions that bring the text up to date with the core: they are not typing. */
const fromCore = Annotation.define<boolean>();

interface Texts {
  readonly label: (bead: Bead) => string;
  readonly codeName: (code: InlineCode) => string;
  readonly lang: string;
}

let lastCopied: { readonly text: string; readonly content: Content } | null = null;
let groups = 0;

const freshGroup = (): string => `${Date.now().toString(36)}.${(groups++).toString(36)}`;

/** Origins that stay with a target when it is edited, so that the row still shows what it was made from. */
const lasting: ReadonlySet<Origin['kind']> = new Set(['match', 'repaired', 'aligned', 'imported']);

/**
 * The one editor of the grid. It is moved into the active row, hands every change to the session, and takes up what
 * the core changes meanwhile without losing what was typed.
 */
export class TargetEditor {
  readonly view: EditorView;
  #session: BitextSession | null = null;
  #bead: number | null = null;
  #burst: BurstState | null = null;
  #unwatch: (() => void) | null = null;
  #texts: Texts = { label: () => '', codeName: (code) => code.data, lang: '' };
  #onLeave: () => void = () => undefined;
  /** True while undo or redo is under way: the caret then goes to what changed, else it stays in its words. */
  followChanges = false;

  constructor(nonce: string) {
    this.view = new EditorView({ extensions: [EditorView.cspNonce.of(nonce)] });
    this.#nonce = nonce;
  }

  readonly #nonce: string;

  /** The bead whose target is in the editor. */
  get bead(): number | null {
    return this.#bead;
  }

  /** Opens the target of a bead within `parent`. */
  open(session: BitextSession, bead: Bead, parent: HTMLElement, texts: Texts, onLeave: () => void): void {
    this.close();
    this.#session = session;
    this.#bead = bead.id;
    this.#burst = null;
    this.#texts = texts;
    this.#onLeave = onLeave;
    this.view.setState(this.#stateFor(session.target(bead), bead));
    parent.append(this.view.dom);
    this.#unwatch = session.watch(bead.id, (now, typed, before) => {
      if (!typed && now) this.#takeUp(now, before);
    });
  }

  /** Takes the editor out of its row; what was typed is sent. */
  close(): void {
    if (this.#bead === null) return;
    this.#unwatch?.();
    this.#unwatch = null;
    this.#bead = null;
    void this.#session?.flush();
    this.view.dom.remove();
  }

  focus(caret: Caret | null): void {
    this.view.focus();
    if (caret === null) return;
    const { length } = this.view.state.doc;
    let anchor = length;
    if (caret === 'start') anchor = 0;
    else if (caret !== 'end') anchor = this.view.posAtCoords(caret, false);
    this.view.dispatch({ selection: { anchor } });
  }

  get hasFocus(): boolean {
    return this.#bead !== null && this.view.hasFocus;
  }

  get content(): Content {
    return this.#bead === null ? EMPTY : contentOf(this.view.state.doc.toString(), this.view.state.field(codesField));
  }

  /** The selected text, codes left out. */
  get selectedText(): string {
    const { from, to } = this.view.state.selection.main;
    return this.view.state.sliceDoc(from, to).replaceAll(/[\uE000-\uF8FF]/g, '');
  }

  get caretOffset(): number {
    return this.view.state.selection.main.head;
  }

  /** Puts a content in the place of the selection, or of the whole text. */
  insert(content: Content, where: 'selection' | 'whole', origin?: Origin): void {
    if (this.#bead === null) return;
    const { state } = this.view;
    const { text, table } = adopt(state.field(codesField), content);
    const effects = setCodes.of(table);
    const { main } = state.selection;
    const range = where === 'whole' ? { from: 0, to: state.doc.length } : { from: main.from, to: main.to };
    this.#pendingOrigin = origin ?? null;
    this.view.dispatch({
      changes: { ...range, insert: text },
      selection: { anchor: range.from + text.length },
      effects,
      userEvent: 'input.insert',
      scrollIntoView: true,
    });
    this.#pendingOrigin = null;
  }

  #pendingOrigin: Origin | null = null;

  /** Puts codes around the selection. */
  wrap(open: InlineCode, close: InlineCode): void {
    const { state } = this.view;
    const before = adopt(state.field(codesField), { text: '\uE000', codes: [open] });
    const after = adopt(before.table, { text: '\uE000', codes: [close] });
    const { from, to } = state.selection.main;
    this.view.dispatch({
      changes: [
        { from, insert: before.text },
        { from: to, insert: after.text },
      ],
      selection: { anchor: to + 2 },
      effects: setCodes.of(after.table),
      userEvent: 'input.insert',
    });
  }

  /** Takes back typing that could not be saved; only for when the core cannot be asked. */
  undoLocally(): boolean {
    return undo(this.view);
  }

  redoLocally(): boolean {
    return redo(this.view);
  }

  #stateFor(content: Content, bead: Bead): EditorState {
    const { text, table } = adopt([], content);
    const texts = this.#texts;
    return EditorState.create({
      doc: text,
      selection: { anchor: text.length },
      extensions: [
        EditorView.cspNonce.of(this.#nonce),
        // Only a line feed ends a line here: a carriage return belongs to the text and must survive.
        EditorState.lineSeparator.of('\n'),
        EditorView.lineWrapping,
        history(),
        codeChips(table, texts.codeName),
        keymap.of([
          { key: 'Shift-Enter', run: insertNewline },
          // Moving to the next row is a command of the window; here it must not break the line.
          { key: 'Enter', run: () => true },
          { key: 'Escape', run: () => (this.#onLeave(), true) },
          { key: 'Shift-Backspace', run: deleteCharBackward },
          ...standardKeymap,
        ]),
        EditorView.contentAttributes.of({
          'aria-label': texts.label(bead),
          'aria-multiline': 'true',
          'data-testid': 'target-editor',
          lang: texts.lang,
          spellcheck: 'true',
          autocorrect: 'off',
          autocapitalize: 'off',
        }),
        EditorView.updateListener.of((update) => this.#updated(update)),
        EditorView.domEventHandlers({
          copy: (event) => this.#copied(event, false),
          cut: (event) => this.#copied(event, true),
          paste: (event) => this.#pasted(event),
        }),
      ],
    });
  }

  #updated(update: ViewUpdate): void {
    if (!update.docChanged || this.#bead === null || !this.#session) return;
    const bead = this.#session.beads.get(this.#bead);
    if (!bead) return;
    const typing = update.transactions.filter((it) => it.docChanged && !it.annotation(fromCore));
    if (typing.length === 0) {
      // Typed text that is on its way must follow the new state.
      if (this.#session.isUnsaved(this.#bead) && this.#burst) {
        this.#session.typed(this.#bead, this.content, this.#burst.group, this.#originFor(bead));
      }
      return;
    }
    for (const transaction of typing) {
      this.#burst = nextBurst(
        this.#burst,
        { kind: kindOf(transaction), atSpace: endsAtSpace(transaction), now: performance.now() },
        freshGroup,
      );
    }
    this.#session.typed(this.#bead, this.content, this.#burst?.group ?? freshGroup(), this.#originFor(bead));
  }

  #originFor(bead: Bead): Origin {
    if (this.#pendingOrigin) return this.#pendingOrigin;
    return bead.origin && lasting.has(bead.origin.kind) && bead.target.length > 0 ? bead.origin : { kind: 'typed' };
  }

  /** The bead changed by undo, by a command or in another window. */
  #takeUp(now: Bead, before: Bead | undefined): void {
    const { state } = this.view;
    const next = sideContent(now, 'target');
    let table = state.field(codesField);
    const present = state.doc.toString();
    let old = present;
    if (before) {
      const was = adopt(table, sideContent(before, 'target'));
      old = was.text;
      table = was.table;
    }
    const becomes = adopt(table, next);
    const changes = rebased(old, becomes.text, present);
    const spec: TransactionSpec = { effects: setCodes.of(becomes.table), annotations: [fromCore.of(true)] };
    this.#burst = this.#session?.isUnsaved(now.id) ? this.#burst : null;
    if (changes.empty) {
      this.view.dispatch(spec);
      return;
    }
    let end = 0;
    changes.iterChangedRanges((_fromA, _toA, _fromB, toB) => {
      end = toB;
    });
    this.view.dispatch({
      ...spec,
      changes,
      annotations: [fromCore.of(true), Transaction.addToHistory.of(false)],
      ...(this.followChanges && old === present ? { selection: { anchor: end } } : {}),
    });
  }

  #copied(event: ClipboardEvent, cut: boolean): boolean {
    const { from, to, empty } = this.view.state.selection.main;
    if (empty || !event.clipboardData) return false;
    const whole = { text: this.view.state.doc.toString(), codes: [...this.view.state.field(codesField)] };
    const content = slice(whole, from, to);
    const text = content.text.replaceAll(/[\uE000-\uF8FF]/g, '');
    lastCopied = { text, content };
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
    if (cut) this.view.dispatch({ changes: { from, to }, userEvent: 'delete.cut' });
    return true;
  }

  #pasted(event: ClipboardEvent): boolean {
    const text = event.clipboardData?.getData('text/plain');
    if (text === undefined) return false;
    event.preventDefault();
    if (text === '' && !lastCopied) return true;
    // Codes travel within the window only; a paste from elsewhere is plain text, and its private-use characters stay.
    const content = lastCopied?.text === text ? lastCopied.content : plain(text.replaceAll(/\r\n?/g, '\n'));
    if (isFreeOfCodes(content.text)) {
      this.view.dispatch(this.view.state.replaceSelection(content.text), { userEvent: 'input.paste' });
    } else this.insert(content, 'selection');
    return true;
  }
}

function kindOf(transaction: Transaction): EditKind {
  if (transaction.isUserEvent('delete.cut')) return 'whole';
  if (transaction.isUserEvent('input.paste') || transaction.isUserEvent('input.insert')) return 'whole';
  return transaction.isUserEvent('delete') ? 'delete' : 'insert';
}

function endsAtSpace(transaction: Transaction): boolean {
  let space = false;
  transaction.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    if (/\s$/.test(inserted.toString())) space = true;
  });
  return space;
}
