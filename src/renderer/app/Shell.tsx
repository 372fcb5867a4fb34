import { useEffect, useState } from 'react';
import { BookOpenText, FolderOpen, Library, Rows3, Settings as SettingsIcon, GitCompareArrows } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { AlignDialogs } from '../features/align/AlignDialogs.tsx';
import { AlignView } from '../features/align/AlignView.tsx';
import { MemoryView } from '../features/memory/MemoryView.tsx';
import { ProjectDialogs } from '../features/project/ProjectDialogs.tsx';
import { ProjectView } from '../features/project/ProjectView.tsx';
import { openFiles, takeDropped } from '../features/project/actions.ts';
import { ReviewView } from '../features/review/ReviewView.tsx';
import { SettingsView } from '../features/settings/SettingsView.tsx';
import { TranslateView } from '../features/translate/TranslateView.tsx';
import { openSample, show } from './actions.ts';
import { effectiveKeys } from './commands/keymap.ts';
import { inField, useKeyboard } from './commands/keyboard.ts';
import { runCommand, useCommands } from './commands/registry.ts';
import { core } from './core.ts';
import { Opening } from '../ui/Opening.tsx';
import { FileBrowserHost } from './files/FileBrowser.tsx';
import { Jobs } from './Jobs.tsx';
import { Notices } from './Notices.tsx';
import { Palette } from './palette/Palette.tsx';
import { moveRegion } from './regions.ts';
import type { ViewId } from './state.ts';
import { useApp } from './state.ts';
import { useAppearance } from './appearance.ts';
import { isProject } from './files/choose.ts';

const VIEWS: readonly { readonly id: ViewId; readonly icon: LucideIcon; readonly end?: true }[] = [
  { id: 'project', icon: FolderOpen },
  { id: 'translate', icon: BookOpenText },
  { id: 'align', icon: Rows3 },
  { id: 'memory', icon: Library },
  { id: 'review', icon: GitCompareArrows },
  { id: 'settings', icon: SettingsIcon, end: true },
];

/** The window: rail on the left, the view in the middle. */
export function Shell() {
  const { i18n } = useTranslation();
  const view = useApp((state) => state.view);
  const starting = useApp((state) => state.starting);
  const [palette, setPalette] = useState(false);
  useAppearance();
  useKeyboard();
  useCommands({
    'window.palette': () => setPalette(true),
    'window.project': () => show('project'),
    'window.translate': () => show('translate'),
    'window.align': () => show('align'),
    'window.memory': () => show('memory'),
    'window.review': () => show('review'),
    'window.settings': () => show('settings'),
    'window.nextRegion': () => moveRegion(1),
    'window.previousRegion': () => moveRegion(-1),
    'project.sample': () => void openSample(),
  });
  useEffect(() => {
    const given = useApp.getState().info?.open ?? [];
    const documents = given.filter((path) => !isProject(path));
    if (!starting && documents.length > 0) void openFiles(documents);
  }, [starting]);
  useEffect(
    () =>
      core.on('host.command', ({ command, path }) => {
        const field = inField(document.activeElement);
        if (command === 'open' && path) void openFiles([path]);
        // In a text field the menu means the field's own undo, as the keys do; there is no other way to reach it.
        else if (field && command === 'edit.undo') document.execCommand('undo');
        else if (field && command === 'edit.redo') document.execCommand('redo');
        else runCommand(command);
      }),
    [],
  );
  return (
    <I18nProvider locale={i18n.language === 'it' ? 'it-IT' : 'en-GB'}>
      <div
        className="shell"
        onDragOver={(event) => {
          if (event.dataTransfer.types.includes('Files')) event.preventDefault();
        }}
        onDrop={(event) => {
          if (event.dataTransfer.files.length === 0) return;
          event.preventDefault();
          void takeDropped([...event.dataTransfer.files]);
        }}
      >
        <Rail view={view} />
        <div className="view">
          {starting && <Opening />}
          {!starting && view === 'translate' && <TranslateView />}
          {!starting && view === 'align' && <AlignView />}
          {!starting && view === 'project' && <ProjectView />}
          {!starting && view === 'memory' && <MemoryView />}
          {!starting && view === 'review' && <ReviewView />}
          {!starting && view === 'settings' && <SettingsView />}
        </div>
        <Jobs />
        <Notices />
        <ProjectDialogs />
        <AlignDialogs />
        <FileBrowserHost />
        {palette && <Palette onClose={() => setPalette(false)} />}
      </div>
    </I18nProvider>
  );
}

function Rail({ view }: { readonly view: ViewId }) {
  const { t } = useTranslation();
  const own = useApp((state) => state.settings.keys);
  const keys = effectiveKeys(own);
  return (
    <nav className="rail" aria-label={t('rail.label')} data-region="rail">
      <img className="rail-mark" src="./icon.svg" alt="" width="28" height="28" />
      {VIEWS.map(({ id, icon: Icon, end }) => (
        <button
          key={id}
          type="button"
          className={`rail-item${end ? ' rail-end' : ''}`}
          data-testid={`rail-${id}`}
          aria-current={view === id ? 'page' : undefined}
          title={keys.get(`window.${id}`)?.[0]}
          onClick={() => show(id)}
        >
          <Icon size={20} strokeWidth={1.6} aria-hidden />
          <span>{t(`view.${id}`)}</span>
        </button>
      ))}
    </nav>
  );
}
