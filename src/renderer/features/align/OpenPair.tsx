import { useEffect, useState } from 'react';
import { ArrowLeftRight, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AlignPreview, AlignSidePreview } from '../../../shared/contract/align.ts';
import type { Side } from '../../../shared/bitext/bead.ts';
import { core } from '../../app/core.ts';
import { chooseFiles, nameOf } from '../../app/files/choose.ts';
import { errorText } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { languageName } from '../../i18n/languages.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { alignFiles } from './opening.ts';

interface Found {
  readonly source: string;
  readonly target: string;
  readonly preview: AlignPreview | null;
  readonly error: string | null;
}

type Paths = Readonly<Record<Side, string | null>>;

/** Chooses two documents, says what they hold and whether they belong together, and aligns them. */
export function OpenPair({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const project = useApp((state) => state.project);
  const [paths, setPaths] = useState<Paths>({ source: null, target: null });
  const [found, setFound] = useState<Found | null>(null);
  const { source, target } = paths;
  const languages = { sourceLang: project?.sourceLang ?? '', targetLang: project?.targetLang ?? '' };
  const { sourceLang, targetLang } = languages;

  useEffect(() => {
    if (source === null || target === null || sourceLang === '') return undefined;
    let current = true;
    core.call('align.preview', { source, target, sourceLang, targetLang }).then(
      (preview) => {
        if (current) setFound({ source, target, preview, error: null });
      },
      (failure: unknown) => {
        if (current) setFound({ source, target, preview: null, error: errorText(failure) });
      },
    );
    return () => {
      current = false;
    };
  }, [source, target, sourceLang, targetLang]);

  const choose = async (side: Side): Promise<void> => {
    const chosen = await chooseFiles('document', true);
    const [first, second] = chosen;
    if (!first) return;
    if (second) setPaths({ source: first, target: second });
    else setPaths((present) => ({ ...present, [side]: first }));
  };
  const align = async (): Promise<void> => {
    if (source === null || target === null) return;
    onClose();
    await alignFiles([{ source, target }]);
  };
  // What was found about other files says nothing about these.
  const fits = found?.source === source && found?.target === target ? found : null;
  const preview = fits?.preview ?? null;
  const error = fits?.error ?? null;
  const swapped = preview?.findings.some(({ kind }) => kind === 'swapped') ?? false;
  const name = (language: string): string => languageName(language, i18n.language);
  return (
    <Dialog
      wide
      title={t('align.openTitle')}
      onClose={onClose}
      testId="align-open"
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={source === null || target === null || error !== null}
            onPress={() => void align()}
            testId="align-run"
          >
            {t('align.run')}
          </Button>
        </>
      }
    >
      <div className="pair">
        <SideCard
          title={name(sourceLang)}
          path={source}
          found={preview?.source ?? null}
          onChoose={() => void choose('source')}
          testId="pair-source"
        />
        <IconButton
          label={t('align.swapSides')}
          icon={<ArrowLeftRight size={17} />}
          isDisabled={source === null && target === null}
          onPress={() => setPaths({ source: target, target: source })}
          testId="pair-swap"
        />
        <SideCard
          title={name(targetLang)}
          path={target}
          found={preview?.target ?? null}
          onChoose={() => void choose('target')}
          testId="pair-target"
        />
      </div>
      <div className="pair-verdict" aria-live="polite">
        {error !== null && (
          <p className="preview-error">
            <CircleAlert size={16} aria-hidden /> {error}
          </p>
        )}
        {swapped && (
          <p className="preview-warning">
            <TriangleAlert size={16} aria-hidden /> {t('align.warning.swapped')}{' '}
            <Button onPress={() => setPaths({ source: target, target: source })}>{t('align.swapSides')}</Button>
          </p>
        )}
        {preview && !swapped && preview.related === false && (
          <p className="preview-warning">
            <TriangleAlert size={16} aria-hidden /> {t('align.warning.unrelated')}
          </p>
        )}
        {preview && preview.related === true && preview.findings.length === 0 && (
          <p className="pair-good">
            <CircleCheck size={16} aria-hidden /> {t('align.related')}
          </p>
        )}
        {preview === null && error === null && <p className="field-hint">{t('align.openHint')}</p>}
      </div>
    </Dialog>
  );
}

interface SideCardProps {
  readonly title: string;
  readonly path: string | null;
  readonly found: AlignSidePreview | null;
  readonly onChoose: () => void;
  readonly testId: string;
}

function SideCard({ title, path, found, onChoose, testId }: SideCardProps) {
  const { t, i18n } = useTranslation();
  return (
    <section className="pair-side">
      <h3 className="field-label">{title}</h3>
      <p className="pair-name">{path === null ? t('align.noFile') : nameOf(path)}</p>
      {found && (
        <p className="list-detail">
          {t(`format.name.${found.format}`, { defaultValue: found.format })} · {found.encoding.encoding}
          <br />
          {t('documents.counts', {
            sentences: found.sentences.toLocaleString(t('locale')),
            words: found.words.toLocaleString(t('locale')),
          })}
          {found.language ? (
            <>
              <br />
              {t('align.looksLike', { language: languageName(found.language, i18n.language) })}
            </>
          ) : null}
        </p>
      )}
      <Button onPress={onChoose} testId={testId}>
        {t(path === null ? 'align.chooseFile' : 'align.chooseOther')}
      </Button>
    </section>
  );
}
