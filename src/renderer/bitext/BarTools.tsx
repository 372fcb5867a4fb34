import type { ReactNode } from 'react';
import { ChevronDown, Ellipsis, Redo2, Undo2 } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { DocumentInfo } from '../../shared/contract/types.ts';
import { openDocument } from '../app/actions.ts';
import { effectiveKeys } from '../app/commands/keymap.ts';
import type { CommandId } from '../app/commands/catalogue.ts';
import { canRun, runCommand } from '../app/commands/registry.ts';
import { useApp } from '../app/state.ts';
import { IconButton } from '../ui/Button.tsx';
import { ChoiceMenu } from '../ui/ChoiceMenu.tsx';
import { Keys } from '../ui/Keys.tsx';
import type { BitextSession } from './bitext-session.ts';
import { useSignal } from './hooks.ts';

/* What the bars of all views of a bitext have in common. */

/** Every command's keys as they are now. */
export function useKeys(): ReadonlyMap<CommandId, readonly string[]> {
  return effectiveKeys(useApp((state) => state.settings.keys));
}

const NONE: readonly CommandId[] = [];

interface DocumentMenuProps {
  readonly session: BitextSession;
  readonly kind: DocumentInfo['kind'];
  readonly label: string;
  readonly testId: string;
  /** What is said of each document beside its name. */
  readonly detail?: (document: DocumentInfo) => ReactNode;
  /** Commands offered below the documents. */
  readonly commands?: readonly CommandId[];
}

/** The name of the document shown, and the way to the others of its kind. */
export function DocumentMenu({ session, kind, label, testId, detail, commands = NONE }: DocumentMenuProps) {
  const { t } = useTranslation();
  const project = useApp((state) => state.project);
  const document = project?.documents.find((it) => it.id === session.document);
  return (
    <ChoiceMenu
      label={label}
      button={
        <Button className="title-button" data-testid={testId}>
          <span className="title-project">{project?.name}</span>
          <span className="title-document">{document?.name}</span>
          <ChevronDown size={15} aria-hidden />
        </Button>
      }
      choices={(project?.documents ?? [])
        .filter((it) => it.kind === kind)
        .map((it) => ({
          id: String(it.id),
          name: it.name,
          detail: detail?.(it),
          chosen: it.id === session.document,
        }))}
      further={commands.map((id) => ({ id, name: t(`command.${id}`) }))}
      onChoose={(id) => {
        if (commands.includes(id)) runCommand(id);
        else openDocument(Number(id));
      }}
    />
  );
}

const STEPS = [
  { name: 'undo', Icon: Undo2 },
  { name: 'redo', Icon: Redo2 },
] as const;

interface StepsProps {
  readonly session: BitextSession;
  readonly onStep: (direction: 'undo' | 'redo') => Promise<void>;
}

/** The buttons that take a step back and do it again. */
export function StepButtons({ session, onStep }: StepsProps) {
  const { t } = useTranslation();
  const keys = useKeys();
  const can = { undo: useSignal(session.canUndo), redo: useSignal(session.canRedo) };
  return STEPS.map(({ name, Icon }) => (
    <IconButton
      key={name}
      label={t(`command.edit.${name}`)}
      keys={keys.get(`edit.${name}`)?.[0]}
      icon={<Icon size={17} />}
      isDisabled={!can[name]}
      preventFocusOnPress
      onPress={() => void onStep(name)}
      testId={name}
    />
  ));
}

interface CommandMenuProps {
  readonly label: string;
  readonly testId: string;
  readonly groups: readonly (readonly CommandId[])[];
}

/** A menu of commands with their keys, for those who point rather than type. */
export function CommandMenu({ label, testId, groups }: CommandMenuProps) {
  const { t } = useTranslation();
  const keys = useKeys();
  return (
    <MenuTrigger>
      <IconButton label={label} icon={<Ellipsis size={18} />} testId={testId} />
      <Popover className="popover" placement="bottom end">
        {/* The menu gives the focus back first: a command may want to put it elsewhere. */}
        <Menu className="menu" aria-label={label} onAction={(key) => setTimeout(() => runCommand(String(key)))}>
          {groups.flatMap((group, i) => [
            ...(i > 0 ? [<Separator key={`rule-${group[0]}`} className="menu-rule" />] : []),
            ...group.map((id) => {
              const [key] = keys.get(id) ?? [];
              return (
                <MenuItem
                  key={id}
                  id={id}
                  textValue={t(`command.${id}`)}
                  className="menu-item"
                  isDisabled={!canRun(id)}
                >
                  <span className="menu-label">{t(`command.${id}`)}</span>
                  {key ? <Keys stroke={key} /> : null}
                </MenuItem>
              );
            }),
          ])}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
