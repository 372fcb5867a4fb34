import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';

interface MenuChoice {
  readonly id: string;
  readonly name: string;
  /** Follows the name on its line. */
  readonly note?: ReactNode;
  /** Stands at the end of the line. */
  readonly detail?: ReactNode;
  /** True for what is chosen now. */
  readonly chosen?: boolean;
  readonly isDisabled?: boolean;
}

interface Props {
  /** The menu's name, for screen readers. */
  readonly label: string;
  /** The button that opens the menu. */
  readonly button: ReactNode;
  readonly choices: readonly MenuChoice[];
  /** What else can be done here, below a rule. */
  readonly further?: readonly MenuChoice[];
  readonly onChoose: (id: string) => void;
}

const NONE: readonly MenuChoice[] = [];

function item({ id, name, note, detail, chosen = false, isDisabled = false }: MenuChoice) {
  return (
    <MenuItem key={id} id={id} textValue={name} className="menu-item" isDisabled={isDisabled}>
      <span className="menu-check">{chosen ? '✓' : ''}</span>
      <span className="menu-label">
        {name}
        {note}
      </span>
      {detail === undefined ? null : <span className="menu-detail">{detail}</span>}
    </MenuItem>
  );
}

/** A button and the menu it opens to choose one of several, the present one ticked. */
export function ChoiceMenu({ label, button, choices, further = NONE, onChoose }: Props) {
  return (
    <MenuTrigger>
      {button}
      <Popover className="popover">
        <Menu className="menu" aria-label={label} onAction={(key) => onChoose(String(key))}>
          {choices.map(item)}
          {choices.length > 0 && further.length > 0 && <Separator className="menu-rule" />}
          {further.map(item)}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
