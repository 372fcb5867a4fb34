import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/Button.tsx';
import { dismiss } from './notices.ts';
import { useApp } from './state.ts';

/** Messages at the foot of the window, and what screen readers are told. */
export function Notices() {
  const { t } = useTranslation();
  const notices = useApp((state) => state.notices);
  const spoken = useApp((state) => state.spoken);
  return (
    <>
      <section
        className="notices"
        data-react-aria-top-layer="true"
        aria-label={t('notices.label')}
        data-testid="notices"
      >
        {notices.map((notice) => (
          <div
            key={notice.id}
            className={`notice notice-${notice.kind}`}
            {...(notice.kind === 'error' ? { role: 'alert' } : { 'aria-live': 'polite' })}
            data-testid={`notice-${notice.kind}`}
          >
            {notice.kind === 'error' && <CircleAlert size={18} aria-hidden />}
            {notice.kind === 'done' && <CircleCheck size={18} aria-hidden />}
            {notice.kind === 'info' && <Info size={18} aria-hidden />}
            <div className="notice-text">
              <strong>{notice.title}</strong>
              {notice.text && <p>{notice.text}</p>}
              {notice.action && (
                <AriaButton
                  className="link-button"
                  onPress={() => {
                    notice.action?.run();
                    dismiss(notice.id);
                  }}
                >
                  {notice.action.label}
                </AriaButton>
              )}
            </div>
            <IconButton label={t('ui.close')} icon={<X size={15} />} onPress={() => dismiss(notice.id)} />
          </div>
        ))}
      </section>
      <output className="sr-only" aria-live="polite" data-testid="spoken">
        {spoken}
      </output>
    </>
  );
}
