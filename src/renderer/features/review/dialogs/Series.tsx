import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeriesPoint } from '../../../../shared/contract/review.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { moment } from '../../../ui/moment.ts';
import { Opening } from '../../../ui/Opening.tsx';
import { versionName } from '../refs.ts';
import { openDialog } from '../state.ts';
import { readSeries } from '../versions.ts';
import { SeriesChart } from './SeriesChart.tsx';

const close = (): void => openDialog(null);

/** What each version changed against the one before: as a chart, and in figures below it. */
export function Series() {
  const { t } = useTranslation();
  const [points, setPoints] = useState<readonly SeriesPoint[] | null>(null);
  useEffect(() => {
    let stale = false;
    void readSeries().then((found) => {
      if (stale) return;
      if (found) setPoints(found);
      else close();
    });
    return () => {
      stale = true;
    };
  }, []);
  return (
    <Dialog
      title={t('command.review.series')}
      onClose={close}
      wide
      testId="series"
      footer={<Button onPress={close}>{t('ui.close')}</Button>}
    >
      {points === null ? <Opening /> : <Told points={points} />}
    </Dialog>
  );
}

function Told({ points }: { readonly points: readonly SeriesPoint[] }) {
  const { t } = useTranslation();
  if (points.length < 2) return <EmptyState small title={t('series.one')} text={t('series.oneHint')} />;
  const steps = points.slice(1).map((point, i) => ({ point, number: i + 1, name: nameOf(point) }));
  function nameOf({ version }: SeriesPoint): string {
    return version ? versionName(t, version) : t('version.current');
  }
  const [first] = points;
  const n = (value: number): string => value.toLocaleString(t('locale'));
  return (
    <>
      <p className="dialog-lead">{t('series.lead', { first: first ? nameOf(first) : '' })}</p>
      <SeriesChart steps={steps} />
      <div className="series-figures">
        <table className="rev-table" data-testid="series-table">
          <thead>
            <tr>
              <th scope="col">{t('series.version')}</th>
              <th scope="col">{t('series.rows')}</th>
              <th scope="col">{t('series.words')}</th>
              <th scope="col">{t('series.plusMinus')}</th>
              <th scope="col">{t('series.distance')}</th>
              <th scope="col">{t('series.authors')}</th>
            </tr>
          </thead>
          <tbody>
            {steps.map(({ point, number, name }) => (
              <tr key={number}>
                <th scope="row">
                  <span className="series-number">{number}</span> {name}
                  {point.version && <span className="rev-table-hint">{moment(point.version.at, t('locale'))}</span>}
                </th>
                {point.touched ? (
                  <>
                    <td>{n(point.touched.changes)}</td>
                    <td>{n(point.touched.wordsTouched)}</td>
                    <td>
                      +{n(point.touched.wordsInserted)} −{n(point.touched.wordsDeleted)}
                    </td>
                    <td>{n(point.touched.distance)}</td>
                    <td>
                      {point.authors
                        .map(({ by, wordsTouched }) => `${by ?? t('review.unknownAuthor')} ${n(wordsTouched)}`)
                        .join(', ')}
                    </td>
                  </>
                ) : (
                  <td colSpan={5}>{t('review.lost')}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
