import { useEffect, useMemo, useState } from 'react';
import { CaseSensitive, Regex, WholeWord } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { MemoryRow } from '../../../../shared/contract/memory-edit.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import type { Hit, TextQuery } from '../../../../shared/text/find.ts';
import { expand, hits, patternOf } from '../../../../shared/text/find.ts';
import { core } from '../../../app/core.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/fields.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { replaceInUnits } from '../actions.ts';
import { useMemory } from '../state.ts';

const PAUSE_MS = 200;
/** Units whose hits are shown one by one, each with its own choice. */
const SHOWN = 200;
const AROUND = 36;

interface Place {
  readonly row: MemoryRow;
  readonly hit: Hit;
  readonly number: number;
  readonly key: string;
}

interface FoundUnits {
  readonly total: number;
  readonly rows: readonly MemoryRow[];
}

const NOTHING: FoundUnits = { total: 0, rows: [] };

/** Finds in one side of the memory and replaces the hits one chooses, as one step that can be undone. */
export function ReplacePanel() {
  const { t } = useTranslation();
  const query = useMemory((state) => state.query);
  const pair = useMemory((state) => state.pair);
  const memory = useMemory((state) => state.opened?.memory);
  const version = useMemory((state) => state.opened);
  const [side, setSide] = useState<'source' | 'target'>(query.side === 'source' ? 'source' : 'target');
  const [find, setFind] = useState<TextQuery>(
    query.find ?? { text: '', matchCase: false, wholeWord: false, regex: false },
  );
  const [replacement, setReplacement] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [found, setFound] = useState<FoundUnits>(NOTHING);
  const [busy, setBusy] = useState(false);
  const pattern = useMemo(() => patternOf(find), [find]);
  const wrong = pattern !== null && 'error' in pattern;
  const lang = side === 'source' ? pair.sourceLang : pair.targetLang;
  // The other conditions of the search hold here too: one replaces within what is shown.
  const wanted = useMemo(() => ({ ...query, find, side }), [query, find, side]);

  useEffect(() => {
    const looking = { over: false };
    const look = async (): Promise<void> => {
      if (!memory || !(pattern instanceof RegExp)) {
        setFound(NOTHING);
        return;
      }
      let complete = false;
      for (let turn = 0; !complete; turn++) {
        const fresh = turn === 0 ? { fresh: true } : {};
        const page = await core.call('memoryEdit.page', {
          memory,
          query: wanted,
          ...pair,
          from: 0,
          count: SHOWN,
          ...fresh,
        });
        if (looking.over) return;
        setFound({ total: page.total, rows: page.rows });
        ({ complete } = page);
      }
    };
    const timer = setTimeout(() => void look().catch(() => setFound(NOTHING)), PAUSE_MS);
    return () => {
      looking.over = true;
      clearTimeout(timer);
    };
    // The opened memory is another object after each change of its units.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [memory, wanted, pair, pattern, version]);

  const places: Place[] = useMemo(() => {
    if (!(pattern instanceof RegExp)) return [];
    return found.rows.flatMap((row) => {
      const text = side === 'source' ? row.source : row.target;
      return text
        ? hits(text.content, pattern).map((hit, number) => ({ row, hit, number, key: `${row.unit}:${number}` }))
        : [];
    });
  }, [found, pattern, side]);

  const replace = async (): Promise<void> => {
    if (!memory) return;
    setBusy(true);
    try {
      const units =
        found.total <= found.rows.length
          ? found.rows.map(({ unit }) => unit)
          : await core.call('memoryEdit.ids', { memory, query: wanted, ...pair, from: 0, count: found.total });
      const except = places
        .filter(({ key }) => left.has(key))
        .map(({ row, number }): [number, number] => [row.unit, number]);
      await replaceInUnits({ type: 'replace', units: [...units], lang, find, replacement, except });
      setLeft(new Set());
    } finally {
      setBusy(false);
    }
  };

  const toggles = [
    ['matchCase', t('filter.case'), <CaseSensitive key="case" size={16} />],
    ['wholeWord', t('filter.word'), <WholeWord key="word" size={16} />],
    ['regex', t('filter.regex'), <Regex key="regex" size={15} />],
  ] as const;
  return (
    <div className="memory-replace">
      <div className={`filter-field${wrong ? ' filter-wrong' : ''}`}>
        <input
          type="text"
          data-testid="memory-replace-find"
          value={find.text}
          placeholder={t('replace.find')}
          aria-label={t('replace.find')}
          aria-invalid={wrong}
          spellCheck={false}
          onChange={(event) => setFind({ ...find, text: event.target.value })}
        />
        {toggles.map(([key, label, icon]) => (
          <ToggleButton
            key={key}
            className="toggle"
            aria-label={label}
            isSelected={find[key]}
            onChange={(on) => setFind({ ...find, [key]: on })}
          >
            {icon}
          </ToggleButton>
        ))}
      </div>
      <div className="filter-field">
        <input
          type="text"
          data-testid="memory-replace-with"
          value={replacement}
          placeholder={t('replace.with')}
          aria-label={t('replace.with')}
          spellCheck={false}
          onChange={(event) => setReplacement(event.target.value)}
        />
        <button
          type="button"
          className="side-button"
          aria-label={`${t('filter.side')}: ${t(side === 'source' ? 'filter.side.source' : 'filter.side.target')}`}
          onClick={() => setSide(side === 'source' ? 'target' : 'source')}
        >
          {t(side === 'source' ? 'filter.side.source' : 'filter.side.target')}
        </button>
      </div>
      <div className="replace-bar">
        <Button
          kind="primary"
          isDisabled={busy || places.length === left.size}
          onPress={() => void replace()}
          testId="memory-replace-run"
        >
          {found.total > found.rows.length
            ? t('memory.replaceAll', { count: found.total })
            : t('replace.run', { count: places.length - left.size })}
        </Button>
        {places.length > 0 && (
          <Checkbox
            checked={left.size === 0}
            onChange={(all) => setLeft(all ? new Set() : new Set(places.map(({ key }) => key)))}
          >
            {t('replace.all')}
          </Checkbox>
        )}
      </div>
      {wrong && <p className="panel-message">{t('filter.wrong')}</p>}
      {find.text === '' && <EmptyState small title={t('replace.empty')} text={t('memory.replaceHint')} />}
      {find.text !== '' && !wrong && found.total === 0 && <p className="panel-message">{t('replace.none')}</p>}
      <ul className="memory-hits">
        {places.map((place) => (
          <li key={place.key}>
            <Checkbox
              checked={!left.has(place.key)}
              label={t('memory.chooseHit')}
              onChange={(on) => {
                const next = new Set(left);
                if (on) next.delete(place.key);
                else next.add(place.key);
                setLeft(next);
              }}
            >
              {null}
            </Checkbox>
            <Around place={place} side={side} text={expand(replacement, place.hit, find.regex)} />
          </li>
        ))}
      </ul>
      {found.total > found.rows.length && (
        <p className="panel-message">{t('memory.moreHits', { count: found.total - found.rows.length })}</p>
      )}
    </div>
  );
}

interface AroundProps {
  readonly place: Place;
  readonly side: 'source' | 'target';
  readonly text: string;
}

function Around({ place: { row, hit }, side, text }: AroundProps) {
  const content = (side === 'source' ? row.source : row.target)?.content ?? { text: '', codes: [] };
  const part = (from: number, to: number): string =>
    visibleText({ text: content.text.slice(Math.max(0, from), to), codes: content.codes });
  const { from, to } = hit;
  return (
    <span className="replace-text">
      {from > AROUND ? '…' : ''}
      {part(from - AROUND, from)}
      <del>{part(from, to)}</del>
      {text !== '' && <ins>{text}</ins>}
      {part(to, to + AROUND)}
      {to + AROUND < content.text.length ? '…' : ''}
    </span>
  );
}
