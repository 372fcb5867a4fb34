import { useEffect, useRef } from 'react';
import { Search } from 'lucide-react';
import { Button, Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Content } from '../../../../shared/text/content.ts';
import { plain } from '../../../../shared/text/content.ts';
import { useCommands } from '../../../app/commands/registry.ts';
import { useApp } from '../../../app/state.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { MarkedRanges } from '../../../ui/MarkedRanges.tsx';
import { theEditor } from '../editor/the-editor.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';
import { useTranslate } from '../state.ts';
import { InsertKeys, insertCommands } from './InsertKeys.tsx';
import { useConcordance } from './use-concordance.ts';

/** Looks for words in the memories, on either side. */
export function Concordance({ session, visible }: { readonly session: BitextSession; readonly visible: boolean }) {
  const { t } = useTranslation();
  const query = useTranslate((state) => state.concordance);
  const sourceLang = useApp((state) => state.project?.sourceLang);
  const targetLang = useApp((state) => state.project?.targetLang);
  const input = useRef<HTMLInputElement>(null);
  const asked = useRef(query.asked);

  useEffect(() => {
    if (!visible || asked.current === query.asked) return;
    asked.current = query.asked;
    input.current?.focus();
    input.current?.select();
  }, [query.asked, visible]);

  const { found, error } = useConcordance(session.project, query, visible);
  const hits = (visible && found?.hits) || [];
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
      {!error && found && hits.length === 0 && (
        <EmptyState small title={t('concordance.none', { text: found.text })} text={t('concordance.noneHint')} />
      )}
      <ol className="matches" aria-label={t('concordance.results')}>
        {hits.map((hit, i) => (
          <li key={`${hit.memory}:${hit.unit}`} className="match" data-testid={`hit-${i + 1}`}>
            {(['source', 'target'] as const).map((side) => (
              <p key={side} className={`match-${side}`} lang={side === 'source' ? sourceLang : targetLang}>
                {side === found?.side ? (
                  <MarkedRanges content={hit[side]} ranges={hit.ranges} />
                ) : (
                  <MarkedRanges
                    content={hit[side]}
                    ranges={found?.counterparts?.[i] ?? []}
                    className="mark-counterpart"
                  />
                )}
              </p>
            ))}
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
