/* oxlint-disable react/no-array-index-key -- parts of a difference have no name but their place */
import { useEffect, useMemo, useRef, useState } from 'react';
import { TriangleAlert, Wrench } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { MatchParts, MemoryInfo, MemoryMatch } from '../../../../shared/contract/types.ts';
import type { Content } from '../../../../shared/text/content.ts';
import { wordDiff } from '../../../../shared/text/word-diff.ts';
import { useCommands } from '../../../app/commands/registry.ts';
import { errorText } from '../../../app/notices.ts';
import { useApp } from '../../../app/state.ts';
import { ContentText } from '../../../ui/ContentText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { useMemoryChanges } from '../../../memories/use-memory-changes.ts';
import { activate, here } from '../actions.ts';
import { theEditor } from '../editor/the-editor.ts';
import { useBead, useSignal } from '../../../bitext/hooks.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';
import { useTranslate } from '../state.ts';
import { InsertKeys, insertCommands } from './InsertKeys.tsx';
import { MatchStore } from './match-store.ts';
import { MemoriesLine } from './MemoriesLine.tsx';

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
  const version = useMemoryChanges();
  // A change of the memories makes all that was looked up stale.
  // oxlint-disable-next-line react/memo-dependencies, react-hooks/exhaustive-deps
  const store = useMemo(() => new MatchStore(session, threshold), [session, threshold, memories, version]);
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
      : setTimeout(() => {
          const looking = { bead: wanted.id, matches: null, error: null };
          // Matches that are looked up again stay until the new ones are there.
          if (!stale) setState((present) => (present?.bead === wanted.id && present.matches ? present : looking));
        }, QUIET);
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
  return (
    <>
      <MemoriesLine />
      <Found state={state} insert={insert} />
    </>
  );
}

interface FoundProps {
  readonly state: ReturnType<typeof useMatches>;
  readonly insert: (match: MemoryMatch, repaired: boolean) => void;
}

function Found({ state, insert }: FoundProps) {
  const { t } = useTranslation();
  const project = useApp((it) => it.project);
  const [sourceLang, targetLang] = [project?.sourceLang, project?.targetLang];
  const matches = state?.matches ?? [];
  if (state?.error) return <p className="panel-message">{errorText(state.error)}</p>;
  if (state && state.matches === null) return <p className="panel-message">{t('matches.looking')}</p>;
  if (matches.length === 0) {
    const isUsed = project?.memories.some((it) => it.readable && it.problem === null);
    return <EmptyState small title={t('matches.none')} text={t(isUsed ? 'matches.noneHint' : 'matches.noMemory')} />;
  }
  return (
    <ol className="matches" aria-label={t('panel.matches')}>
      {matches.map((match, i) => (
        <li key={`${match.memory}:${match.unit}`} className="match" data-testid={`match-${i + 1}`}>
          <div className="match-head">
            <span className={`match-score${match.score >= 100 ? ' match-exact' : ''}`}>{Math.floor(match.score)}%</span>
            <span className="match-parts">{describe(match, penaltyOf(match, project?.memories ?? []), t)}</span>
            <InsertKeys place={i} />
          </div>
          {match.negation && (
            <p className="match-negation">
              <TriangleAlert size={14} aria-hidden /> {t('matches.negation')}
            </p>
          )}
          <p className="match-source" lang={sourceLang}>
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
          <p className="match-target" lang={targetLang}>
            {match.repaired ? (
              <Repaired match={match} repaired={match.repaired} lang={targetLang ?? ''} />
            ) : (
              <ContentText content={match.target} />
            )}
          </p>
          {match.repaired && (
            <p className="match-repaired">
              <Wrench size={12} aria-hidden /> {t('matches.repairedParts', { parts: repairedParts(match, t) })}{' '}
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

/** The repaired target with what was changed in it marked. */
function Repaired({ match, repaired, lang }: { match: MemoryMatch; repaired: Content; lang: string }) {
  const runs = useMemo(() => wordDiff(match.target, repaired, lang), [match.target, repaired, lang]);
  return (
    <>
      {runs.map(({ kind, content }, n) =>
        kind === 'same' ? (
          <ContentText key={n} content={content} />
        ) : kind === 'ins' ? (
          <ins key={n} className="match-fixed">
            <ContentText content={content} />
          </ins>
        ) : null,
      )}
    </>
  );
}

/** What a repair has put right; a word that it changed is part of a date. */
function repairedParts({ parts }: MemoryMatch, t: TFunction): string {
  const names = [
    parts.words > 0 && 'date',
    parts.numbers > 0 && 'number',
    parts.codes > 0 && 'code',
    parts.case > 0 && 'case',
    parts.punctuation > 0 && 'punctuation',
  ];
  return names
    .filter((name) => name !== false)
    .map((name) => t(`matches.repair.${name}`))
    .join(', ');
}

function penaltyOf(match: MemoryMatch, memories: readonly MemoryInfo[]): number {
  return memories.find(({ path }) => path === match.memory)?.penalty ?? 0;
}

/** Why a match has its score: what differs, the neighbours, and what its memory loses. */
function describe(match: MemoryMatch, penalty: number, t: TFunction): string {
  const differing = PARTS.filter((part) => match.parts[part] > 0);
  const neighbours = Math.ceil(match.score + penalty) - 100;
  const why =
    differing.length > 0
      ? differing.map((part) => t(`matches.part.${part}`, { count: match.parts[part] })).join(' · ')
      : t(neighbours >= 2 ? 'matches.contextBoth' : neighbours === 1 ? 'matches.contextOne' : 'matches.exact');
  return penalty > 0 ? `${why} · ${t('matches.penalty', { points: penalty })}` : why;
}
