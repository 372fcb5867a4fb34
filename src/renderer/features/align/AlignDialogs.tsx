import { useCommands } from '../../app/commands/registry.ts';
import { useApp } from '../../app/state.ts';
import { GoToRow } from '../../bitext/GoToRow.tsx';
import { reveal } from './actions.ts';
import { ExportAlignment } from './ExportAlignment.tsx';
import { OpenFolders } from './OpenFolders.tsx';
import { OpenPair } from './OpenPair.tsx';
import { SendToMemory } from './SendToMemory.tsx';
import { openBitext } from './opening.ts';
import { openDialog, useAlign } from './state.ts';
import { WordLists } from './WordLists.tsx';

/** The dialogs of alignment, and the commands that ask for them from any view. */
export function AlignDialogs() {
  const session = useAlign((state) => state.session);
  const dialog = useAlign((state) => state.dialog);
  const project = useApp((state) => state.project !== null);
  useCommands(
    project
      ? {
          'align.openPair': () => openDialog('pair'),
          'align.openFolders': () => openDialog('folders'),
          'align.openBitext': () => void openBitext(),
          'align.wordLists': () => openDialog('words'),
        }
      : {},
  );
  const close = (): void => useAlign.setState({ dialog: null });
  switch (dialog) {
    case 'pair':
      return <OpenPair onClose={close} />;
    case 'folders':
      return <OpenFolders onClose={close} />;
    case 'words':
      return <WordLists onClose={close} />;
    case 'send':
      return <SendToMemory onClose={close} />;
    case 'export':
      return <ExportAlignment onClose={close} />;
    case 'row':
      return session && <GoToRow session={session} onClose={close} onGo={reveal} />;
    case null:
      return null;
  }
}
