import { useTranslation } from 'react-i18next';
import type { Conflict } from '../../../shared/review/merge.ts';
import { runContent } from '../../../shared/review/text-change.ts';
import type { Content, InlineCode } from '../../../shared/text/content.ts';
import { useCommands } from '../../app/commands/registry.ts';
import { codesField, setCodes } from '../../bitext/chips.ts';
import { adopt } from '../../bitext/code-table.ts';
import { editedContent, useTextEditor } from '../../bitext/use-text-editor.ts';
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
  const use = (typed: Content): void => resolve({ target: typed });
  const { host, editor } = useTextEditor({
    content: beginning(conflict),
    label: t('merge.typed'),
    lang,
    testId: 'conflict-text',
    undoes: true,
    // While one types, these keys are the editor's and not those of the whole merge.
    ownKeys: 'Ctrl+Enter Ctrl+Z Ctrl+Y Ctrl+Shift+Z',
    keys: { 'Mod-Enter': use, Enter: use, Escape: () => editConflict(false) },
  });
  useCommands({
    'code.next': () => {
      const view = editor.current;
      const code = view ? missingCode(conflict, editedContent(view)) : undefined;
      if (!view || !code) return;
      const { text, table } = adopt(view.state.field(codesField), { text: '\uE000', codes: [code] });
      view.dispatch({ ...view.state.replaceSelection(text), effects: setCodes.of(table) });
    },
  });
  const press = (): void => {
    if (editor.current) use(editedContent(editor.current));
  };
  return (
    <div className="rev-edit">
      <div className="text text-editor rev-editor" ref={host} />
      <Button kind="primary" onPress={press} testId="conflict-take">
        {t('merge.useTyped')}
      </Button>
      <Button onPress={() => editConflict(false)}>{t('ui.cancel')}</Button>
      <span className="rev-edit-hint">{t('merge.typedHint')}</span>
    </div>
  );
}
