import { useEffect, useState } from 'react';
import { BookA, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { WordListInfo } from '../../../shared/contract/align.ts';
import { attempt } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { chooseFiles, nameOf } from '../../app/files/choose.ts';
import { errorText, speak } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { languageName } from '../../i18n/languages.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { alignAgain } from './actions.ts';
import { useAlign } from './state.ts';

/** The word lists and termbases whose pairs the aligner holds for certain: what they are, adding and removing them. */
export function WordLists({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const project = useApp((state) => state.project?.project ?? null);
  const session = useAlign((state) => state.session);
  const [lists, setLists] = useState<readonly WordListInfo[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    if (project === null) return undefined;
    let current = true;
    core.call('align.wordLists', { project }).then(
      (found) => current && setLists(found),
      (error: unknown) => current && setProblem(errorText(error)),
    );
    return () => {
      current = false;
    };
  }, [project]);
  if (project === null) return null;
  const add = async (): Promise<void> => {
    const paths = await chooseFiles('exchange', true);
    if (paths.length > 0) setProblem(null);
    for (const path of paths) {
      try {
        // One after the other: each is a step of its own, in the order chosen.
        // oxlint-disable-next-line no-await-in-loop
        const added = await core.call('align.addWordList', { project, path });
        setLists((present) => [
          ...(present ?? []).filter(({ id, name }) => id !== added.id && name !== added.name),
          added,
        ]);
        setChanged(true);
        speak(t('align.words.added', { count: added.entries, name: added.name }));
      } catch (error) {
        setProblem(`${nameOf(path)}: ${errorText(error, path)}`);
        return;
      }
    }
  };
  const remove = async (list: WordListInfo): Promise<void> => {
    const left = await attempt(t('align.words.removeFailed'), () =>
      core.call('align.removeWordList', { project, list: list.id }),
    );
    if (!left) return;
    // The button that was pressed goes with its list. The focus must not go with it: no key would reach the dialog.
    document.querySelector<HTMLElement>('[data-testid="words-add"]')?.focus();
    setLists(left);
    setChanged(true);
    speak(t('align.words.removed', { name: list.name }));
  };
  const again = (): void => {
    onClose();
    void alignAgain();
  };
  return (
    <Dialog
      title={t('align.words.title')}
      onClose={onClose}
      testId="word-lists"
      footer={
        <>
          <Button onPress={() => void add()} testId="words-add">
            <Plus size={15} aria-hidden /> {t('align.words.add')}
          </Button>
          <span className="bar-space" />
          {session && changed && (
            <Button onPress={again} testId="words-again">
              {t('align.words.again')}
            </Button>
          )}
          <Button kind="primary" onPress={onClose}>
            {t('align.words.done')}
          </Button>
        </>
      }
    >
      <p className="field-hint words-hint">{t('align.words.hint')}</p>
      {problem !== null && (
        <p className="preview-error" role="alert">
          {problem}
        </p>
      )}
      {lists?.length === 0 && <p className="words-none">{t('align.words.none')}</p>}
      {lists && lists.length > 0 && (
        <ul className="list words-list" aria-label={t('align.words.title')}>
          {lists.map((list) => (
            <One key={list.id} list={list} onRemove={() => void remove(list)} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function One({ list, onRemove }: { readonly list: WordListInfo; readonly onRemove: () => void }) {
  const { t, i18n } = useTranslation();
  const name = (language: string): string => languageName(language, i18n.language);
  const facts = [
    t(`align.words.format.${list.format}`),
    t('align.words.entries', { count: list.entries, shown: list.entries.toLocaleString(t('locale')) }),
    `${name(list.sourceLang)} – ${name(list.targetLang)}`,
    ...(list.addedAt === null
      ? []
      : [
          t('align.words.when', {
            date: new Date(list.addedAt).toLocaleDateString(t('locale'), { dateStyle: 'medium' }),
          }),
        ]),
  ];
  return (
    <li className="list-row" data-testid={`words-${list.id}`}>
      <BookA size={17} aria-hidden />
      <span className="words-name" title={list.path}>
        <strong>{list.name}</strong>
        <span className="list-detail">{facts.join(' · ')}</span>
      </span>
      <IconButton label={t('align.words.remove', { name: list.name })} icon={<Trash2 size={16} />} onPress={onRemove} />
    </li>
  );
}
