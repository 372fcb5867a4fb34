import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilePairs } from '../../../shared/contract/align.ts';
import type { Side } from '../../../shared/bitext/bead.ts';
import { core } from '../../app/core.ts';
import { chooseFiles, nameOf } from '../../app/files/choose.ts';
import { errorText } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { languageName } from '../../i18n/languages.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Checkbox } from '../../ui/fields.tsx';
import { alignFiles } from './opening.ts';

interface Answer {
  readonly source: string;
  readonly target: string;
  readonly found: FilePairs | null;
  readonly error: string | null;
}

/** Chooses two folders, proposes which of their documents belong together, and aligns those that are ticked. */
export function OpenFolders({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const project = useApp((state) => state.project);
  const [folders, setFolders] = useState<Readonly<Record<Side, string | null>>>({ source: null, target: null });
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { source, target } = folders;
  const sourceLang = project?.sourceLang ?? '';
  const targetLang = project?.targetLang ?? '';
  useEffect(() => {
    if (source === null || target === null || sourceLang === '') return undefined;
    let current = true;
    core.call('align.pairs', { source, target, sourceLang, targetLang }).then(
      (pairs) => {
        if (!current) return;
        setAnswer({ source, target, found: pairs, error: null });
        setLeft(new Set(pairs.pairs.filter(({ confirmed }) => confirmed !== true).map((pair) => pair.source)));
      },
      (failure: unknown) => {
        if (current) setAnswer({ source, target, found: null, error: errorText(failure) });
      },
    );
    return () => {
      current = false;
    };
  }, [source, target, sourceLang, targetLang]);
  const choose = async (side: Side): Promise<void> => {
    const [folder] = await chooseFiles('folder', false);
    if (folder) setFolders((present) => ({ ...present, [side]: folder }));
  };
  // What was found in other folders says nothing about these.
  const fits = answer?.source === source && answer?.target === target ? answer : null;
  const found = fits?.found ?? null;
  const error = fits?.error ?? null;
  const chosen = found?.pairs.filter((pair) => !left.has(pair.source)) ?? [];
  const align = async (): Promise<void> => {
    onClose();
    await alignFiles(chosen);
  };
  const folderOf = (side: Side, language: string) => (
    <section className="pair-side">
      <h3 className="field-label">{languageName(language, i18n.language)}</h3>
      <p className="pair-name">{folders[side] === null ? t('align.noFolder') : nameOf(folders[side])}</p>
      <Button onPress={() => void choose(side)} testId={`folder-${side}`}>
        {t('align.chooseFolder')}
      </Button>
    </section>
  );
  return (
    <Dialog
      wide
      title={t('align.foldersTitle')}
      onClose={onClose}
      testId="align-folders"
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" isDisabled={chosen.length === 0} onPress={() => void align()} testId="align-run">
            {t('align.runMany', { count: chosen.length })}
          </Button>
        </>
      }
    >
      <div className="pair">
        {folderOf('source', sourceLang)}
        <span />
        {folderOf('target', targetLang)}
      </div>
      <div className="pair-verdict" aria-live="polite">
        {error !== null && <p className="preview-error">{error}</p>}
        {!found && error === null && (
          <p className="field-hint">{t(source !== null && target !== null ? 'align.pairing' : 'align.foldersHint')}</p>
        )}
        {found?.pairs.length === 0 && <p className="field-hint">{t('align.noPairs')}</p>}
        {found && found.pairs.length > 0 && (
          <ul className="list list-tight pair-list">
            {found.pairs.map((pair) => (
              <li key={pair.source} className="list-row">
                <Checkbox
                  checked={!left.has(pair.source)}
                  onChange={(on) => {
                    const next = new Set(left);
                    if (on) next.delete(pair.source);
                    else next.add(pair.source);
                    setLeft(next);
                  }}
                >
                  {nameOf(pair.source)} — {nameOf(pair.target)}
                </Checkbox>
                <span className="bar-space" />
                <span className={pair.confirmed === true ? 'list-detail' : 'list-detail caution'}>
                  {t(pair.confirmed === true ? `align.paired.${pair.by}` : 'align.paired.doubtful')}
                </span>
              </li>
            ))}
          </ul>
        )}
        {found && found.alone.length > 0 && (
          <p className="field-hint">
            {t('align.alone', { count: found.alone.length, names: found.alone.map(nameOf).join(', ') })}
          </p>
        )}
      </div>
    </Dialog>
  );
}
