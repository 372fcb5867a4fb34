/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a native progress bar cannot be drawn as a hairline in every browser */
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { useJobs } from './jobs.ts';

/** Work under way, with a way to cancel it. */
export function Jobs() {
  const { t, i18n } = useTranslation();
  const jobs = useJobs((state) => state.jobs);
  if (jobs.length === 0) return null;
  return (
    <section className="jobs" data-react-aria-top-layer="true" aria-label={t('jobs.label')} data-testid="jobs">
      {jobs.map(({ id, title, progress, cancel }) => {
        const share = progress?.total ? Math.min(100, Math.round((100 * progress.done) / progress.total)) : null;
        const phase = progress && i18n.exists(progress.phase) ? t(progress.phase) : t('job.working');
        return (
          <div key={id} className="job" aria-live="polite">
            <div className="job-text">
              <strong>{title}</strong>
              <span>
                {phase}
                {share === null ? '' : ` · ${share}%`}
              </span>
            </div>
            <div
              className={`job-bar${share === null ? ' job-bar-open' : ''}`}
              role="progressbar"
              aria-label={title}
              {...(share === null ? {} : { 'aria-valuenow': share })}
            >
              <span style={{ width: `${share ?? 30}%` }} />
            </div>
            <Button kind="quiet" onPress={cancel}>
              {t('ui.cancel')}
            </Button>
          </div>
        );
      })}
    </section>
  );
}
