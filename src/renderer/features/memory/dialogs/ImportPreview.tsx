import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TmxPreview } from '../../../../shared/contract/memory-files.ts';
import { core } from '../../../app/core.ts';
import { nameOf } from '../../../app/files/choose.ts';
import { errorText } from '../../../app/notices.ts';
import { languageName } from '../../../i18n/languages.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Checkbox } from '../../../ui/fields.tsx';
import { importFile } from '../actions.ts';
import { useMemory } from '../state.ts';
import { Notes } from './Notes.tsx';

/** What importing a file would do, before anything is written. */
export function ImportPreview({ file, onClose }: { readonly file: string; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const opened = useMemory((state) => state.opened);
  const memory = opened?.memory ?? null;
  const [preview, setPreview] = useState<TmxPreview | null>(null);
  const [progress, setProgress] = useState(0);
  const [wrong, setWrong] = useState<string | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const abort = new AbortController();
    core
      .job(
        'memoryFile.preview',
        { file, memory },
        { signal: abort.signal, onProgress: ({ done, total }) => setProgress(total ? done / total : 0) },
      )
      .then(setPreview, (error: unknown) => {
        if (!abort.signal.aborted) setWrong(errorText(error));
      });
    return () => abort.abort();
  }, [file, memory]);
  const number = (value: number): string => value.toLocaleString(t('locale'));
  const chosen = preview?.languages.filter(({ language }) => !left.has(language)) ?? [];
  const start = (): void => void importFile(file, left.size === 0 ? null : chosen.map(({ language }) => language));
  return (
    <Dialog
      title={t('memory.preview.title', { name: nameOf(file) })}
      onClose={onClose}
      wide
      testId="memory-preview"
      footer={
        <>
          <span className="preview-into">{t('memory.preview.into', { memory: opened?.name ?? '' })}</span>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={!preview || preview.units === 0 || chosen.length < 2}
            onPress={start}
            testId="memory-preview-import"
          >
            {t('memory.preview.import', { count: preview ? preview.units - preview.known : 0 })}
          </Button>
        </>
      }
    >
      {wrong !== null && <p className="preview-error">{wrong}</p>}
      {!preview && wrong === null && (
        <div className="memory-reading">
          <p>{t('memory.preview.reading')}</p>
          <progress value={progress} max={1} aria-label={t('memory.preview.reading')} />
        </div>
      )}
      {preview && (
        <>
          <dl className="figures">
            {(['units', 'known', 'duplicates', 'conflicts'] as const).map((key) => (
              <div key={key} title={t(`memory.preview.${key}Hint`)}>
                <dt>{t(`memory.preview.${key}`)}</dt>
                <dd>{number(preview[key])}</dd>
              </div>
            ))}
          </dl>
          {preview.units === 0 && <p className="preview-error">{t('memory.preview.empty')}</p>}
          <h3 className="section-title">{t('memory.preview.languages')}</h3>
          <ul className="preview-languages">
            {preview.languages.map(({ language, codes, variants }) => (
              <li key={language}>
                <Checkbox
                  checked={!left.has(language)}
                  onChange={(on) => {
                    const next = new Set(left);
                    if (on) next.delete(language);
                    else next.add(language);
                    setLeft(next);
                  }}
                >
                  {languageName(language, i18n.language)}
                </Checkbox>
                <span className="list-detail">
                  {codes.some((code) => code !== language)
                    ? t('memory.preview.written', { codes: codes.join(', '), language })
                    : language}
                </span>
                <span className="list-detail">{number(variants)}</span>
              </li>
            ))}
          </ul>
          {chosen.length < 2 && <p className="preview-warning">{t('memory.preview.two')}</p>}
          <Notes
            kind="rejected"
            title={t('memory.preview.rejected', { count: preview.rejected.length })}
            lines={preview.rejected}
          />
          <Notes
            kind="repaired"
            title={t('memory.preview.repaired', { count: preview.repaired.length })}
            lines={preview.repaired}
          />
          <Notes
            kind="warnings"
            title={t('memory.preview.warnings', { count: preview.warnings.length })}
            lines={preview.warnings}
          />
        </>
      )}
    </Dialog>
  );
}
