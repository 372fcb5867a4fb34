import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../app/commands/registry.ts';
import { useApp } from '../../app/state.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import {
  chosenUnits,
  deleteUnits,
  edit,
  moveStep,
  openProjectMemory,
  pickImport,
  pickMerge,
  pickMemory,
  pickTmx,
  reverseUnits,
  selectAll,
} from './actions.ts';
import { MemoryBar } from './MemoryBar.tsx';
import { MemoryStatus } from './MemoryStatus.tsx';
import { MemoryDialogs } from './dialogs/MemoryDialogs.tsx';
import { MemoryPanel } from './panel/MemoryPanel.tsx';
import { SearchBar } from './SearchBar.tsx';
import { openMemoryDialog, useMemory } from './state.ts';
import { UnitList } from './UnitList.tsx';

/** A memory: looked through, cleaned and changed in place. */
export function MemoryView() {
  const { t } = useTranslation();
  const opened = useMemory((state) => state.opened);
  const opening = useMemory((state) => state.opening);
  const tab = useMemory((state) => state.tab);
  const editing = useMemory((state) => state.editing !== null);
  const project = useApp((state) => state.project?.project);
  useEffect(() => {
    if (useMemory.getState().opened === null) void openProjectMemory();
    // Once a project is open its memory can be shown.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [project]);
  const when = <T,>(act: T): T | undefined => (opened ? act : undefined);
  useCommands({
    'memory.open': () => void pickMemory(),
    'memory.openTmx': () => void pickTmx(),
    'memory.import': when(() => void pickImport()),
    'memory.export': when(() => openMemoryDialog({ kind: 'export' })),
    'memory.merge': when(() => void pickMerge()),
    'memory.split': when(() => openMemoryDialog({ kind: 'split' })),
    'memory.reverse': when(() => void reverseUnits(chosenUnits())),
    'memory.delete': when(() => void deleteUnits(chosenUnits())),
    'memory.tag': when(() => openMemoryDialog({ kind: 'tag' })),
    'memory.selectAll': when(() => void selectAll()),
    'memory.editSource': when(() => edit('source')),
    'memory.editTarget': when(() => edit('target')),
    'go.edit': when(() => edit('target')),
    'memory.imports': () => useMemory.setState({ tab: 'imports' }),
    'memory.figures': () => useMemory.setState({ tab: 'figures' }),
    'find.replace': () => useMemory.setState({ tab: 'replace' }),
    'panel.toggle': () => useMemory.setState({ tab: tab === null ? 'unit' : null }),
    // While a text is edited, its editor takes back what was typed.
    'edit.undo': editing ? undefined : () => void moveStep('undo'),
    'edit.redo': editing ? undefined : () => void moveStep('redo'),
  });
  return (
    <main className="memory" data-testid="memory-view">
      <h1 className="sr-only">{t('view.memory')}</h1>
      <MemoryBar />
      {opened ? (
        <>
          <SearchBar />
          <div className="memory-main">
            <UnitList />
            {tab !== null && <MemoryPanel tab={tab} />}
          </div>
          <MemoryStatus />
        </>
      ) : (
        <EmptyState
          title={opening === null ? t('memory.none') : t('memory.opening', { name: opening })}
          text={t(opening === null ? 'memory.noneHint' : 'memory.openingHint')}
          actions={
            <>
              <Button kind="primary" onPress={() => void pickMemory()} testId="memory-open">
                {t('command.memory.open')}
              </Button>
              <Button onPress={() => void pickTmx()}>{t('command.memory.openTmx')}</Button>
            </>
          }
        />
      )}
      <MemoryDialogs />
    </main>
  );
}
