import type { RefObject } from 'react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { history, historyKeymap, insertNewline, standardKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { Content } from '../../shared/text/content.ts';
import { codeChips, codesField } from './chips.ts';
import { adopt, contentOf } from './code-table.ts';

/** How long one stops typing before it counts as a pause, in milliseconds. */
const PAUSE = 250;

interface Options {
  /** What the editor begins with; it changes by the editor only. */
  readonly content: Content;
  /** Where the caret stands at first; after the text if not given. */
  readonly offset?: number;
  readonly focused?: boolean;
  readonly label: string;
  readonly lang: string;
  readonly testId: string;
  /** True when the keys that undo take back typing here, and not a step of the view. */
  readonly undoes?: boolean;
  /** The keys that are the editor's while one types in it, and not the view's. */
  readonly ownKeys?: string;
  /** What keys do besides editing, by CodeMirror's names for them; which keys there are stays the same. */
  readonly keys: Readonly<Record<string, (content: Content) => void>>;
  readonly onPause?: (content: Content) => void;
  /** Told what stands in the editor as it goes. */
  readonly onClose?: (content: Content) => void;
}

interface TextEditor {
  /** The element the editor is put in. */
  readonly host: RefObject<HTMLDivElement | null>;
  readonly editor: RefObject<EditorView | null>;
}

/** The nonce that lets an editor add its styles under the window's security policy. */
export function cspNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

/** What stands in an editor of a text with codes. */
export function editedContent({ state }: EditorView): Content {
  return contentOf(state.doc.toString(), state.field(codesField));
}

/**
 * A small editor of one text with its inline codes as chips, there as long as its component. Shift+Return breaks the
 * line; what other keys do is the component's to say. For another text it is made anew, by the component's `key`.
 */
export function useTextEditor(options: Options): TextEditor {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const latest = useRef(options);
  useLayoutEffect(() => {
    latest.current = options;
  });
  useLayoutEffect(() => {
    const parent = host.current;
    if (!parent) return undefined;
    const { content, offset, focused = true, label, lang, testId, undoes = false, ownKeys, keys } = latest.current;
    const { text, table } = adopt([], content);
    let timer = 0;
    const view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        selection: { anchor: Math.min(offset ?? text.length, text.length) },
        extensions: [
          EditorView.cspNonce.of(cspNonce()),
          EditorState.lineSeparator.of('\n'),
          EditorView.lineWrapping,
          history(),
          codeChips(table, (code) => t(`code.${code.kind}`, { data: code.data })),
          keymap.of([
            ...Object.keys(keys).map((key) => ({
              key,
              run: (it: EditorView) => (latest.current.keys[key]?.(editedContent(it)), true),
            })),
            { key: 'Shift-Enter', run: insertNewline },
            ...(undoes ? historyKeymap : []),
            ...standardKeymap,
          ]),
          EditorView.contentAttributes.of({
            'aria-label': label,
            lang,
            spellcheck: 'true',
            'data-testid': testId,
            ...(ownKeys === undefined ? {} : { 'data-own-keys': ownKeys }),
          }),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            window.clearTimeout(timer);
            timer = window.setTimeout(() => latest.current.onPause?.(editedContent(view)), PAUSE);
          }),
        ],
      }),
    });
    editor.current = view;
    if (focused) view.focus();
    return () => {
      window.clearTimeout(timer);
      editor.current = null;
      latest.current.onClose?.(editedContent(view));
      view.destroy();
    };
    // The text is this editor's while it is open.
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies
  }, []);
  return { host, editor };
}
