/* oxlint-disable react/no-array-index-key -- parts of a difference have no name but their place */
import { useEffect, useMemo, useRef, useState } from 'react';
import { TriangleAlert, Wrench } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { MatchParts, MemoryInfo, MemoryMatch } from '../../../../shared/contract/types.ts';
import type { Content } from '../../../../shared/text/content.ts';
import { useCommands } from '../../../app/commands/registry.ts';
import { errorText } from '../../../app/notices.ts';
import { useApp } from '../../../app/state.ts';
import { ContentText } from '../../../ui/ContentText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { activate, here } from '../actions.ts';
import { theEditor } from '../editor/the-editor.ts';
import { useBead, useSignal } from '../../../bitext/hooks.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';
import { useTranslate } from '../state.ts';
import { InsertKeys, insertCommands } from './InsertKeys.tsx';
import { MatchStore } from './match-store.ts';

const PARTS: readonly (keyof MatchParts)[] = ['words', 'numbers', 'codes', 'punctuation', 'case', 'space'];
const QUIET = 100;

/** Puts a match into the target of the active bead, as one step of undo. */
export function insertMatch(
  content: Content,
  origin: { kind: 'match' | 'repaired'; score: number; from: string },
): void {
  const at = here();
  if (!at) return;
  const editor = theEditor();
  if (editor.bead !== at.bead.id) {
    activate(at.bead.id, { edit: true });
    // The editor opens when the row has been drawn.
    requestAnimationFrame(() => {
      if (editor.bead === at.bead.id) editor.insert(content, 'whole', origin);
    });
    return;
  }
  editor.insert(content, 'whole', origin);
  editor.focus(null);
  void at.session.flush();
}

/** What of a memory bears on the matches it gives. */
function identity(memory: MemoryInfo): string {
  return `${memory.memory}:${memory.readable}:${memory.penalty}:${memory.units}`;
}

function useMatches(session: BitextSession) {
  const active = useTranslate((state) => state.active);
  const threshold = useApp((state) => state.settings.threshold);
  const memories = useApp((state) => state.project?.memories.map(identity).join(' '));
  // A change of the memories makes all that was looked up stale.
  // oxlint-disable-next-line react/memo-dependencies, react-hooks/exhaustive-deps
  const store = useMemo(() => new MatchStore(session, threshold), [session, threshold, memories]);
  const bead = useBead(session, active);
  const confirmed = useSignal(session.tally).byStatus.confirmed;
  const before = useRef(confirmed);
  const [state, setState] = useState<{ bead: number; matches: readonly MemoryMatch[] | null; error: unknown } | null>(
    null,
  );
  const source = bead?.source;
  useEffect(() => {
    if (before.current !== confirmed) {
      before.current = confirmed;
      store.forget();
    }
    const wanted = active === null ? undefined : session.beads.get(active);
    if (!wanted) return undefined;
    let stale = false;
    const known = store.known(wanted);
    // What was on show stays for a moment, so that quick answers do not flicker.
    const timer = known
      ? 0
      : setTimeout(() => !stale && setState({ bead: wanted.id, matches: null, error: null }), QUIET);
    const settle = (matches: readonly MemoryMatch[] | null, error: unknown): void => {
      clearTimeout(timer);
      if (!stale) setState({ bead: wanted.id, matches, error });
    };
    if (known) settle(known, null);
    else {
      store.get(wanted).then(
        (matches) => settle(matches, null),
        (error: unknown) => settle(null, error),
      );
    }
    store.lookAhead(wanted);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
    // Looked up again when the source changes (merge, split) and when something was confirmed.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [store, session, active, source, confirmed]);
  return active === null ? null : state;
}

/** What the memories know that is like the active bead. */
export function Matches({ session, visible }: { readonly session: BitextSession; readonly visible: boolean }) {
  const { t } = useTranslation();
  const state = useMatches(session);
  const matches = state?.matches ?? [];
  const insert = (match: MemoryMatch, repaired: boolean): void =>
    insertMatch(repaired && match.repaired ? match.repaired : match.target, {
      kind: repaired && match.repaired ? 'repaired' : 'match',
      score: match.score,
      from: match.memoryName,
    });
  // While the concordance is on show, the keys insert its hits.
  const tab = useTranslate((it) => it.tab);
  useCommands(tab === 'concordance' ? {} : insertCommands(matches, (match) => insert(match, true)));
  if (!visible) return null;
  if (state?.error) return <p className="panel-message">{errorText(state.error)}</p>;
  if (state && state.matches === null) return <p className="panel-message">{t('matches.looking')}</p>;
  if (matches.length === 0) {
    return <EmptyState small title={t('matches.none')} text={t('matches.noneHint')} />;
  }
  return (
    <ol className="matches" aria-label={t('panel.matches')}>
      {matches.map((match, i) => (
        <li key={`${match.memory}:${match.unit}`} className="match" data-testid={`match-${i + 1}`}>
          <div className="match-head">
            <span className={`match-score${match.score >= 100 ? ' match-exact' : ''}`}>{Math.floor(match.score)}%</span>
            <span className="match-parts">{describe(match, t)}</span>
            <InsertKeys place={i} />
          </div>
          {match.negation && (
            <p className="match-negation">
              <TriangleAlert size={14} aria-hidden /> {t('matches.negation')}
            </p>
          )}
          <p className="match-source" lang={useApp.getState().project?.sourceLang}>
            {match.diff.every((part) => part.kind === 'same') ? (
              <ContentText content={match.source} />
            ) : (
              match.diff.map((part, n) =>
                part.kind === 'same' ? (
                  <span key={n}>{part.text}</span>
                ) : part.kind === 'delete' ? (
                  <del key={n}>{part.text}</del>
                ) : (
                  <ins key={n}>{part.text}</ins>
                ),
              )
            )}
          </p>
          <p className="match-target" lang={useApp.getState().project?.targetLang}>
            <ContentText content={match.repaired ?? match.target} />
          </p>
          {match.repaired && (
            <p className="match-repaired">
              <Wrench size={12} aria-hidden /> {t('matches.repaired')}{' '}
              <Button className="link-button" onPress={() => insert(match, false)}>
                {t('matches.insertUnrepaired')}
              </Button>
            </p>
          )}
          <div className="match-foot">
            <span>{match.memoryName}</span>
            {match.author && <span>{match.author}</span>}
            {match.changedAt !== null && <span>{new Date(match.changedAt).toLocaleDateString(t('locale'))}</span>}
            <Button className="link-button" onPress={() => insert(match, true)} data-testid={`match-insert-${i + 1}`}>
              {t('matches.insert')}
            </Button>
          </div>
        </li>
      ))}
    </ol>
  );
}

function describe(match: MemoryMatch, t: TFunction): string {
  if (match.score >= 102) return t('matches.contextBoth');
  if (match.score >= 101) return t('matches.contextOne');
  const differing = PARTS.filter((part) => match.parts[part] > 0);
  if (differing.length === 0) return match.score >= 100 ? t('matches.exact') : t('matches.penalty');
  return differing.map((part) => t(`matches.part.${part}`, { count: match.parts[part] })).join(' · ');
}
