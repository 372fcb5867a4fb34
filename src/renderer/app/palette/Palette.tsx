/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events -- a combobox with its listbox (ARIA APG): the keys are handled in the text field */
import { useMemo, useRef, useState } from 'react';
import { Search } from 'lucide-react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Keys } from '../../ui/Keys.tsx';
import { catalogue } from '../commands/catalogue.ts';
import { effectiveKeys } from '../commands/keymap.ts';
import { canRun, runCommand } from '../commands/registry.ts';
import { useApp } from '../state.ts';
import { rank } from './rank.ts';

/** Every command by name, with its keys; typing narrows the list. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const own = useApp((state) => state.settings.keys);
  const keys = useMemo(() => effectiveKeys(own), [own]);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const entries = useMemo(() => {
    const named = catalogue
      .filter((entry) => entry.id !== 'window.palette')
      .map((entry) => ({ ...entry, name: t(`command.${entry.id}`), groupName: t(`group.${entry.group}`) }));
    return rank(named, text, (entry) => `${entry.name} ${entry.groupName}`).toSorted(
      (a, b) => Number(canRun(b.id)) - Number(canRun(a.id)),
    );
  }, [text, t]);
  const choose = (id: string): void => {
    onClose();
    // After the dialog has given the focus back.
    setTimeout(() => runCommand(id), 30);
  };
  const go = (to: number): void => {
    const next = Math.max(0, Math.min(entries.length - 1, to));
    setChosen(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <ModalOverlay className="veil veil-top" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="palette">
        <Dialog aria-label={t('palette.label')} className="palette-body" data-testid="palette">
          <div className="palette-field">
            <Search size={17} aria-hidden />
            <input
              // The palette is opened to be typed into at once.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              type="text"
              role="combobox"
              aria-expanded="true"
              aria-controls="palette-list"
              aria-activedescendant={entries[chosen] ? `palette-${entries[chosen].id}` : undefined}
              aria-label={t('palette.label')}
              placeholder={t('palette.placeholder')}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setChosen(0);
              }}
              onKeyDown={(event) => {
                const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
                if (step !== undefined) {
                  event.preventDefault();
                  go(chosen + step);
                } else if (event.key === 'Enter') {
                  event.preventDefault();
                  const entry = entries[chosen];
                  if (entry && canRun(entry.id)) choose(entry.id);
                }
              }}
            />
          </div>
          <div className="palette-list" id="palette-list" role="listbox" aria-label={t('palette.label')} ref={list}>
            {entries.map((entry, i) => {
              const able = canRun(entry.id);
              return (
                <div
                  key={entry.id}
                  id={`palette-${entry.id}`}
                  role="option"
                  aria-selected={i === chosen}
                  aria-disabled={!able}
                  tabIndex={-1}
                  className={`palette-entry${i === chosen ? ' palette-chosen' : ''}`}
                  onMouseMove={() => setChosen(i)}
                  onClick={() => able && choose(entry.id)}
                >
                  <span className="palette-group">{entry.groupName}</span>
                  <span className="palette-name">{entry.name}</span>
                  {(keys.get(entry.id) ?? []).map((key) => (
                    <Keys key={key} stroke={key} />
                  ))}
                </div>
              );
            })}
            {entries.length === 0 && <p className="panel-message">{t('palette.none')}</p>}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
