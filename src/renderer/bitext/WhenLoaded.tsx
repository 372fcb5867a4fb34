import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../app/notices.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Opening } from '../ui/Opening.tsx';
import type { BitextSession } from './bitext-session.ts';
import { useSignal } from './hooks.ts';

/** Beads from which on one is told how far opening them has come. */
const MANY = 20_000;

/** Shows its children once the document is there; before, that it is being opened, or why it could not be. */
export function WhenLoaded({ session, children }: { readonly session: BitextSession; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const load = useSignal(session.load);
  if (load.kind === 'failed') {
    return (
      <EmptyState
        title={t('translate.loadFailed')}
        text={errorText(load.error)}
        actions={<Button onPress={() => void session.reload()}>{t('save.retry')}</Button>}
      />
    );
  }
  if (load.kind === 'loading') {
    const long = load.total !== null && load.total > MANY;
    return <Opening {...(long ? { share: Math.round((100 * load.loaded) / (load.total ?? 1)) } : {})} />;
  }
  return <>{children}</>;
}
