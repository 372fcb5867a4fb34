import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { changeQuery, pickImport, rollBack } from '../actions.ts';
import { useFacets } from '../use-facets.ts';

/** Every import with its units, which can be shown or taken back whole. */
export function ImportsPanel() {
  const { t } = useTranslation();
  const facets = useFacets(true);
  const [asked, setAsked] = useState<number | null>(null);
  if (!facets) return null;
  const batches = facets.batches;
  return (
    <div className="memory-imports">
      <Button onPress={() => void pickImport()}>{t('command.memory.import')}</Button>
      {batches.length === 0 && <EmptyState small title={t('memory.noImports')} text={t('memory.noImportsHint')} />}
      <ul>
        {batches.map(({ id, kind, name, at, units }) => (
          <li key={id} data-testid={`memory-batch-${id}`}>
            <div className="batch-name">{name}</div>
            <div className="batch-about">
              {t(`memory.batch.${kind}`)} · {t('memories.units', { count: units })}
              {at > 0 && ` · ${new Date(at).toLocaleString(t('locale'), { dateStyle: 'medium', timeStyle: 'short' })}`}
            </div>
            <div className="batch-acts">
              <Button kind="quiet" onPress={() => changeQuery({ batch: id })}>
                {t('memory.showBatch')}
              </Button>
              {asked === id ? (
                <>
                  <Button
                    kind="danger"
                    testId={`memory-rollback-sure-${id}`}
                    onPress={() => {
                      setAsked(null);
                      void rollBack(id, units);
                    }}
                  >
                    {t('memory.rollBackSure', { count: units })}
                  </Button>
                  <Button kind="quiet" onPress={() => setAsked(null)}>
                    {t('ui.cancel')}
                  </Button>
                </>
              ) : (
                <Button kind="quiet" testId={`memory-rollback-${id}`} onPress={() => setAsked(id)}>
                  {t('memory.rollBack')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
