import { ChevronDown, Ellipsis, Redo2, Undo2 } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { openDocument } from '../../app/actions.ts';
import { effectiveKeys } from '../../app/commands/keymap.ts';
import { runCommand } from '../../app/commands/registry.ts';
import { useApp } from '../../app/state.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { FilterBar } from './FilterBar.tsx';
import { redo, undo } from './actions.ts';
import { useSignal } from '../../bitext/hooks.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';

/** What the menu offers to those who point rather than type. */
const MENU: readonly (readonly string[])[] = [
  ['bead.confirmNext', 'bead.confirm', 'bead.unconfirm'],
  ['text.copySource', 'text.clear', 'code.insert', 'code.next'],
  ['bead.merge', 'bead.split'],
  ['bead.comment', 'bead.bookmark', 'bead.lock', 'bead.exclude'],
  ['go.row', 'go.nextUnconfirmed', 'go.nextNewSource', 'find.replace', 'find.concordance'],
  ['panel.toggle', 'panel.earlier'],
  ['project.export'],
];

export function Toolbar({ session }: { readonly session: BitextSession }) {
  const { t } = useTranslation();
  const project = useApp((state) => state.project);
  const document = project?.documents.find((it) => it.id === session.document);
  const own = useApp((state) => state.settings.keys);
  const keys = effectiveKeys(own);
  const canUndo = useSignal(session.canUndo);
  const canRedo = useSignal(session.canRedo);
  return (
    <header className="bar" data-region="toolbar">
      <MenuTrigger>
        <Button className="title-button" data-testid="document-menu">
          <span className="title-project">{project?.name}</span>
          <span className="title-document">{document?.name}</span>
          <ChevronDown size={15} aria-hidden />
        </Button>
        <Popover className="popover">
          <Menu className="menu" aria-label={t('translate.documents')} onAction={(key) => openDocument(Number(key))}>
            {(project?.documents ?? [])
              .filter((it) => it.kind === 'translation')
              .map((it) => (
                <MenuItem key={it.id} id={it.id} textValue={it.name} className="menu-item">
                  <span className="menu-check">{it.id === session.document ? '✓' : ''}</span>
                  <span className="menu-label">{it.name}</span>
                  <span className="menu-detail">
                    {it.progress.beads === 0
                      ? 0
                      : Math.floor((100 * it.progress.byStatus.confirmed) / it.progress.beads)}
                    %
                  </span>
                </MenuItem>
              ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <span className="bar-space" />
      <FilterBar />
      <span className="bar-rule" aria-hidden />
      <IconButton
        label={t('command.edit.undo')}
        keys={keys.get('edit.undo')?.[0]}
        icon={<Undo2 size={17} />}
        isDisabled={!canUndo}
        preventFocusOnPress
        onPress={() => void undo()}
        testId="undo"
      />
      <IconButton
        label={t('command.edit.redo')}
        keys={keys.get('edit.redo')?.[0]}
        icon={<Redo2 size={17} />}
        isDisabled={!canRedo}
        preventFocusOnPress
        onPress={() => void redo()}
        testId="redo"
      />
      <MenuTrigger>
        <Button className="icon-button" aria-label={t('translate.more')} data-testid="bead-menu">
          <Ellipsis size={18} />
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu
            className="menu"
            aria-label={t('translate.more')}
            onAction={(key) => setTimeout(() => runCommand(String(key)))}
          >
            {MENU.flatMap((group, i) => [
              ...(i > 0 ? [<Separator key={`rule-${group[0]}`} className="menu-rule" />] : []),
              ...group.map((id) => {
                const [key] = keys.get(id) ?? [];
                return (
                  <MenuItem key={id} id={id} textValue={t(`command.${id}`)} className="menu-item">
                    <span className="menu-label">{t(`command.${id}`)}</span>
                    {key ? <Keys stroke={key} /> : null}
                  </MenuItem>
                );
              }),
            ])}
          </Menu>
        </Popover>
      </MenuTrigger>
    </header>
  );
}
