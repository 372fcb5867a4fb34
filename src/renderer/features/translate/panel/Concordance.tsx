import { useEffect, useRef, useState } from 'react';
import { Search } from 'lucide-react';
import { Button, Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ConcordanceHit } from '../../../../shared/contract/types.ts';
import type { Content } from '../../../../shared/text/content.ts';
import { plain, slice } from '../../../../shared/text/content.ts';
import { useCommands } from '../../../app/commands/registry.ts';
import { core } from '../../../app/core.ts';
import { errorText } from '../../../app/notices.ts';
import { ContentText } from '../../../ui/ContentText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { theEditor } from '../editor/the-editor.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';
import { useTranslate } from '../state.ts';
import { InsertKeys, insertCommands } from './InsertKeys.tsx';

const LIMIT = 50;

/** Looks for words in the memories, on either side. */
export function Concordance({ session, visible }: { readonly session: BitextSession; readonly visible: boolean }) {
  const { t } = useTranslation();
  const query = useTranslate((state) => state.concordance);
  const [result, setResult] = useState<{ hits: readonly ConcordanceHit[]; of: string } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const asked = useRef(query.asked);

  useEffect(() => {
    if (!visible || asked.current === query.asked) return;
    asked.current = query.asked;
    input.current?.focus();
    input.current?.select();
  }, [query.asked, visible]);

  useEffect(() => {
    const text = query.text.trim();
    if (!visible || text === '') return undefined;
    let stale = false;
    const timer = setTimeout(() => {
      core.call('memory.concordance', { project: session.project, text, side: query.side, limit: LIMIT }).then(
        (hits) => {
          if (stale) return;
          setError(null);
          setResult({ hits, of: text });
        },
        (reason: unknown) => {
          if (!stale) setError(errorText(reason));
        },
      );
    }, 90);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
    // Asked again each time it is asked for.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [session, query.text, query.side, query.asked, visible]);

  const hits = visible && query.text.trim() !== '' ? (result?.hits ?? []) : [];
  useCommands(insertCommands(hits, (hit) => insertAtCaret(hit.target)));
  if (!visible) return null;
  const change = (part: Partial<typeof query>): void =>
    useTranslate.setState((state) => ({ concordance: { ...state.concordance, ...part } }));
  return (
    <div className="concordance">
      <div className="panel-search">
        <div className="filter-field">
          <Search size={15} aria-hidden />
          <input
            ref={input}
            type="text"
            data-testid="concordance-text"
            value={query.text}
            placeholder={t('concordance.placeholder')}
            aria-label={t('concordance.label')}
            onChange={(event) => change({ text: event.target.value })}
          />
        </div>
        <RadioGroup
          className="segmented"
          aria-label={t('concordance.side')}
          value={query.side}
          onChange={(side) => change({ side: side === 'target' ? 'target' : 'source' })}
        >
          <Radio value="source" className="segment">
            {t('side.source')}
          </Radio>
          <Radio value="target" className="segment">
            {t('side.target')}
          </Radio>
        </RadioGroup>
      </div>
      {error && <p className="panel-message">{error}</p>}
      {!error && query.text.trim() === '' && (
        <EmptyState small title={t('concordance.empty')} text={t('concordance.emptyHint')} />
      )}
      {!error && result && result.hits.length === 0 && query.text.trim() === result.of && (
        <EmptyState small title={t('concordance.none', { text: result.of })} text={t('concordance.noneHint')} />
      )}
      <ol className="matches" aria-label={t('concordance.results')}>
        {hits.map((hit, i) => (
          <li key={`${hit.memory}:${hit.unit}`} className="match" data-testid={`hit-${i + 1}`}>
            <p className="match-source">
              {query.side === 'source' ? (
                <Marked content={hit.source} ranges={hit.ranges} />
              ) : (
                <ContentText content={hit.source} />
              )}
            </p>
            <p className="match-target">
              {query.side === 'target' ? (
                <Marked content={hit.target} ranges={hit.ranges} />
              ) : (
                <ContentText content={hit.target} />
              )}
            </p>
            <div className="match-foot">
              <span>{hit.memoryName}</span>
              {hit.author && <span>{hit.author}</span>}
              {hit.changedAt !== null && <span>{new Date(hit.changedAt).toLocaleDateString(t('locale'))}</span>}
              <Button className="link-button" onPress={() => insertAtCaret(hit.target)}>
                {t('matches.insert')}
              </Button>
              {i < 9 && <InsertKeys place={i} />}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Puts the selected words of the panel, or the whole translation, where the caret is. */
function insertAtCaret(content: Content): void {
  const editor = theEditor();
  if (editor.bead === null) return;
  const selected = String(window.getSelection() ?? '').trim();
  editor.insert(selected === '' ? content : plain(selected), 'selection');
  editor.focus(null);
}

function Marked({ content, ranges }: { readonly content: Content; readonly ranges: ConcordanceHit['ranges'] }) {
  const parts = [];
  let from = 0;
  for (const [start, end] of ranges) {
    parts.push(<ContentText key={`${start}-`} content={slice(content, from, start)} />);
    parts.push(
      <mark key={start}>
        <ContentText content={slice(content, start, end)} />
      </mark>,
    );
    from = end;
  }
  parts.push(<ContentText key="rest" content={slice(content, from)} />);
  return <>{parts}</>;
}
