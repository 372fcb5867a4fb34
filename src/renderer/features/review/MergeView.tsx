/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/click-events-have-key-events -- rows of an ARIA grid; keys are those of the view */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bead } from '../../../shared/bitext/bead.ts';
import type { Conflict } from '../../../shared/review/merge.ts';
import { textChange } from '../../../shared/review/text-change.ts';
import { effectiveKeys } from '../../app/commands/keymap.ts';
import { useCommands } from '../../app/commands/registry.ts';
import { useApp } from '../../app/state.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { ConflictEditor } from './ConflictEditor.tsx';
import { editConflict, finishMerge, leaveMerge, moveConflict, resolve } from './merging.ts';
import { ContentText } from '../../ui/ContentText.tsx';
import { DiffText } from '../../ui/DiffText.tsx';
import { stateName } from './refs.ts';
import type { OpenMerge } from './state.ts';

const TAKES = ['ours', 'theirs', 'base'] as const;

/** What both sides changed, each conflict with both texts and what was sent, resolved by key. */
export function MergeView({ merge, targetLang }: { readonly merge: OpenMerge; readonly targetLang: string }) {
  const { t } = useTranslation();
  const { preview, active } = merge;
  const open = preview.conflicts.filter(({ choice }) => choice === undefined).length;
  useCommands({
    'review.next': () => moveConflict(active + 1),
    'review.previous': () => moveConflict(active - 1),
    'review.takeOurs': () => resolve('ours'),
    'review.takeTheirs': () => resolve('theirs'),
    'review.takeBase': () => resolve('base'),
    'review.editConflict': () => editConflict(true),
    'review.finishMerge': () => void finishMerge(),
  });
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (merge.editing !== null) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-conflict="${active}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }, [active, merge.editing]);
  return (
    <>
      <header className="bar rev-bar" data-region="toolbar">
        <h1 className="rev-merge-title">{t('merge.title', { name: stateName(t, preview.theirs) })}</h1>
        <p className="rev-merge-lead" data-testid="merge-lead">
          {t('merge.lead', { taken: preview.taken, merged: preview.merged })}{' '}
          <strong>{open === 0 ? t('merge.noneOpen') : t('merge.open', { count: open })}</strong>
        </p>
        <span className="bar-space" />
        <Button onPress={leaveMerge}>{t('ui.cancel')}</Button>
        <Button kind="primary" onPress={() => void finishMerge()} testId="merge-finish">
          {open === 0 ? t('merge.finish') : t('merge.finishOpen')}
        </Button>
      </header>
      {preview.relation.verdict !== 'related' && (
        <p className="rev-warning">{t('merge.doubtful', { percent: Math.round(preview.relation.confidence * 100) })}</p>
      )}
      <div className="rev-conflicts" role="grid" aria-label={t('merge.conflicts')} data-region="grid" ref={list}>
        {preview.conflicts.length === 0 && (
          <EmptyState title={t('merge.noConflicts')} text={t('merge.noConflictsHint')} />
        )}
        {preview.conflicts.map((conflict, i) => (
          <ConflictRow
            key={conflict.index}
            conflict={conflict}
            active={i === active}
            editing={merge.editing === i}
            lang={targetLang}
            onActivate={() => moveConflict(i)}
          />
        ))}
      </div>
      <footer className="status-line" data-region="status">
        <output>
          {preview.conflicts.length === 0
            ? t('merge.noConflicts')
            : t('merge.place', { at: active + 1, total: preview.conflicts.length })}
        </output>
        <span className="rev-keys">{t('merge.keysHint')}</span>
      </footer>
    </>
  );
}

interface RowProps {
  readonly conflict: Conflict;
  readonly active: boolean;
  readonly editing: boolean;
  readonly lang: string;
  readonly onActivate: () => void;
}

function ConflictRow({ conflict, active, editing, lang, onActivate }: RowProps) {
  const { t } = useTranslation();
  const own = useApp((state) => state.settings.keys);
  const keys = effectiveKeys(own);
  const commands = { ours: 'review.takeOurs', theirs: 'review.takeTheirs', base: 'review.takeBase' } as const;
  const { base, ours, theirs, choice } = conflict;
  const texts: Readonly<Record<(typeof TAKES)[number], readonly Bead[]>> = { ours, theirs, base };
  const typed = typeof choice === 'object' ? choice.target : null;
  return (
    <div
      className={`rev-conflict${active ? ' rev-active' : ''}`}
      role="row"
      tabIndex={active ? 0 : -1}
      data-conflict={conflict.index}
      data-testid={`conflict-${conflict.index}`}
      aria-selected={active}
      onClick={() => {
        if (!editing) onActivate();
      }}
    >
      <div role="gridcell">
        <p className="rev-conflict-head">
          <span>{t(`conflict.${conflict.kind}`)}</span>
          <span className="rev-conflict-state">
            {choice === undefined
              ? t('merge.stillOpen')
              : typed
                ? t('take.typed')
                : t('merge.taken', { what: t(`take.${choice as (typeof TAKES)[number]}`) })}
          </span>
        </p>
        <p className="rev-text rev-source rev-conflict-source">
          <DiffText beads={ours.length > 0 ? ours : base} side="source" change={null} reading="both" spaces={false} />
        </p>
        <div className="rev-takes">
          {TAKES.map((take) => (
            <div key={take} className={`rev-take${choice === take ? ' rev-taken' : ''}`}>
              <p className="rev-take-head">
                {choice === take ? '✓ ' : ''}
                {t(`take.${take}`)}
                <Keys stroke={keys.get(commands[take])?.[0] ?? ''} />
              </p>
              <p className="rev-text" lang={lang}>
                {texts[take].length === 0 ? (
                  <em>{t('merge.gone')}</em>
                ) : (
                  <DiffText
                    beads={texts[take]}
                    side="target"
                    change={take === 'base' ? null : textChange(base, texts[take], 'target', lang)}
                    reading="both"
                    spaces={false}
                  />
                )}
              </p>
            </div>
          ))}
        </div>
        {editing && <ConflictEditor conflict={conflict} lang={lang} />}
        {typed && !editing && (
          <p className="rev-text rev-typed" lang={lang}>
            <ContentText content={typed} />
          </p>
        )}
      </div>
    </div>
  );
}
