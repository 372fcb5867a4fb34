/* oxlint-disable react/incompatible-library -- the list of hits is virtualised */
import { useEffect, useMemo, useRef, useState } from 'react';
import { CaseSensitive, Regex, WholeWord } from 'lucide-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import { isMarked } from '../../../../shared/bitext/bead.ts';
import type { Content } from '../../../../shared/text/content.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import type { Hit, TextQuery } from '../../../../shared/text/find.ts';
import { expand, hits, patternOf, placed, replaceHits, searchable } from '../../../../shared/text/find.ts';
import { speak } from '../../../app/notices.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/fields.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Toggle } from '../FilterBar.tsx';
import { PatternTooSlow, findPattern } from '../../../search/find-pattern.ts';
import { activate, run } from '../actions.ts';
import { useSignal } from '../../../bitext/hooks.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';

const LIMIT = 20_000;
const PAUSE = 140;
const SLICE = 8;
const AROUND = 34;

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
  const [query, setQuery] = useState<TextQuery>({ text: '', matchCase: false, wholeWord: false, regex: false });
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
    let stopped = false;
    const search = async (): Promise<void> => {
      const out: Found[] = [];
      let since = performance.now();
      for (const bead of session.beads) {
        if (isMarked(bead, 'locked')) continue;
        const content = session.target(bead);
        for (const hit of hits(content, pattern)) out.push({ bead, content, hit, key: `${bead.id}:${hit.from}` });
        if (out.length >= LIMIT) break;
        if (performance.now() - since < SLICE) continue;
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (stopped) return;
        since = performance.now();
      }
      setFound(out);
    };
    /** A user's regular expression may take for ever, so it is tried elsewhere. */
    const searchAside = async (): Promise<void> => {
      const beads = [...session.beads].filter((bead) => !isMarked(bead, 'locked'));
      const contents = beads.map((bead) => session.target(bead));
      const texts = contents.map((content) => searchable(content).text);
      const out: Found[] = [];
      try {
        for await (const batch of findPattern(pattern, texts)) {
          if (stopped) return;
          batch.found.forEach((occurrences, i) => {
            const [bead, content] = [beads[batch.from + i], contents[batch.from + i]];
            if (!bead || !content) return;
            for (const hit of placed(content, occurrences)) {
              out.push({ bead, content, hit, key: `${bead.id}:${hit.from}` });
            }
          });
          if (out.length >= LIMIT) break;
        }
        setFound(out);
      } catch (error) {
        if (stopped) return;
        setFound([]);
        setSlow(error instanceof PatternTooSlow);
      }
    };
    const timer = setTimeout(() => void (query.regex ? searchAside() : search()), PAUSE);
    return () => {
      stopped = true;
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
      <div className="panel-search">
        <div className={`filter-field${wrong ? ' filter-wrong' : ''}`}>
          <input
            ref={input}
            type="text"
            data-testid="replace-find"
            value={query.text}
            placeholder={t('replace.find')}
            aria-label={t('replace.find')}
            aria-invalid={wrong}
            spellCheck={false}
            onChange={(event) => setQuery({ ...query, text: event.target.value })}
          />
          <Toggle label={t('filter.case')} on={query.matchCase} set={(matchCase) => setQuery({ ...query, matchCase })}>
            <CaseSensitive size={16} />
          </Toggle>
          <Toggle label={t('filter.word')} on={query.wholeWord} set={(wholeWord) => setQuery({ ...query, wholeWord })}>
            <WholeWord size={16} />
          </Toggle>
          <Toggle label={t('filter.regex')} on={query.regex} set={(regex) => setQuery({ ...query, regex })}>
            <Regex size={15} />
          </Toggle>
        </div>
        <div className="filter-field">
          <input
            type="text"
            data-testid="replace-with"
            value={replacement}
            placeholder={t('replace.with')}
            aria-label={t('replace.with')}
            spellCheck={false}
            onChange={(event) => setReplacement(event.target.value)}
          />
        </div>
        <div className="replace-bar">
          <Button
            kind="primary"
            isDisabled={chosen.length === 0 || busy}
            onPress={() => void replace()}
            testId="replace-run"
          >
            {t('replace.run', { count: chosen.length })}
          </Button>
          {found.length > 0 && (
            <Checkbox
              checked={left.size === 0}
              onChange={(all) => setLeft(all ? new Set() : new Set(found.map((it) => it.key)))}
            >
              {t('replace.all')}
            </Checkbox>
          )}
        </div>
      </div>
      {wrong && <p className="panel-message">{t('filter.wrong')}</p>}
      {slow && !wrong && (
        <p className="panel-message" role="alert">
          {t('filter.slow')}
        </p>
      )}
      {!wrong && query.text === '' && <EmptyState small title={t('replace.empty')} text={t('replace.emptyHint')} />}
      {!wrong && !slow && query.text !== '' && found.length === 0 && (
        <p className="panel-message">{t('replace.none')}</p>
      )}
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
                  onChange={(on) => {
                    const next = new Set(left);
                    if (on) next.delete(it.key);
                    else next.add(it.key);
                    setLeft(next);
                  }}
                >
                  {null}
                </Checkbox>
                <button type="button" className="replace-text" onClick={() => activate(it.bead.id, { edit: true })}>
                  <span className="replace-row">{session.beads.indexOf(it.bead.id) + 1}</span>
                  <Preview found={it} text={expand(replacement, it.hit, query.regex)} />
                </button>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Preview({ found, text }: { readonly found: Found; readonly text: string }) {
  const part = (from: number, to: number): string =>
    visibleText({ text: found.content.text.slice(Math.max(0, from), to), codes: found.content.codes });
  const { from, to } = found.hit;
  return (
    <span>
      {from > AROUND ? '…' : ''}
      {part(from - AROUND, from)}
      <del>{part(from, to)}</del>
      {text !== '' && <ins>{text}</ins>}
      {part(to, to + AROUND)}
      {to + AROUND < found.content.text.length ? '…' : ''}
    </span>
  );
}
