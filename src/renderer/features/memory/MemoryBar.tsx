import { ArrowLeftRight, ChevronDown, Ellipsis, FileInput, PanelRight, Redo2, Undo2 } from 'lucide-react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { effectiveKeys } from '../../app/commands/keymap.ts';
import { runCommand } from '../../app/commands/registry.ts';
import { useApp } from '../../app/state.ts';
import { languageName } from '../../i18n/languages.ts';
import { IconButton } from '../../ui/Button.tsx';
import { changePair, moveStep, openMemory, pickImport } from './actions.ts';
import { useMemory } from './state.ts';

/** Which memory is open, in which languages, and what can be done with it as a whole. */
export function MemoryBar() {
  const { t } = useTranslation();
  const opened = useMemory((state) => state.opened);
  const tab = useMemory((state) => state.tab);
  const own = useApp((state) => state.settings.keys);
  const keys = effectiveKeys(own);
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
          <MoreMenu />
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
    <MenuTrigger>
      <AriaButton className="title-button" data-testid="memory-menu">
        <span className="title-document">
          {opening === null ? (fromTmx ?? opened?.name ?? t('view.memory')) : t('memory.opening', { name: opening })}
        </span>
        {opened && opening === null && (
          <span className="title-project">{t('memories.units', { count: opened.units })}</span>
        )}
        <ChevronDown size={15} aria-hidden />
      </AriaButton>
      <Popover className="popover">
        <Menu
          className="menu"
          aria-label={t('memory.which')}
          onAction={(key) => {
            const name = String(key);
            if ((SPECIAL as readonly string[]).includes(name)) runCommand(name);
            else void openMemory(name);
          }}
        >
          {memories.map(({ path, name, units, writable, problem }) => (
            <MenuItem key={path} id={path} className="menu-item" textValue={name} isDisabled={problem !== null}>
              <span className="menu-check">{path === opened?.memory ? '✓' : ''}</span>
              <span className="menu-label">
                {name}
                {writable && <span className="memory-writes"> {t('memory.writesHere')}</span>}
              </span>
              <span className="menu-detail">{units.toLocaleString(t('locale'))}</span>
            </MenuItem>
          ))}
          {memories.length > 0 && <Separator className="menu-rule" />}
          {SPECIAL.map((command) => (
            <MenuItem key={command} id={command} className="menu-item">
              <span className="menu-check" />
              <span className="menu-label">{t(`command.${command}`)}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
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
    <MenuTrigger>
      <AriaButton className="chip-button" data-testid="memory-pair" aria-label={t('memory.pair')}>
        <ArrowLeftRight size={14} aria-hidden />
        <span>{name(pair.sourceLang, pair.targetLang)}</span>
      </AriaButton>
      <Popover className="popover">
        <Menu
          className="menu"
          aria-label={t('memory.pair')}
          onAction={(key) => {
            const [sourceLang = '', targetLang = ''] = String(key).split(' ');
            changePair({ sourceLang, targetLang });
          }}
        >
          {pairs.map(({ source, target }) => (
            <MenuItem key={`${source} ${target}`} id={`${source} ${target}`} className="menu-item">
              <span className="menu-check">{source === pair.sourceLang && target === pair.targetLang ? '✓' : ''}</span>
              <span className="menu-label">{name(source, target)}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

const MORE = [
  'memory.export',
  'memory.merge',
  'memory.split',
  'memory.reverse',
  'memory.imports',
  'memory.figures',
] as const;

function MoreMenu() {
  const { t } = useTranslation();
  return (
    <MenuTrigger>
      <AriaButton className="icon-button" aria-label={t('memory.more')} data-testid="memory-more">
        <Ellipsis size={18} aria-hidden />
      </AriaButton>
      <Popover className="popover">
        <Menu className="menu" aria-label={t('memory.more')} onAction={(key) => runCommand(String(key))}>
          {MORE.map((command) => (
            <MenuItem key={command} id={command} className="menu-item">
              <span className="menu-check" />
              <span className="menu-label">{t(`command.${command}`)}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
