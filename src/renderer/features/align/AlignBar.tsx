import { useMemo } from 'react';
import { ChevronDown, ChevronUp, Ellipsis, Redo2, Undo2 } from 'lucide-react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { alignmentTally } from '../../../shared/bitext/aligned.ts';
import { openDocument } from '../../app/actions.ts';
import { effectiveKeys } from '../../app/commands/keymap.ts';
import { canRun, runCommand } from '../../app/commands/registry.ts';
import { useApp } from '../../app/state.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { useSignal } from '../../bitext/hooks.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { goToDoubtful, stepBack } from './actions.ts';
import { judgedBeads } from './opinions.ts';
import type { PageLines } from './rows.ts';
import { openDialog, useAlign } from './state.ts';

/** Every verb for those who point rather than type. */
const MENU: readonly (readonly string[])[] = [
  ['align.sendDown', 'align.pullUp', 'align.splitBoth', 'align.mergeAbove', 'align.merge'],
  ['align.sentenceDown', 'align.sentenceUp', 'align.splitSentence', 'align.joinSentences', 'align.edit'],
  ['align.unlink', 'align.link', 'align.swap', 'align.notTranslated'],
  ['align.confirm', 'align.confirmAbove', 'align.pin', 'align.realign', 'align.again'],
  ['align.bookmark', 'align.exclude', 'bead.lock'],
  ['align.openPair', 'align.openFolders', 'align.openBitext', 'align.addWordList', 'project.export'],
];

/** The document, how many of its beads are expected to be wrong, and the way to them. */
export function AlignBar({ session, page }: { readonly session: BitextSession; readonly page: PageLines }) {
  const { t } = useTranslation();
  const project = useApp((state) => state.project);
  const document = project?.documents.find((it) => it.id === session.document);
  const own = useApp((state) => state.settings.keys);
  const keys = effectiveKeys(own);
  const canUndo = useSignal(session.canUndo);
  const canRedo = useSignal(session.canRedo);
  const opinions = useAlign((state) => state.opinions);
  const changed = useSignal(session.changed);
  // oxlint-disable-next-line react-hooks/exhaustive-deps, react/memo-dependencies -- counted anew after each change
  const tally = useMemo(() => alignmentTally(judgedBeads(session, opinions)), [session, opinions, changed]);
  const wrong = tally.expectedWrong;
  const number = (value: number): string =>
    value.toLocaleString(t('locale'), { maximumFractionDigits: value < 10 ? 1 : 0 });
  return (
    <header className="bar" data-region="toolbar">
      <MenuTrigger>
        <AriaButton className="title-button" data-testid="alignment-menu">
          <span className="title-project">{project?.name}</span>
          <span className="title-document">{document?.name}</span>
          <ChevronDown size={15} aria-hidden />
        </AriaButton>
        <Popover className="popover">
          <Menu
            className="menu"
            aria-label={t('align.documents')}
            onAction={(key) => (key === 'open' ? openDialog('pair') : openDocument(Number(key)))}
          >
            {(project?.documents ?? [])
              .filter((it) => it.kind === 'alignment')
              .map((it) => (
                <MenuItem key={it.id} id={it.id} textValue={it.name} className="menu-item">
                  <span className="menu-check">{it.id === session.document ? '✓' : ''}</span>
                  <span className="menu-label">{it.name}</span>
                </MenuItem>
              ))}
            <Separator className="menu-rule" />
            <MenuItem id="open" className="menu-item">
              <span className="menu-check" />
              <span className="menu-label">{t('command.align.openPair')}</span>
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <p className="align-outlook" data-testid="expected-wrong">
        {wrong < 0.05
          ? t('align.outlookNone')
          : t('align.outlook', { count: wrong < 1 ? 1 : wrong, shown: number(wrong) })}
      </p>
      <span className="bar-space" />
      <span className="align-doubts" data-testid="doubt-count">
        {page.doubtful.length === 0 ? t('align.noDoubt') : t('align.doubts', { count: page.doubtful.length })}
      </span>
      <IconButton
        label={t('command.align.previousDoubtful')}
        keys={keys.get('align.previousDoubtful')?.[0]}
        icon={<ChevronUp size={18} />}
        isDisabled={page.doubtful.length === 0}
        preventFocusOnPress
        onPress={() => goToDoubtful(-1)}
        testId="previous-doubtful"
      />
      <IconButton
        label={t('command.align.nextDoubtful')}
        keys={keys.get('align.nextDoubtful')?.[0]}
        icon={<ChevronDown size={18} />}
        isDisabled={page.doubtful.length === 0}
        preventFocusOnPress
        onPress={() => goToDoubtful(1)}
        testId="next-doubtful"
      />
      <span className="bar-rule" aria-hidden />
      <Button kind="quiet" onPress={() => openDialog('send')} testId="align-send">
        {t('align.send')}
      </Button>
      <span className="bar-rule" aria-hidden />
      <IconButton
        label={t('command.edit.undo')}
        keys={keys.get('edit.undo')?.[0]}
        icon={<Undo2 size={17} />}
        isDisabled={!canUndo}
        preventFocusOnPress
        onPress={() => void stepBack('undo')}
        testId="undo"
      />
      <IconButton
        label={t('command.edit.redo')}
        keys={keys.get('edit.redo')?.[0]}
        icon={<Redo2 size={17} />}
        isDisabled={!canRedo}
        preventFocusOnPress
        onPress={() => void stepBack('redo')}
        testId="redo"
      />
      <MenuTrigger>
        <AriaButton className="icon-button" aria-label={t('align.verbs')} data-testid="align-menu">
          <Ellipsis size={18} />
        </AriaButton>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" aria-label={t('align.verbs')} onAction={(key) => void runCommand(String(key))}>
            {MENU.flatMap((section, i) => [
              ...(i > 0 ? [<Separator key={`rule ${section[0] ?? ''}`} className="menu-rule" />] : []),
              ...section.map((id) => {
                const stroke = keys.get(id)?.[0];
                return (
                  <MenuItem key={id} id={id} className="menu-item" isDisabled={!canRun(id)}>
                    <span className="menu-label">{t(`command.${id}`)}</span>
                    {stroke ? <Keys stroke={stroke} /> : null}
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
