/* oxlint-disable react/no-array-index-key -- lines of a sample have no name but their place */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CircleAlert } from 'lucide-react';
import type { DocumentPreview } from '../../../shared/contract/types.ts';
import { openDocument, refreshProject } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { nameOf } from '../../app/files/choose.ts';
import { runJob } from '../../app/jobs.ts';
import { errorText } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/fields.tsx';

const ENCODINGS = [
  'utf-8',
  'windows-1252',
  'iso-8859-1',
  'iso-8859-15',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'macintosh',
];

interface Item {
  readonly path: string;
  /** What the user chose; the detected one otherwise. */
  readonly encoding: string | null;
  readonly preview: DocumentPreview | null;
  readonly error: string | null;
}

/** Shows what was found in the files before they are added: format, encoding, how much there is to translate. */
export function AddDocuments({ paths, onClose }: { readonly paths: readonly string[]; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const project = useApp((state) => state.project);
  const [items, setItems] = useState<readonly Item[]>(() =>
    paths.map((path) => ({ path, encoding: null, preview: null, error: null })),
  );
  const update = (path: string, part: Partial<Item>): void =>
    setItems((present) => present.map((it) => (it.path === path ? { ...it, ...part } : it)));
  const preview = (path: string, encoding: string | null): void => {
    core.call('document.preview', { path, ...(encoding === null ? {} : { encoding }) }).then(
      (found) => update(path, { preview: found, error: null }),
      (error: unknown) => update(path, { preview: null, error: errorText(error, path) }),
    );
  };
  useEffect(() => {
    for (const path of paths) preview(path, null);
    // Once for each set of files; `preview` only carries what is written above.
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies
  }, [paths]);

  const ready = items.filter((it) => it.preview !== null);
  const add = async (): Promise<void> => {
    if (!project) return;
    // The dialog goes first: progress and the way to cancel stand behind it.
    onClose();
    const added: number[] = [];
    for (const item of ready) {
      const name = nameOf(item.path);
      const info = await runJob(t('documents.adding', { name }), t('documents.addFailed', { name }), 'document.add', {
        project: project.project,
        path: item.path,
        ...(item.encoding === null ? {} : { encoding: item.encoding }),
      });
      if (info) added.push(info.id);
    }
    await refreshProject();
    const [only] = added;
    if (added.length === 1 && only !== undefined) openDocument(only);
  };
  return (
    <Dialog
      wide
      title={t('documents.addTitle')}
      onClose={onClose}
      testId="add-documents"
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" isDisabled={ready.length === 0} onPress={() => void add()} testId="add-documents-run">
            {t('documents.addRun', { count: ready.length })}
          </Button>
        </>
      }
    >
      <ul className="previews">
        {items.map((item) => (
          <li key={item.path} className="preview">
            <div className="preview-head">
              <strong>{nameOf(item.path)}</strong>
              {item.preview && (
                <span>
                  {t(`format.name.${item.preview.format}`, { defaultValue: item.preview.format })} ·{' '}
                  {t('documents.counts', {
                    sentences: item.preview.sentences.toLocaleString(t('locale')),
                    words: item.preview.words.toLocaleString(t('locale')),
                  })}
                </span>
              )}
            </div>
            {item.error && (
              <p className="preview-error" role="alert">
                <CircleAlert size={16} aria-hidden /> {item.error}
              </p>
            )}
            {(item.preview || item.encoding) && (
              <>
                <div className="preview-encoding">
                  <Select
                    label={t('documents.encoding')}
                    value={item.encoding ?? item.preview?.encoding.encoding ?? 'utf-8'}
                    options={[...new Set([item.preview?.encoding.encoding ?? 'utf-8', ...ENCODINGS])].map((id) => ({
                      id,
                      label: t(`encoding.${id}`, { defaultValue: id }),
                    }))}
                    onChange={(encoding) => {
                      update(item.path, { encoding });
                      preview(item.path, encoding);
                    }}
                    testId="encoding"
                  />
                  <p className="field-hint">
                    {t(
                      item.preview?.encoding.certain || item.encoding
                        ? 'documents.encodingSure'
                        : 'documents.encodingGuess',
                    )}
                  </p>
                </div>
                {item.preview?.warnings.map((warning) => (
                  <p key={warning.key} className="preview-warning">
                    {t(warning.key, { ...warning.values })}
                  </p>
                ))}
                <div className="preview-sample" lang={project?.sourceLang}>
                  {item.preview?.sample.map((line, i) => (
                    <p key={`${i}:${line}`}>{line}</p>
                  ))}
                </div>
              </>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
