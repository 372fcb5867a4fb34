import { core } from '../app/core.ts';
import { nameOf } from '../app/files/choose.ts';
import { notify } from '../app/notices.ts';
import { useApp } from '../app/state.ts';
import { i18n } from '../i18n/i18n.ts';

/** Says that a file was written, with a way to find it. */
export function tellWritten(path: string, units: number): void {
  const canShow = useApp.getState().info?.host === 'electron';
  notify({
    kind: 'done',
    title: i18n.t('export.written', { name: nameOf(path) }),
    text: `${i18n.t('export.units', { count: units })} · ${path}`,
    ...(canShow
      ? { action: { label: i18n.t('export.show'), run: () => void core.call('host.showInFolder', { path }) } }
      : {}),
  });
}
