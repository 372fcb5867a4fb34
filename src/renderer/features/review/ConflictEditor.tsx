import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { history, historyKeymap, insertNewline, standardKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { Conflict } from '../../../shared/review/merge.ts';
import { runContent } from '../../../shared/review/text-change.ts';
import type { Content, InlineCode } from '../../../shared/text/content.ts';
import { useCommands } from '../../app/commands/registry.ts';
import { codeChips, codesField, setCodes } from '../../bitext/chips.ts';
import { adopt, contentOf } from '../../bitext/code-table.ts';
import { Button } from '../../ui/Button.tsx';
import { editConflict, resolve } from './merging.ts';

interface Props {
  readonly conflict: Conflict;
  readonly lang: string;
}

/** The text one begins with: what was typed before, else theirs, else ours. */
function beginning({ choice, theirs, ours }: Conflict): Content {
  if (typeof choice === 'object') return choice.target;
  return runContent(theirs.length > 0 ? theirs : ours, 'target');
}

/** The first code of any of the three states that the text lacks. */
function missingCode({ ours, theirs, base }: Conflict, { codes }: Content): InlineCode | undefined {
  return [ours, theirs, base]
    .flatMap((beads) => runContent(beads, 'target').codes)
    .find((code) => !codes.some((it) => it.kind === code.kind && it.id === code.id && it.data === code.data));
}

/** Types another text for a conflict, its inline codes as chips. Ctrl+Return uses it, Escape leaves the conflict open. */
export function ConflictEditor({ conflict, lang }: Props) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const content = (view: EditorView): Content => contentOf(view.state.doc.toString(), view.state.field(codesField));
  const use = (): void => {
    if (editor.current) resolve({ target: content(editor.current) });
  };
  useCommands({
    'code.next': () => {
      const view = editor.current;
      const code = view ? missingCode(conflict, content(view)) : undefined;
      if (!view || !code) return;
      const { text, table } = adopt(view.state.field(codesField), { text: '\uE000', codes: [code] });
      view.dispatch({ ...view.state.replaceSelection(text), effects: setCodes.of(table) });
    },
  });
  const latest = useRef(use);
  useLayoutEffect(() => {
    latest.current = use;
  });
  useLayoutEffect(() => {
    const parent = host.current;
    if (!parent) return undefined;
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
    const { text, table } = adopt([], beginning(conflict));
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
            { key: 'Mod-Enter', run: () => (latest.current(), true) },
            { key: 'Enter', run: () => (latest.current(), true) },
            { key: 'Escape', run: () => (editConflict(false), true) },
            { key: 'Shift-Enter', run: insertNewline },
            ...historyKeymap,
            ...standardKeymap,
          ]),
          EditorView.contentAttributes.of({
            'aria-label': t('merge.typed'),
            'data-testid': 'conflict-text',
            // While one types, these keys are the editor's and not those of the whole merge.
            'data-own-keys': 'Ctrl+Enter Ctrl+Z Ctrl+Y Ctrl+Shift+Z',
            lang,
            spellcheck: 'true',
          }),
        ],
      }),
    });
    editor.current = view;
    view.focus();
    return () => {
      editor.current = null;
      view.destroy();
    };
    // The editor is made anew for another conflict.
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies
  }, []);
  return (
    <div className="rev-edit">
      <div className="text text-editor rev-editor" ref={host} />
      <Button kind="primary" onPress={use} testId="conflict-take">
        {t('merge.useTyped')}
      </Button>
      <Button onPress={() => editConflict(false)}>{t('ui.cancel')}</Button>
      <span className="rev-edit-hint">{t('merge.typedHint')}</span>
    </div>
  );
}
