import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { history, historyKeymap, insertNewline, standardKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { Content } from '../../../shared/text/content.ts';
import { sameContent } from '../../../shared/text/content.ts';
import { codeChips, codesField } from '../../bitext/chips.ts';
import { adopt, contentOf } from '../../bitext/code-table.ts';

interface Props {
  readonly content: Content;
  readonly lang: string;
  readonly label: string;
  readonly testId: string;
  readonly focused: boolean;
  /** False when the text could not be saved: the editor then stays. */
  readonly onSave: (content: Content) => Promise<boolean>;
  readonly onLeave: () => void;
}

/** One text of a unit: Return saves and leaves, Escape leaves it as it was, Tab goes to the other text. */
export function TextEditor({ content, lang, label, testId, focused, onSave, onLeave }: Props) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef({ onSave, onLeave });
  useLayoutEffect(() => {
    latest.current = { onSave, onLeave };
  });
  useLayoutEffect(() => {
    const parent = host.current;
    if (!parent) return undefined;
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
    const { text, table } = adopt([], content);
    let saved = content;
    let given = false;
    const save = async (view: EditorView): Promise<boolean> => {
      const now = contentOf(view.state.doc.toString(), view.state.field(codesField));
      if (given || sameContent(now, saved)) return true;
      const before = saved;
      saved = now;
      if (await latest.current.onSave(now)) return true;
      saved = before;
      return false;
    };
    const leave = async (view: EditorView): Promise<void> => {
      // What stands in the other text is saved when its editor goes.
      if (await save(view)) latest.current.onLeave();
    };
    const view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        selection: { anchor: text.length },
        extensions: [
          EditorView.cspNonce.of(nonce),
          EditorState.lineSeparator.of('\n'),
          EditorView.lineWrapping,
          history(),
          codeChips(table, (code) => t(`code.${code.kind}`, { data: code.data })),
          keymap.of([
            { key: 'Enter', run: (it) => (void leave(it), true) },
            { key: 'Mod-Enter', run: (it) => (void leave(it), true) },
            { key: 'Escape', run: () => ((given = true), latest.current.onLeave(), true) },
            { key: 'Shift-Enter', run: insertNewline },
            ...historyKeymap,
            ...standardKeymap,
          ]),
          EditorView.contentAttributes.of({ 'aria-label': label, lang, spellcheck: 'true', 'data-testid': testId }),
        ],
      }),
    });
    if (focused) view.focus();
    return () => {
      void save(view);
      view.destroy();
    };
    // The text changes by this editor only while it is open; it is made anew for another unit.
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies
  }, []);
  return <div className="text text-editor" ref={host} />;
}
