/* oxlint-disable jsx-a11y/no-autofocus -- the dialog is opened to fill in this field */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attempt, refreshProject } from '../../app/actions.ts';
import { useCommands } from '../../app/commands/registry.ts';
import { core } from '../../app/core.ts';
import { useApp } from '../../app/state.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { ExportMemory } from '../../memories/ExportMemory.tsx';
import { ImportDialogs } from '../../memories/ImportDialogs.tsx';
import { AddDocuments } from './AddDocuments.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { NewProject } from './NewProject.tsx';
import { pickDocuments, pickProject } from './actions.ts';
import { openDialog, useProjectDialog } from './state.ts';

const close = (): void => openDialog(null);

/** The dialogs and commands of the project, at hand in every view. */
export function ProjectDialogs() {
  const project = useApp((state) => state.project);
  const document = useApp((state) => state.document);
  useCommands({
    'project.new': () => openDialog({ kind: 'new' }),
    'project.open': () => void pickProject(),
    'project.addDocuments': project ? () => void pickDocuments() : undefined,
    'project.export':
      project && document !== null ? () => openDialog({ kind: 'export', documents: [document] }) : undefined,
  });
  return (
    <>
      <PresentDialog />
      <ImportDialogs />
    </>
  );
}

function PresentDialog() {
  const dialog = useProjectDialog((state) => state.dialog);
  switch (dialog?.kind) {
    case 'new':
      return <NewProject onClose={close} />;
    case 'add':
      return <AddDocuments paths={dialog.paths} onClose={close} />;
    case 'export':
      return <ExportDialog documents={dialog.documents} onClose={close} />;
    case 'rename':
      return <Rename document={dialog.document} name={dialog.name} />;
    case 'exportMemory':
      return <ExportMemory memory={dialog.memory} parts={[]} part="all" onClose={close} />;
    default:
      return null;
  }
}

function Rename({ document, name }: { readonly document: number; readonly name: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState(name);
  const project = useApp((state) => state.project);
  const rename = async (): Promise<void> => {
    if (!project || text.trim() === '') return;
    const done = await attempt(t('documents.renameFailed'), () =>
      core.call('document.rename', { project: project.project, document, name: text.trim() }),
    );
    if (!done) return;
    close();
    await refreshProject();
  };
  return (
    <Dialog
      title={t('documents.renameTitle')}
      onClose={close}
      footer={
        <Button kind="primary" onPress={() => void rename()} isDisabled={text.trim() === ''}>
          {t('documents.menu.rename')}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void rename();
        }}
      >
        <TextField label={t('documents.name')} value={text} onChange={setText} autoFocus />
      </form>
    </Dialog>
  );
}
