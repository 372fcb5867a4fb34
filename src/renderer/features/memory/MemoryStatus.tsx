import { Tag, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/state.ts';
import { Button } from '../../ui/Button.tsx';
import { chosenUnits, deleteUnits } from './actions.ts';
import { openMemoryDialog, useMemory } from './state.ts';

/** What was found, what is selected and can be done with it, and where confirmed rows are written. */
export function MemoryStatus() {
  const { t } = useTranslation();
  const { total, complete, searched, selected, active, opened } = useMemory();
  const writable = useApp((state) => state.project?.memories.find((it) => it.writable));
  const size = selected.size;
  return (
    <footer className="status-line memory-status" data-region="status" data-testid="memory-status">
      <output className="status-item" data-testid="memory-found" data-complete={complete}>
        {complete
          ? t('memory.found', { count: total })
          : t('memory.searching', { count: total, share: Math.floor(searched * 100) })}
      </output>
      {total > 0 && size === 0 && (
        <span className="status-item">
          {t('status.row', {
            row: (active + 1).toLocaleString(t('locale')),
            rows: total.toLocaleString(t('locale')),
          })}
        </span>
      )}
      {size > 0 && (
        <span className="status-item memory-selection" data-testid="memory-selection">
          <strong>{t('memory.selected', { count: size })}</strong>
          <Button kind="quiet" onPress={() => openMemoryDialog({ kind: 'tag' })}>
            <Tag size={13} aria-hidden /> {t('memory.tagAction')}
          </Button>
          <Button kind="quiet" onPress={() => openMemoryDialog({ kind: 'split' })}>
            {t('memory.splitAction')}
          </Button>
          <Button kind="quiet" onPress={() => void deleteUnits(chosenUnits())} testId="memory-delete">
            <Trash2 size={13} aria-hidden /> {t('memory.deleteAction')}
          </Button>
        </span>
      )}
      <span className="status-space" />
      <span className="status-item">
        {writable
          ? t(writable.path === opened?.memory ? 'memory.writesToThis' : 'status.writesTo', { memory: writable.name })
          : t('status.writesNowhere')}
      </span>
    </footer>
  );
}
