import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { history, insertNewline, standardKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { Content } from '../../../shared/text/content.ts';
import { sameContent } from '../../../shared/text/content.ts';
import { codeChips, codesField } from '../../bitext/chips.ts';
import { adopt, contentOf } from '../../bitext/code-table.ts';

/** A pause of this length saves what was typed. */
const PAUSE = 250;

interface Props {
  readonly content: Content;
  readonly offset: number;
  readonly lang: string;
  readonly label: string;
  readonly onChange: (content: Content) => void;
  readonly onLeave: () => void;
}

/** The editor of one sentence: Return and Escape leave it; what was typed is saved as one types. */
export function SentenceEditor({ content, offset, lang, label, onChange, onLeave }: Props) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef({ onChange, onLeave });
  useLayoutEffect(() => {
    latest.current = { onChange, onLeave };
  });
  useLayoutEffect(() => {
    const parent = host.current;
    if (!parent) return undefined;
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
    const { text, table } = adopt([], content);
    let timer = 0;
    let saved = content;
    const save = (view: EditorView): void => {
      window.clearTimeout(timer);
      const now = contentOf(view.state.doc.toString(), view.state.field(codesField));
      if (sameContent(now, saved)) return;
      saved = now;
      latest.current.onChange(now);
    };
    const view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        selection: { anchor: Math.min(offset, text.length) },
        extensions: [
          EditorView.cspNonce.of(nonce),
          EditorState.lineSeparator.of('\n'),
          EditorView.lineWrapping,
          history(),
          codeChips(table, (code) => t(`code.${code.kind}`, { data: code.data })),
          keymap.of([
            { key: 'Enter', run: () => (latest.current.onLeave(), true) },
            { key: 'Escape', run: () => (latest.current.onLeave(), true) },
            { key: 'Shift-Enter', run: insertNewline },
            ...standardKeymap,
          ]),
          EditorView.contentAttributes.of({
            'aria-label': label,
            lang,
            spellcheck: 'true',
            'data-testid': 'sentence-editor',
          }),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            window.clearTimeout(timer);
            timer = window.setTimeout(() => save(view), PAUSE);
          }),
        ],
      }),
    });
    view.focus();
    return () => {
      save(view);
      view.destroy();
    };
    // The sentence changes by this editor only while it is open; it is made anew for another sentence (by its key).
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies
  }, []);
  return <div className="text text-editor" ref={host} />;
}
