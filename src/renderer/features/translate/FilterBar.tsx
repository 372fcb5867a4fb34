import { useEffect, useRef } from 'react';
import { ListFilter, X } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../app/commands/registry.ts';
import { FindBox } from '../../search/FindBox.tsx';
import { FindField } from '../../search/FindField.tsx';
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
  'newSource',
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
  useCommands({
    'find.filter': () => {
      input.current?.focus();
      input.current?.select();
    },
    'find.clear': () => useTranslate.setState({ filter: emptyFilter }),
  });
  useEffect(() => () => useTranslate.setState({ filter: emptyFilter }), []);
  return (
    <FindBox busy={!isEmptyFilter(filter)}>
      {(open) => (
        <>
          <FindField
            query={filter}
            onChange={change}
            label={t('filter.label')}
            placeholder={t('filter.placeholder')}
            wrong={error !== null}
            testId="filter-text"
            input={input}
            lens
            tools={open}
            side={filter.side}
            onSide={(side) => change({ side })}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              if (filter.text === '') input.current?.blur();
              else change({ text: '' });
            }}
          />
          <MenuTrigger>
            <Button
              className={`chip-button${filter.kinds.length > 0 ? ' chip-button-on' : ''}`}
              data-testid="filter-kinds"
            >
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
        </>
      )}
    </FindBox>
  );
}
