import { useEffect, useRef } from 'react';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../app/commands/registry.ts';
import { useKeys } from '../../bitext/BarTools.tsx';
import { FindBox } from '../../search/FindBox.tsx';
import { FindField } from '../../search/FindField.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { endSearch, goToFound, look } from './find.ts';
import { focusRow } from './focus-row.ts';
import { useAlign } from './state.ts';

/** Looks for a text on either side, and goes from one row that has it to the next. */
export function FindBar() {
  const { t } = useTranslation();
  const keys = useKeys();
  const search = useAlign((state) => state.search);
  const error = useAlign((state) => state.searchError);
  const input = useRef<HTMLInputElement>(null);
  useCommands({
    'find.filter': () => {
      input.current?.focus();
      input.current?.select();
    },
    'find.clear': endSearch,
    'find.next': () => goToFound(1),
    'find.previous': () => goToFound(-1),
  });
  useEffect(() => endSearch, []);
  return (
    <FindBox busy={search.text !== ''}>
      {(open) => (
        <>
          <FindField
            query={search}
            onChange={look}
            label={t('align.find')}
            placeholder={t('align.find.placeholder')}
            wrong={error !== null}
            testId="align-find"
            input={input}
            lens
            tools={open}
            side={search.side}
            onSide={(side) => look({ side })}
            onKeyDown={(event) => {
              if (event.key === 'Enter') goToFound(event.shiftKey ? -1 : 1);
              else if (event.key === 'Escape') focusRow();
              else return;
              event.preventDefault();
              event.stopPropagation();
            }}
          />
          {search.text !== '' && (
            <>
              <Found />
              <IconButton
                label={t('command.find.previous')}
                keys={keys.get('find.previous')?.[0]}
                icon={<ChevronUp size={15} />}
                preventFocusOnPress
                onPress={() => goToFound(-1)}
                testId="align-find-previous"
              />
              <IconButton
                label={t('command.find.next')}
                keys={keys.get('find.next')?.[0]}
                icon={<ChevronDown size={15} />}
                preventFocusOnPress
                onPress={() => goToFound(1)}
                testId="align-find-next"
              />
              <IconButton
                label={t('align.find.end')}
                keys={keys.get('find.clear')?.[0]}
                icon={<X size={15} />}
                onPress={endSearch}
                testId="align-find-clear"
              />
            </>
          )}
        </>
      )}
    </FindBox>
  );
}

/** In how many rows something was found, and which of them is the active one. */
function Found() {
  const { t } = useTranslation();
  const found = useAlign((state) => state.found);
  const error = useAlign((state) => state.searchError);
  const place = useAlign((state) => (state.found && state.active !== null ? state.found.indexOf(state.active) + 1 : 0));
  const count = found?.length ?? 0;
  return (
    <output className="filter-count" data-testid="align-find-count">
      {error && t(`filter.${error}`)}
      {!error && found && (place > 0 ? t('align.find.place', { place, count }) : t('filter.count', { count }))}
    </output>
  );
}
