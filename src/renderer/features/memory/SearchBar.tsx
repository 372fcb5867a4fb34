import { useRef } from 'react';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TextQuery } from '../../../shared/text/find.ts';
import { useCommands } from '../../app/commands/registry.ts';
import { EMPTY_FIND, FindField } from '../../search/FindField.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { changeQuery } from './actions.ts';
import { FilterMenus } from './FilterMenus.tsx';
import { useMemory } from './state.ts';
import { clearQuery } from './UnitList.tsx';

/** What is looked for: a text on either side, and what the units are like. */
export function SearchBar() {
  const { t } = useTranslation();
  const query = useMemory((state) => state.query);
  const wrong = useMemory((state) => state.wrong);
  const input = useRef<HTMLInputElement>(null);
  const find = query.find ?? EMPTY_FIND;
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
      <FindField
        query={find}
        onChange={change}
        label={t('memory.find')}
        wrong={wrong !== null}
        testId="memory-find"
        input={input}
        lens
        side={query.side ?? 'both'}
        onSide={(side) => changeQuery({ side: side === 'both' ? undefined : side })}
        className="memory-field"
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
      <FilterMenus />
      {filtered && (
        <IconButton label={t('memory.clear')} icon={<X size={15} />} onPress={clearQuery} testId="memory-clear" />
      )}
    </div>
  );
}
