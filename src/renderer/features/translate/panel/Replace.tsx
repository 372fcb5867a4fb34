/* oxlint-disable react/incompatible-library -- the list of hits is virtualised */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import { isMarked } from '../../../../shared/bitext/bead.ts';
import type { Content } from '../../../../shared/text/content.ts';
import type { Hit, TextQuery } from '../../../../shared/text/find.ts';
import { expand, patternOf, replaceHits } from '../../../../shared/text/find.ts';
import { speak } from '../../../app/notices.ts';
import { EMPTY_FIND } from '../../../search/FindField.tsx';
import { findHits } from '../../../search/find-hits.ts';
import { PatternTooSlow } from '../../../search/find-pattern.ts';
import { HitText } from '../../../search/HitText.tsx';
import { ReplaceFields } from '../../../search/ReplaceFields.tsx';
import { withItem } from '../../../ui/CheckList.tsx';
import { Checkbox } from '../../../ui/fields.tsx';
import { run } from '../../../bitext/run.ts';
import { activate } from '../actions.ts';
import { useSignal } from '../../../bitext/hooks.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';

const LIMIT = 20_000;
const PAUSE = 140;

interface Found {
  readonly bead: Bead;
  readonly content: Content;
  readonly hit: Hit;
  /** Names the hit among all, so that its tick survives. */
  readonly key: string;
}

/** Finds in the targets and replaces the hits one chooses, as one step of undo. */
export function Replace({ session, visible }: { readonly session: BitextSession; readonly visible: boolean }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState<TextQuery>(EMPTY_FIND);
  const [replacement, setReplacement] = useState('');
  const [found, setFound] = useState<readonly Found[]>([]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [slow, setSlow] = useState(false);
  const changed = useSignal(session.changed);
  const pattern = useMemo(() => patternOf(query), [query]);
  const wrong = pattern !== null && 'error' in pattern;
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (visible) input.current?.focus();
  }, [visible]);

  useEffect(() => {
    if (!visible || pattern === null || 'error' in pattern) {
      setFound([]);
      return undefined;
    }
    setSlow(false);
    const looking = { over: false };
    const search = async (): Promise<void> => {
      const beads = [...session.beads].filter((bead) => !isMarked(bead, 'locked'));
      const contents = beads.map((bead) => session.target(bead));
      const options = { regex: query.regex, limit: LIMIT, isStale: () => looking.over };
      try {
        const hits = await findHits(contents, pattern, options);
        if (!hits) return;
        setFound(
          beads.flatMap((bead, i) => {
            const content = contents[i];
            return content ? (hits[i] ?? []).map((hit) => ({ bead, content, hit, key: `${bead.id}:${hit.from}` })) : [];
          }),
        );
      } catch (error) {
        if (looking.over) return;
        setFound([]);
        setSlow(error instanceof PatternTooSlow);
      }
    };
    const timer = setTimeout(() => void search(), PAUSE);
    return () => {
      looking.over = true;
      clearTimeout(timer);
    };
  }, [session, pattern, query.regex, visible, changed]);

  const chosen = found.filter((it) => !left.has(it.key));
  const rows = useVirtualizer({
    count: found.length,
    getScrollElement: () => list.current,
    estimateSize: () => 84,
    overscan: 6,
  });

  const replace = async (): Promise<void> => {
    const byBead = new Map<number, Found[]>();
    for (const it of chosen) byBead.set(it.bead.id, [...(byBead.get(it.bead.id) ?? []), it]);
    const edits = [...byBead].map(([bead, group]) => {
      const { text, codes } = replaceHits(
        group[0]?.content ?? { text: '', codes: [] },
        group.map((it) => it.hit),
        (hit) => expand(replacement, hit, query.regex),
      );
      return {
        bead,
        side: 'target' as const,
        content: { text, codes: [...codes] },
        origin: { kind: 'replaced' as const },
      };
    });
    setBusy(true);
    const applied = await run(session, { type: 'batch', label: 'replace', edits });
    setBusy(false);
    if (applied) speak(t('replace.done', { count: chosen.length }));
  };

  if (!visible) return null;
  return (
    <div className="replace">
      <ReplaceFields
        query={query}
        onQuery={setQuery}
        replacement={replacement}
        onReplacement={setReplacement}
        input={input}
        testId="replace"
        isWrong={wrong}
        problem={wrong ? t('filter.wrong') : slow ? t('filter.slow') : null}
        hint={t('replace.emptyHint')}
        isEmpty={found.length === 0}
        run={{
          label: t('replace.run', { count: chosen.length }),
          isDisabled: chosen.length === 0 || busy,
          act: () => void replace(),
        }}
        all={
          found.length === 0
            ? null
            : {
                isAll: left.size === 0,
                change: (all) => setLeft(all ? new Set() : new Set(found.map((it) => it.key))),
              }
        }
      />
      <div className="replace-list" ref={list}>
        <div className="replace-rows" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const it = found[item.index];
            if (!it) return null;
            return (
              <div
                key={it.key}
                ref={rows.measureElement}
                data-index={item.index}
                className="replace-hit"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Checkbox
                  checked={!left.has(it.key)}
                  label={t('replace.choose', { row: session.beads.indexOf(it.bead.id) + 1 })}
                  onChange={(on) => setLeft(withItem(left, it.key, !on))}
                >
                  {null}
                </Checkbox>
                <button type="button" className="replace-text" onClick={() => activate(it.bead.id, { edit: true })}>
                  <span className="replace-row">{session.beads.indexOf(it.bead.id) + 1}</span>
                  <HitText content={it.content} hit={it.hit} text={expand(replacement, it.hit, query.regex)} />
                </button>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
