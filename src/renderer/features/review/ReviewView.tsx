import { useEffect, useRef } from 'react';
import type { PanelImperativeHandle } from 'react-resizable-panels';
import { useTranslation } from 'react-i18next';
import type { ComparisonInfo } from '../../../shared/contract/review.ts';
import { setSetting, show } from '../../app/actions.ts';
import { useCommands } from '../../app/commands/registry.ts';
import { core } from '../../app/core.ts';
import { errorText } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { writeComment } from '../../bitext/CommentForm.tsx';
import { PanelSplit, revealPanel, togglePanel } from '../../bitext/PanelSplit.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Opening } from '../../ui/Opening.tsx';
import { chooseFile, openDocument } from './actions.ts';
import { ChangeList } from './ChangeList.tsx';
import { compare, follow, setFilter } from './comparing.ts';
import { decide, decideAll, moveStep } from './deciding.ts';
import { ReviewDialogs } from './dialogs/ReviewDialogs.tsx';
import { FilterRow } from './FilterRow.tsx';
import { MergeView } from './MergeView.tsx';
import { move, moveTo } from './moving.ts';
import { stateName } from './refs.ts';
import { ReviewBar } from './ReviewBar.tsx';
import { SidePanel } from './SidePanel.tsx';
import { openDialog, useReview } from './state.ts';
import { chooseProject, readVersions } from './versions.ts';

/** Several changes of a document in a row, such as typing in another window, are followed once. */
const SETTLE = 120;

