import { useEffect, useRef, useState } from 'react';
import { CaseSensitive, ListFilter, Regex, Search, WholeWord, X } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../app/commands/registry.ts';
import { IconButton } from '../../ui/Button.tsx';
import type { BeadKind, FilterQuery } from './model/search.ts';
import { emptyFilter, isEmptyFilter } from './model/search.ts';
import { useTranslate } from './state.ts';

const KINDS: readonly BeadKind[] = [
  'untranslated',
  'draft',
  'translated',
  'confirmed',
  'locked',
  'excluded',
  'bookmarked',
  'commented',
  'codes',
  'matched',
];

function change(part: Partial<FilterQuery>): void {
  useTranslate.setState((state) => ({ filter: { ...state.filter, ...part } }));
}

/** Shows only the beads that hold a text or are of some kind. */
export function FilterBar() {
  const { t } = useTranslation();
  const filter = useTranslate((state) => state.filter);
  const found = useTranslate((state) => state.found);
  const error = useTranslate((state) => state.filterError);
  const input = useRef<HTMLInputElement>(null);
  const [focused, setFocused] = useState(false);
  useCommands({
    'find.filter': () => {
      input.current?.focus();
      input.current?.select();
    },
    'find.clear': () => useTranslate.setState({ filter: emptyFilter }),
  });
  useEffect(() => () => useTranslate.setState({ filter: emptyFilter }), []);
  const open = focused || !isEmptyFilter(filter);
  return (
    <div
      className={`filter${open ? ' filter-open' : ''}`}
      data-region="filter"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      }}
      onFocus={() => setFocused(true)}
    >
      <div className={`filter-field${error ? ' filter-wrong' : ''}`}>
        <Search size={15} aria-hidden />
        <input
          ref={input}
          type="text"
          data-testid="filter-text"
          value={filter.text}
          placeholder={t('filter.placeholder')}
          aria-label={t('filter.label')}
          aria-invalid={error !== null}
          spellCheck={false}
          onChange={(event) => change({ text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            if (filter.text === '') input.current?.blur();
            else change({ text: '' });
          }}
        />
        {open && (
          <>
            <Toggle label={t('filter.case')} on={filter.matchCase} set={(matchCase) => change({ matchCase })}>
              <CaseSensitive size={16} />
            </Toggle>
            <Toggle label={t('filter.word')} on={filter.wholeWord} set={(wholeWord) => change({ wholeWord })}>
              <WholeWord size={16} />
            </Toggle>
            <Toggle label={t('filter.regex')} on={filter.regex} set={(regex) => change({ regex })}>
              <Regex size={15} />
            </Toggle>
            <SideMenu side={filter.side} />
          </>
        )}
      </div>
      <MenuTrigger>
        <Button className={`chip-button${filter.kinds.length > 0 ? ' chip-button-on' : ''}`} data-testid="filter-kinds">
          <ListFilter size={15} aria-hidden />
          <span className="wide-only">
            {filter.kinds.length === 0 ? t('filter.all') : filter.kinds.map((kind) => t(`kind.${kind}`)).join(', ')}
          </span>
          <span className="sr-only">{t('filter.kinds')}</span>
        </Button>
        <Popover className="popover">
          <Menu
            className="menu"
            selectionMode="multiple"
            aria-label={t('filter.kinds')}
            selectedKeys={filter.kinds}
            onSelectionChange={(keys) => {
              if (keys !== 'all') change({ kinds: KINDS.filter((kind) => keys.has(kind)) });
            }}
          >
            {KINDS.map((kind) => (
              <MenuItem key={kind} id={kind} className="menu-item">
                {({ isSelected }) => (
                  <>
                    <span className="menu-check">{isSelected ? '✓' : ''}</span>
                    <span className="menu-label">{t(`kind.${kind}`)}</span>
                  </>
                )}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {!isEmptyFilter(filter) && (
        <>
          <output className="filter-count" data-testid="filter-count">
            {error ? t(`filter.${error}`) : t('filter.count', { count: found?.length ?? 0 })}
          </output>
          <IconButton
            label={t('command.find.clear')}
            icon={<X size={15} />}
            onPress={() => useTranslate.setState({ filter: emptyFilter })}
            testId="filter-clear"
          />
        </>
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

export function Toggle({ label, on, set, children }: ToggleProps) {
  return (
    <ToggleButton className="toggle" isSelected={on} onChange={set} aria-label={label}>
      {children}
    </ToggleButton>
  );
}

function SideMenu({ side }: { readonly side: FilterQuery['side'] }) {
  const { t } = useTranslation();
  const sides = ['both', 'source', 'target'] as const;
  return (
    <MenuTrigger>
      <Button className="side-button" aria-label={`${t('filter.side')}: ${t(`filter.side.${side}`)}`}>
        {t(`filter.side.${side}`)}
      </Button>
      <Popover className="popover">
        <Menu
          className="menu"
          aria-label={t('filter.side')}
          onAction={(key) => change({ side: sides.find((it) => it === key) ?? 'both' })}
        >
          {sides.map((it) => (
            <MenuItem key={it} id={it} className="menu-item">
              <span className="menu-check">{it === side ? '✓' : ''}</span>
              <span className="menu-label">{t(`filter.side.${it}`)}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
