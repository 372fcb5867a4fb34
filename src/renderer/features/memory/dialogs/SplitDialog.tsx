import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemoryRow } from '../../../../shared/contract/memory-edit.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import { Figures } from '../../../memories/Figures.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Checkbox } from '../../../ui/fields.tsx';
import { allFound, firstRows, splitOff } from '../actions.ts';
import { useMemory } from '../state.ts';
import { Sample } from './Sample.tsx';

const SAMPLE = 6;

/** Puts the selected units, or all that were found, into a memory of their own; says first what either will hold. */
export function SplitDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const selected = useMemory((state) => state.selected);
  const total = useMemory((state) => state.total);
  const name = useMemory((state) => state.opened?.name ?? '');
  const here = useMemory((state) => state.opened?.units ?? 0);
  const [move, setMove] = useState(false);
  const [rows, setRows] = useState<readonly MemoryRow[]>([]);
  const count = selected.size > 0 ? selected.size : total;
  useEffect(() => {
    let over = false;
    void firstRows(selected, SAMPLE).then((found) => {
      if (!over) setRows(found);
    });
    return () => {
      over = true;
    };
  }, [selected]);
  const split = async (): Promise<void> => splitOff(selected.size > 0 ? [...selected] : await allFound(), move);
  const text = (it: MemoryRow['source']): string => (it ? visibleText(it.content) : '');
  return (
    <Dialog
      title={t('memory.splitTitle', { count })}
      onClose={onClose}
      wide
      testId="memory-split"
      footer={
        <>
          <span className="preview-into">{t('memory.preview.unwritten')}</span>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" onPress={() => void split()} isDisabled={count === 0} testId="memory-split-run">
            {t('memory.splitRun')}
          </Button>
        </>
      }
    >
      <div className="form">
        <p className="field-hint">{t(selected.size > 0 ? 'memory.splitSelected' : 'memory.splitFound')}</p>
        <Checkbox checked={move} onChange={setMove}>
          {t('memory.splitMove')}
        </Checkbox>
      </div>
      <Figures
        figures={[
          { name: t('memory.split.new'), count },
          { name: t('memory.split.before', { name }), count: here },
          { name: t('memory.split.after', { name }), count: move ? here - count : here },
        ]}
      />
      <Sample
        pairs={rows.map(({ source, target }) => ({ source: text(source), target: text(target) }))}
        more={count - rows.length}
      />
    </Dialog>
  );
}
