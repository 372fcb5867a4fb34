import { useRef } from 'react';
import { CaseSensitive, Regex, Search, WholeWord, X } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { TextQuery } from '../../../shared/text/find.ts';
import { useCommands } from '../../app/commands/registry.ts';
import { IconButton } from '../../ui/Button.tsx';
import { changeQuery } from './actions.ts';
import { FilterMenus } from './FilterMenus.tsx';
import { useMemory } from './state.ts';
import { clearQuery } from './UnitList.tsx';

const EMPTY_FIND: TextQuery = { text: '', matchCase: false, wholeWord: false, regex: false };
const SIDES = ['both', 'source', 'target'] as const;

/** What is looked for: a text on either side, and what the units are like. */
export function SearchBar() {
  const { t } = useTranslation();
  const query = useMemory((state) => state.query);
  const wrong = useMemory((state) => state.wrong);
  const input = useRef<HTMLInputElement>(null);
  const find = query.find ?? EMPTY_FIND;
  const side = query.side ?? 'both';
  const filtered = Object.entries(query).some(
    ([key, value]) => key !== 'side' && (key !== 'find' || value !== undefined),
  );
  const change = (part: Partial<TextQuery>): void => {
    const next = { ...find, ...part };
    const idle = next.text === '' && !next.matchCase && !next.regex && !next.wholeWord;
    changeQuery({ find: idle ? undefined : next }, 'text' in part);
  };
  useCommands({
    'find.filter': () => {
      input.current?.focus();
      input.current?.select();
    },
    'find.clear': clearQuery,
  });
  return (
    <div className="memory-search" data-region="filter">
      <div className={`filter-field memory-field${wrong ? ' filter-wrong' : ''}`}>
        <Search size={15} aria-hidden />
        <input
          ref={input}
          type="text"
          data-testid="memory-find"
          value={find.text}
          placeholder={t('memory.find')}
          aria-label={t('memory.find')}
          aria-invalid={wrong !== null}
          spellCheck={false}
          onChange={(event) => change({ text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && find.text !== '') {
              event.stopPropagation();
              change({ text: '' });
            }
            if (event.key === 'ArrowDown' || event.key === 'Enter') {
              event.preventDefault();
              document.querySelector<HTMLElement>('.units .grid-scroll')?.focus();
            }
          }}
        />
        <FindToggle label={t('filter.case')} on={find.matchCase} set={(matchCase) => change({ matchCase })}>
          <CaseSensitive size={16} />
        </FindToggle>
        <FindToggle label={t('filter.word')} on={find.wholeWord} set={(wholeWord) => change({ wholeWord })}>
          <WholeWord size={16} />
        </FindToggle>
        <FindToggle label={t('filter.regex')} on={find.regex} set={(regex) => change({ regex })}>
          <Regex size={15} />
        </FindToggle>
        <MenuTrigger>
          <Button className="side-button" aria-label={`${t('filter.side')}: ${t(`filter.side.${side}`)}`}>
            {t(`filter.side.${side}`)}
          </Button>
          <Popover className="popover">
            <Menu
              className="menu"
              aria-label={t('filter.side')}
              onAction={(key) => changeQuery({ side: key === 'both' ? undefined : (key as 'source' | 'target') })}
            >
              {SIDES.map((it) => (
                <MenuItem key={it} id={it} className="menu-item">
                  <span className="menu-check">{it === side ? '✓' : ''}</span>
                  <span className="menu-label">{t(`filter.side.${it}`)}</span>
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      </div>
      <FilterMenus />
      {filtered && (
        <IconButton label={t('memory.clear')} icon={<X size={15} />} onPress={clearQuery} testId="memory-clear" />
      )}
    </div>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly on: boolean;
  readonly set: (on: boolean) => void;
  readonly children: React.ReactNode;
}

function FindToggle({ label, on, set, children }: ToggleProps) {
  return (
    <ToggleButton className="toggle" isSelected={on} onChange={set} aria-label={label}>
      {children}
    </ToggleButton>
  );
}
