import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergePreview } from '../../../../shared/contract/memory-edit.ts';
import { core } from '../../../app/core.ts';
import { nameOf } from '../../../app/files/choose.ts';
import { errorText } from '../../../app/notices.ts';
import { languageName } from '../../../i18n/languages.ts';
import { Figures } from '../../../memories/Figures.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { mergeOther } from '../actions.ts';
import { useMemory } from '../state.ts';
import { Sample } from './Sample.tsx';

const COUNTS = ['units', 'added', 'merged', 'known'] as const;

/** What merging another memory into the open one would bring, before it is done. */
export function MergeDialog({ from, onClose }: { readonly from: string; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const memory = useMemory((state) => state.opened?.memory);
  const name = useMemory((state) => state.opened?.name ?? '');
  const pair = useMemory((state) => state.pair);
  const [preview, setPreview] = useState<MergePreview | null>(null);
  const [progress, setProgress] = useState(0);
  const [wrong, setWrong] = useState<string | null>(null);
  useEffect(() => {
    if (memory === undefined) return undefined;
    const abort = new AbortController();
    core
      .job(
        'memoryEdit.previewMerge',
        { memory, from, ...pair },
        { signal: abort.signal, onProgress: ({ done, total }) => setProgress(total ? done / total : 0) },
      )
      .then(setPreview, (error: unknown) => {
        if (!abort.signal.aborted) setWrong(errorText(error));
      });
    return () => abort.abort();
  }, [memory, from, pair]);
  const count = preview ? preview.added + preview.merged : 0;
  return (
    <Dialog
      title={t('memory.merge.title', { from: preview?.name ?? nameOf(from), name })}
      onClose={onClose}
      wide
      testId="memory-merge"
      footer={
        <>
          <span className="preview-into">{t('memory.preview.unwritten')}</span>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={count === 0}
            onPress={() => void mergeOther(from)}
            testId="memory-merge-run"
          >
            {t('memory.merge.run', { count })}
          </Button>
        </>
      }
    >
      {wrong !== null && <p className="preview-error">{wrong}</p>}
      {!preview && wrong === null && (
        <div className="memory-reading">
          <p>{t('memory.merge.reading')}</p>
          <progress value={progress} max={1} aria-label={t('memory.merge.reading')} />
        </div>
      )}
      {preview && (
        <>
          <Figures figures={COUNTS.map((key) => ({ name: t(`memory.merge.${key}`), count: preview[key] }))} />
          <p className="field-hint">
            {preview.languages
              .map((it) => `${languageName(it.language, i18n.language)} ${it.variants.toLocaleString(t('locale'))}`)
              .join(' · ')}
          </p>
          {count === 0 && <p className="preview-warning">{t('memory.merge.nothing')}</p>}
          <Sample pairs={preview.sample} more={preview.added - preview.sample.length} />
        </>
      )}
    </Dialog>
  );
}
