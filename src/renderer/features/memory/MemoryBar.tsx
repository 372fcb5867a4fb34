import { ArrowLeftRight, ChevronDown, FileInput, PanelRight, Redo2, Undo2 } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { runCommand } from '../../app/commands/registry.ts';
import { useApp } from '../../app/state.ts';
import { languageName } from '../../i18n/languages.ts';
import { CommandMenu, useKeys } from '../../bitext/BarTools.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { ChoiceMenu } from '../../ui/ChoiceMenu.tsx';
import { changePair, moveStep, openMemory, pickImport } from './actions.ts';
import { useMemory } from './state.ts';

const MORE = [
  ['memory.export', 'memory.merge', 'memory.split', 'memory.reverse', 'memory.imports', 'memory.figures'],
] as const;

/** Which memory is open, in which languages, and what can be done with it as a whole. */
export function MemoryBar() {
  const { t } = useTranslation();
  const opened = useMemory((state) => state.opened);
  const tab = useMemory((state) => state.tab);
  const keys = useKeys();
  const stepName = (label: string | null | undefined): string => (label ? ` · ${t(`memory.step.${label}`)}` : '');
  return (
    <header className="bar" data-region="bar">
      <MemoryMenu />
      {opened && <Pair />}
      <span className="bar-space" />
      {opened && (
        <>
          <IconButton
            label={`${t('command.edit.undo')}${stepName(opened.undo)}`}
            keys={keys.get('edit.undo')?.[0]}
            icon={<Undo2 size={17} />}
            isDisabled={opened.undo === null}
            onPress={() => void moveStep('undo')}
            testId="memory-undo"
          />
          <IconButton
            label={`${t('command.edit.redo')}${stepName(opened.redo)}`}
            keys={keys.get('edit.redo')?.[0]}
            icon={<Redo2 size={17} />}
            isDisabled={opened.redo === null}
            onPress={() => void moveStep('redo')}
            testId="memory-redo"
          />
          <span className="bar-rule" />
          <IconButton
            label={t('command.memory.import')}
            icon={<FileInput size={17} />}
            onPress={() => void pickImport()}
            testId="memory-import"
          />
          <IconButton
            label={t('command.panel.toggle')}
            keys={keys.get('panel.toggle')?.[0]}
            icon={<PanelRight size={17} />}
            pressed={tab !== null}
            onPress={() => useMemory.setState({ tab: tab === null ? 'unit' : null })}
          />
          <CommandMenu label={t('memory.more')} testId="memory-more" groups={MORE} />
        </>
      )}
    </header>
  );
}

const SPECIAL = ['memory.open', 'memory.openTmx'] as const;

function MemoryMenu() {
  const { t } = useTranslation();
  const opened = useMemory((state) => state.opened);
  const fromTmx = useMemory((state) => state.fromTmx);
  const opening = useMemory((state) => state.opening);
  const memories = useApp((state) => state.project?.memories) ?? [];
  return (
    <ChoiceMenu
      label={t('memory.which')}
      button={
        <AriaButton className="title-button" data-testid="memory-menu">
          <span className="title-document">
            {opening === null ? (fromTmx ?? opened?.name ?? t('view.memory')) : t('memory.opening', { name: opening })}
          </span>
          {opened && opening === null && (
            <span className="title-project">{t('memories.units', { count: opened.units })}</span>
          )}
          <ChevronDown size={15} aria-hidden />
        </AriaButton>
      }
      choices={memories.map(({ path, name, units, writable, problem }) => ({
        id: path,
        name,
        note: writable && <span className="memory-writes"> {t('memory.writesHere')}</span>,
        detail: units.toLocaleString(t('locale')),
        chosen: path === opened?.memory,
        isDisabled: problem !== null,
      }))}
      further={SPECIAL.map((command) => ({ id: command, name: t(`command.${command}`) }))}
      onChoose={(id) => {
        if ((SPECIAL as readonly string[]).includes(id)) runCommand(id);
        else void openMemory(id);
      }}
    />
  );
}

function Pair() {
  const { t, i18n } = useTranslation();
  const pair = useMemory((state) => state.pair);
  const languages = useMemory((state) => state.opened?.languages) ?? [];
  const pairs = languages.flatMap((source) =>
    languages.filter((target) => target !== source).map((target) => ({ source, target })),
  );
  const name = (source: string, target: string): string =>
    `${languageName(source, i18n.language)} → ${languageName(target, i18n.language)}`;
  return (
    <ChoiceMenu
      label={t('memory.pair')}
      button={
        <AriaButton className="chip-button" data-testid="memory-pair" aria-label={t('memory.pair')}>
          <ArrowLeftRight size={14} aria-hidden />
          <span>{name(pair.sourceLang, pair.targetLang)}</span>
        </AriaButton>
      }
      choices={pairs.map(({ source, target }) => ({
        id: `${source} ${target}`,
        name: name(source, target),
        chosen: source === pair.sourceLang && target === pair.targetLang,
      }))}
      onChoose={(id) => {
        const [sourceLang = '', targetLang = ''] = id.split(' ');
        changePair({ sourceLang, targetLang });
      }}
    />
  );
}
