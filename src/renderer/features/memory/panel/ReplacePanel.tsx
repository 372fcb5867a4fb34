import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemoryRow } from '../../../../shared/contract/memory-edit.ts';
import type { Content } from '../../../../shared/text/content.ts';
import type { Hit, TextQuery } from '../../../../shared/text/find.ts';
import { expand, patternOf } from '../../../../shared/text/find.ts';
import { core } from '../../../app/core.ts';
import { errorText } from '../../../app/notices.ts';
import { EMPTY_FIND } from '../../../search/FindField.tsx';
import { findHits } from '../../../search/find-hits.ts';
import { PatternTooSlow } from '../../../search/find-pattern.ts';
import { HitText } from '../../../search/HitText.tsx';
import { ReplaceFields } from '../../../search/ReplaceFields.tsx';
import { withItem } from '../../../ui/CheckList.tsx';
import { Checkbox } from '../../../ui/fields.tsx';
import { replaceInUnits } from '../actions.ts';
import { useMemory } from '../state.ts';

const PAUSE_MS = 200;
/** Units whose hits are shown one by one, each with its own choice. */
const SHOWN = 200;

interface Place {
  readonly unit: number;
  readonly content: Content;
  readonly hit: Hit;
  /** Which of the hits in the unit's text this is. */
  readonly number: number;
  readonly key: string;
}

interface Found {
  /** Units found, and those of them whose hits are shown. */
  readonly total: number;
  readonly rows: readonly MemoryRow[];
  readonly places: readonly Place[];
  /** Why the search could not be made, in words. */
  readonly problem: string | null;
}

const NOTHING: Found = { total: 0, rows: [], places: [], problem: null };

/** Finds in one side of the memory and replaces the hits one chooses, as one step that can be undone. */
export function ReplacePanel() {
  const { t } = useTranslation();
  const query = useMemory((state) => state.query);
  const pair = useMemory((state) => state.pair);
  const memory = useMemory((state) => state.opened?.memory);
  const version = useMemory((state) => state.opened);
  const [side, setSide] = useState<'source' | 'target'>(query.side === 'source' ? 'source' : 'target');
  const [find, setFind] = useState<TextQuery>(query.find ?? EMPTY_FIND);
  const [replacement, setReplacement] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [found, setFound] = useState<Found>(NOTHING);
  const [busy, setBusy] = useState(false);
  const pattern = useMemo(() => patternOf(find), [find]);
  const wrong = pattern !== null && 'error' in pattern;
  const lang = side === 'source' ? pair.sourceLang : pair.targetLang;
  // The other conditions of the search hold here too: one replaces within what is shown.
  const wanted = useMemo(() => ({ ...query, find, side }), [query, find, side]);

  useEffect(() => {
    const looking = { over: false };
    const isStale = (): boolean => looking.over;
    const look = async (): Promise<void> => {
      if (!memory || !(pattern instanceof RegExp)) {
        setFound(NOTHING);
        return;
      }
      let complete = false;
      for (let turn = 0; !complete; turn++) {
        const page = await core.call('memoryEdit.page', {
          memory,
          query: wanted,
          ...pair,
          from: 0,
          count: SHOWN,
          ...(turn === 0 ? { fresh: true } : {}),
        });
        if (isStale()) return;
        const texts = page.rows.flatMap((row) => {
          const text = side === 'source' ? row.source : row.target;
          return text ? [{ unit: row.unit, content: text.content }] : [];
        });
        const contents = texts.map(({ content }) => content);
        const hits = await findHits(contents, pattern, { regex: find.regex, limit: Number.POSITIVE_INFINITY, isStale });
        if (!hits) return;
        const places = texts.flatMap(({ unit, content }, i) =>
          (hits[i] ?? []).map((hit, number) => ({ unit, content, hit, number, key: `${unit}:${number}` })),
        );
        setFound({ total: page.total, rows: page.rows, places, problem: null });
        ({ complete } = page);
      }
    };
    const fail = (error: unknown): void => {
      const problem = error instanceof PatternTooSlow ? t('filter.slow') : errorText(error);
      if (!isStale()) setFound({ ...NOTHING, problem });
    };
    const timer = setTimeout(() => void look().catch(fail), PAUSE_MS);
    return () => {
      looking.over = true;
      clearTimeout(timer);
    };
    // The opened memory is another object after each change of its units.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [memory, wanted, pair, pattern, find.regex, side, version, t]);

  const { places } = found;
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
        .map(({ unit, number }): [number, number] => [unit, number]);
      await replaceInUnits({ type: 'replace', units: [...units], lang, find, replacement, except });
      setLeft(new Set());
    } finally {
      setBusy(false);
    }
  };

  const isMore = found.total > found.rows.length;
  return (
    <div className="memory-replace">
      <ReplaceFields
        query={find}
        onQuery={setFind}
        replacement={replacement}
        onReplacement={setReplacement}
        testId="memory-replace"
        isWrong={wrong}
        problem={wrong ? t('filter.wrong') : found.problem}
        hint={t('memory.replaceHint')}
        isEmpty={found.total === 0}
        beside={
          <button
            type="button"
            className="side-button"
            aria-label={`${t('filter.side')}: ${t(`filter.side.${side}`)}`}
            onClick={() => setSide(side === 'source' ? 'target' : 'source')}
          >
            {t(`filter.side.${side}`)}
          </button>
        }
        run={{
          label: isMore
            ? t('memory.replaceAll', { count: found.total })
            : t('replace.run', { count: places.length - left.size }),
          isDisabled: busy || places.length <= left.size,
          act: () => void replace(),
        }}
        all={
          places.length === 0
            ? null
            : {
                isAll: left.size === 0,
                change: (all) => setLeft(all ? new Set() : new Set(places.map(({ key }) => key))),
              }
        }
      />
      <ul className="memory-hits">
        {places.map(({ key, content, hit }) => (
          <li key={key}>
            <Checkbox
              checked={!left.has(key)}
              label={t('memory.chooseHit')}
              onChange={(on) => setLeft(withItem(left, key, !on))}
            >
              {null}
            </Checkbox>
            <span className="replace-text">
              <HitText content={content} hit={hit} text={expand(replacement, hit, find.regex)} />
            </span>
          </li>
        ))}
      </ul>
      {isMore && <p className="panel-message">{t('memory.moreHits', { count: found.total - found.rows.length })}</p>}
    </div>
  );
}
