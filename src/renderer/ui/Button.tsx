import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ButtonProps } from 'react-aria-components';
import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import { Keys } from './Keys.tsx';

interface Props extends Omit<ButtonProps, 'children' | 'className'> {
  readonly kind?: 'plain' | 'primary' | 'quiet' | 'danger';
  readonly children: ReactNode;
  readonly testId?: string;
}

/** A button with words. */
export function Button({ kind = 'plain', testId, children, ...props }: Props) {
  return (
    <AriaButton {...props} className={`button button-${kind}`} data-testid={testId}>
      {children}
    </AriaButton>
  );
}

interface IconProps extends Omit<ButtonProps, 'children' | 'className' | 'aria-label'> {
  readonly label: string;
  /** The keys that do the same, shown with the name. */
  readonly keys?: string | undefined;
  readonly icon: ReactNode;
  readonly testId?: string;
  readonly pressed?: boolean;
}

/** A button with an icon; its name and key show when it is pointed at or focused. */
export function IconButton({ label, keys, icon, testId, pressed, ...props }: IconProps) {
  const [told, setTold] = useState(false);
  useEffect(() => {
    if (!told) return undefined;
    // An open tooltip would take Escape for itself; hidden before it hears of the key, it leaves the key to the dialog.
    const hide = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') flushSync(() => setTold(false));
    };
    window.addEventListener('keydown', hide, true);
    return () => window.removeEventListener('keydown', hide, true);
  }, [told]);
  return (
    <TooltipTrigger delay={500} closeDelay={0} isOpen={told} onOpenChange={setTold}>
      <AriaButton
        {...props}
        className="icon-button"
        aria-label={label}
        data-testid={testId}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      >
        {icon}
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {label}
        {keys ? <Keys stroke={keys} /> : null}
      </Tooltip>
    </TooltipTrigger>
  );
}
