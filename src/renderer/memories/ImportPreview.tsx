import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TmxPreview } from '../../shared/contract/memory-files.ts';
import { core } from '../app/core.ts';
import { nameOf } from '../app/files/choose.ts';
import { errorText } from '../app/notices.ts';
import { useApp } from '../app/state.ts';
import { languageName } from '../i18n/languages.ts';
import { Button } from '../ui/Button.tsx';
import { CheckList } from '../ui/CheckList.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Select } from '../ui/fields.tsx';
import { Figures } from './Figures.tsx';
import type { Destination } from './import-state.ts';
import { changeDestination, importShown, skipFile } from './import-state.ts';
import { Notes } from './Notes.tsx';
import { missingLanguages } from './pair-warning.ts';

const COUNTS = ['units', 'known', 'duplicates', 'conflicts'] as const;
const NOTES = ['rejected', 'repaired', 'warnings'] as const;

interface Props {
  readonly file: string;
  readonly into: Destination;
  /** Files that come after this one. */
  readonly more: number;
}

/** What importing a file would do, before anything is written. */
export function ImportPreview({ file, into, more }: Props) {
  const { t, i18n } = useTranslation();
  const [preview, setPreview] = useState<TmxPreview | null>(null);
  const [progress, setProgress] = useState(0);
  const [wrong, setWrong] = useState<string | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const memory = into.path;
  useEffect(() => {
    const abort = new AbortController();
    core
      .job(
        'memoryFile.preview',
        { file, memory },
        { signal: abort.signal, onProgress: ({ done, total }) => setProgress(total ? done / total : 0) },
      )
      .then(setPreview, (error: unknown) => {
        if (!abort.signal.aborted) setWrong(errorText(error, file));
      });
    return () => abort.abort();
  }, [file, memory]);
  const languages = preview?.languages ?? [];
  const chosen = languages.filter(({ language }) => !left.has(language)).map(({ language }) => language);
  const ready = preview !== null && preview.units > 0 && chosen.length > 1;
  return (
    <Dialog
      title={t('memory.preview.title', { name: nameOf(file) })}
      onClose={skipFile}
      wide
      testId="memory-preview"
      footer={
        <>
          <span className="preview-into">
            {more > 0 ? t('memory.preview.more', { count: more }) : t('memory.preview.unwritten')}
          </span>
          <Button onPress={skipFile}>{t(more > 0 ? 'memory.preview.skip' : 'ui.cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={!ready}
            onPress={() => void importShown(left.size === 0 ? null : chosen)}
            testId="memory-preview-import"
          >
            {t('memory.preview.import', { count: preview ? preview.units - preview.known : 0 })}
          </Button>
        </>
      }
    >
      <Into into={into} />
      {wrong !== null && <p className="preview-error">{wrong}</p>}
      {!preview && wrong === null && (
        <div className="memory-reading">
          <p>{t('memory.preview.reading')}</p>
          <progress value={progress} max={1} aria-label={t('memory.preview.reading')} />
        </div>
      )}
      {preview && (
        <>
          <Figures
            figures={COUNTS.map((key) => ({
              name: t(`memory.preview.${key}`),
              count: preview[key],
              hint: t(`memory.preview.${key}Hint`),
            }))}
          />
          {preview.units === 0 && <p className="preview-error">{t('memory.preview.empty')}</p>}
          <CheckList
            title={t('memory.preview.languages')}
            items={languages.map(({ language, codes, variants }) => ({
              id: language,
              label: languageName(language, i18n.language),
              detail: codes.some((code) => code !== language)
                ? t('memory.preview.written', { codes: codes.join(', '), language })
                : language,
              count: variants.toLocaleString(t('locale')),
            }))}
            left={left}
            onChange={setLeft}
          />
          {preview.units > 0 && chosen.length < 2 && <p className="preview-warning">{t('memory.preview.two')}</p>}
          {chosen.length > 1 && <PairWarning memory={memory} languages={chosen} />}
          {NOTES.map((kind) => (
            <Notes
              key={kind}
              kind={kind}
              title={t(`memory.preview.${kind}`, { count: preview[kind].length })}
              lines={preview[kind]}
            />
          ))}
        </>
      )}
    </Dialog>
  );
}

/** The memory that receives the units, with the others of the project to choose from. */
function Into({ into }: { readonly into: Destination }) {
  const { t } = useTranslation();
  const memories = useApp((state) => state.project?.memories) ?? [];
  const usable = memories.filter(({ problem }) => problem === null);
  const all: readonly Destination[] = usable.some(({ path }) => path === into.path) ? usable : [into, ...usable];
  return (
    <div className="memory-into">
      <Select
        beside
        label={t('memory.preview.into')}
        value={into.path}
        options={all.map(({ path, name }) => ({ id: path, label: name }))}
        onChange={(path) => {
          const found = all.find((it) => it.path === path);
          if (found) changeDestination({ path: found.path, name: found.name });
        }}
        testId="memory-preview-into"
      />
    </div>
  );
}

/** Says when a file has nothing for the languages of the project that uses the memory. */
function PairWarning({ memory, languages }: { readonly memory: string; readonly languages: readonly string[] }) {
  const { t, i18n } = useTranslation();
  const project = useApp((state) => state.project);
  if (!project?.memories.some(({ path }) => path === memory)) return null;
  const missing = missingLanguages(project, languages);
  if (missing.length === 0) return null;
  const name = (language: string): string => languageName(language, i18n.language);
  return (
    <p className="preview-warning" data-testid="memory-preview-pair">
      {t('memory.preview.notPair', {
        source: name(project.sourceLang),
        target: name(project.targetLang),
        missing: missing.map(name).join(', '),
      })}
    </p>
  );
}