/** Opens the document the window shows elsewhere, and follows its changes. */
function useDocument(): number | null {
  const project = useApp((state) => state.project);
  const shown = useApp((state) => state.document ?? state.alignment);
  const own = useReview((state) => (state.project === project?.project ? state.document : null));
  const known = own !== null && project?.documents.some(({ id }) => id === own) ? own : null;
  const wanted = known ?? shown;
  const handle = project?.project ?? null;
  useEffect(() => {
    if (handle === null || wanted === null) return undefined;
    if (useReview.getState().document !== wanted || useReview.getState().project !== handle) {
      void openDocument(handle, wanted);
    } else {
      void readVersions();
      void compare();
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = core.on('bitext.changed', ({ project: changed, document, applied }) => {
      if (changed !== handle || document !== wanted) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        void readVersions();
        void follow(applied.seq);
      }, SETTLE);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [handle, wanted]);
  return handle === null ? null : wanted;
}

/** What changed between two states of a document, and taking what one wants of it. */
export function ReviewView() {
  const { t } = useTranslation();
  const document = useDocument();
  const merge = useReview((state) => state.merge);
  const targetLang = useApp((state) => state.project?.documents.find(({ id }) => id === document)?.targetLang ?? '');
  useCommands(
    document === null
      ? {}
      : {
          'review.version': () => openDialog('version'),
          'review.merge': () => openDialog('merge'),
          'review.source': () => openDialog('source'),
          'review.report': () => openDialog('report'),
          'review.series': () => openDialog('series'),
          'review.otherFile': () => void chooseFile('b'),
          'review.otherProject': () => void chooseProject('b'),
          'review.layout': () =>
            useReview.setState(({ layout }) => ({ layout: layout === 'inline' ? 'side' : 'inline' })),
          'review.spaces': () => useReview.setState(({ spaces }) => ({ spaces: !spaces })),
          'edit.undo': () => void moveStep('undo'),
          'edit.redo': () => void moveStep('redo'),
        },
  );
  if (document === null) {
    return (
      <EmptyState
        title={t('review.nothing')}
        text={t('review.nothingHint')}
        actions={
          <Button kind="primary" onPress={() => show('project')}>
            {t('translate.toProject')}
          </Button>
        }
      />
    );
  }
  return (
    <div className="workplace review">
      {merge ? <MergeView merge={merge} targetLang={targetLang} /> : <Compared />}
      <ReviewDialogs />
    </div>
  );
}

function Compared() {
  const { t } = useTranslation();
  const info = useReview((state) => state.info);
  const failed = useReview((state) => state.failed);
  const a = useReview((state) => state.a);
  const damaged = useReview((state) => state.check?.damaged.length ?? 0);
  return (
    <>
      <ReviewBar />
      {damaged > 0 && <p className="rev-warning">{t('review.damaged', { count: damaged })}</p>}
      {failed !== null && (
        <EmptyState
          title={t('review.failed')}
          text={errorText(failed)}
          actions={<Button onPress={() => void compare()}>{t('save.retry')}</Button>}
        />
      )}
      {info ? <Found info={info} /> : failed === null && a !== null && <Opening />}
    </>
  );
}

function Found({ info }: { readonly info: ComparisonInfo }) {
  const { t } = useTranslation();
  const panel = useRef<PanelImperativeHandle>(null);
  const panelOpen = useApp((state) => state.settings.panelOpen);
  const total = useReview((state) => state.total);
  const active = useReview((state) => state.active);
  const filter = useReview((state) => state.filter);
  useCommands({
    'review.next': () => move(1),
    'review.previous': () => move(-1),
    'review.accept': () => void decide('accepted'),
    'review.reject': () => void decide('rejected'),
    'review.acceptWhy': () => openDialog('acceptWhy'),
    'review.rejectWhy': () => openDialog('rejectWhy'),
    'bead.comment': () => {
      revealPanel(panel.current);
      writeComment();
    },
    'panel.toggle': () => togglePanel(panel.current),
    'review.acceptAll': () => void decideAll('accepted'),
    'review.rejectAll': () => void decideAll('rejected'),
    'go.first': () => moveTo(0),
    'go.last': () => moveTo(Number.MAX_SAFE_INTEGER),
  });
  const { relation, statistics } = info;
  const filtered = Object.keys(filter).length > 0;
  return (
    <>
      {(relation.verdict !== 'related' || relation.reasons.length > 0) && (
        <p className="rev-warning" data-testid="relation">
          {relation.verdict === 'related' ? '' : `${t(`relation.${relation.verdict}`)} `}
          {relation.reasons
            .map((reason) =>
              t(`relation.${reason}`, {
                a: `${info.a.sourceLang} → ${info.a.targetLang}`,
                b: `${info.b.sourceLang} → ${info.b.targetLang}`,
              }),
            )
            .join(' ')}{' '}
          {t('relation.recognised', {
            percent: Math.round(relation.paired * 100),
            sure: Math.round(relation.confidence * 100),
          })}
        </p>
      )}
      <FilterRow info={info} />
      <div className="rev-main">
        <PanelSplit
          handle={panel}
          open={panelOpen}
          onOpen={(open) => void setSetting('panelOpen', open)}
          page={
            <main className="rev-page">
              <h1 className="sr-only">{t('view.review')}</h1>
              {total > 0 ? (
                <ChangeList info={info} />
              ) : (
                <EmptyState
                  title={statistics.changes === 0 ? t('review.alike') : t('review.noneShown')}
                  text={
                    statistics.changes === 0
                      ? t('review.alikeHint', { a: stateName(t, info.a), b: stateName(t, info.b) })
                      : t('review.noneShownHint')
                  }
                  actions={filtered ? <Button onPress={() => setFilter({})}>{t('review.showAll')}</Button> : undefined}
                />
              )}
            </main>
          }
          panel={<SidePanel info={info} />}
        />
      </div>
      <footer className="status-line" data-region="status">
        <output data-testid="review-place">
          {total === 0 ? t('review.noPlace') : t('review.place', { at: active + 1, total })}
        </output>
        <span className="rev-keys">
          {info.present === null
            ? t('review.takeHint', { a: stateName(t, info.a), b: stateName(t, info.b) })
            : t('review.keysHint')}
        </span>
      </footer>
    </>
  );
}
