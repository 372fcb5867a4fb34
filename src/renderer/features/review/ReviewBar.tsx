import { ArrowLeftRight, ChevronDown, Columns2, Ellipsis, Pilcrow, Redo2, Undo2 } from 'lucide-react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { effectiveKeys } from '../../app/commands/keymap.ts';
import { runCommand } from '../../app/commands/registry.ts';
import { useApp } from '../../app/state.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { exchangeSides, openDocument } from './actions.ts';
import { stepBack } from './deciding.ts';
import { StatePicker } from './StatePicker.tsx';
import { useReview } from './state.ts';

const MENU = [
  'review.version',
  'review.series',
  'review.merge',
  'review.source',
  'review.report',
  'review.acceptAll',
  'review.rejectAll',
];

/** What is compared with what, and everything that can be done with it. */
export function ReviewBar() {
  const { t } = useTranslation();
  const project = useApp((state) => state.project);
  const own = useApp((state) => state.settings.keys);
  const keys = effectiveKeys(own);
  const document = useReview((state) => state.document);
  const layout = useReview((state) => state.layout);
  const spaces = useReview((state) => state.spaces);
  const name = project?.documents.find(({ id }) => id === document)?.name;
  const key = (id: string): string | undefined => keys.get(id)?.[0];
  return (
    <header className="bar rev-bar" data-region="toolbar">
      <MenuTrigger>
        <AriaButton className="title-button" data-testid="review-document">
          <span className="title-project">{project?.name}</span>
          <span className="title-document">{name}</span>
          <ChevronDown size={15} aria-hidden />
        </AriaButton>
        <Popover className="popover">
          <Menu
            className="menu"
            aria-label={t('review.documentsOfProject')}
            onAction={(id) => {
              if (project) void openDocument(project.project, Number(id));
            }}
          >
            {(project?.documents ?? []).map((it) => (
              <MenuItem key={it.id} id={String(it.id)} textValue={it.name} className="menu-item">
                <span className="menu-check">{it.id === document ? '✓' : ''}</span>
                <span className="menu-label">{it.name}</span>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <span className="bar-rule" />
      <StatePicker side="a" label={t('review.from')} />
      <IconButton
        label={t('review.exchange')}
        icon={<ArrowLeftRight size={15} />}
        onPress={exchangeSides}
        testId="exchange-sides"
      />
      <StatePicker side="b" label={t('review.to')} />
      <span className="bar-space" />
      <IconButton
        label={t('command.review.layout')}
        keys={key('review.layout')}
        icon={<Columns2 size={17} />}
        pressed={layout === 'side'}
        testId="review-layout"
        onPress={() => runCommand('review.layout')}
      />
      <IconButton
        label={t('command.review.spaces')}
        keys={key('review.spaces')}
        icon={<Pilcrow size={16} />}
        pressed={spaces}
        testId="review-spaces"
        onPress={() => runCommand('review.spaces')}
      />
      <span className="bar-rule" />
      <IconButton
        label={t('command.edit.undo')}
        keys={key('edit.undo')}
        icon={<Undo2 size={17} />}
        onPress={() => void stepBack('undo')}
      />
      <IconButton
        label={t('command.edit.redo')}
        keys={key('edit.redo')}
        icon={<Redo2 size={17} />}
        onPress={() => void stepBack('redo')}
      />
      <MenuTrigger>
        <IconButton label={t('review.more')} icon={<Ellipsis size={18} />} testId="review-more" />
        <Popover className="popover">
          <Menu className="menu" aria-label={t('review.more')} onAction={(id) => runCommand(String(id))}>
            {MENU.map((id) => (
              <MenuItem key={id} id={id} className="menu-item" textValue={t(`command.${id}`)}>
                <span className="menu-check" />
                <span className="menu-label">{t(`command.${id}`)}</span>
                {key(id) === undefined ? null : <Keys stroke={key(id) ?? ''} />}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </header>
  );
}
