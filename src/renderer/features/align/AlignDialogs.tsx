import { useAlign } from './state.ts';
import { ExportAlignment } from './ExportAlignment.tsx';
import { OpenFolders } from './OpenFolders.tsx';
import { OpenPair } from './OpenPair.tsx';
import { SendToMemory } from './SendToMemory.tsx';
import { WordLists } from './WordLists.tsx';

/** The dialogs of alignment; they may be asked for from any view. */
export function AlignDialogs() {
  const dialog = useAlign((state) => state.dialog);
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
    case null:
      return null;
  }
}
