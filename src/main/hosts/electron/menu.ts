import type { MenuItemConstructorOptions } from 'electron';

/** The words of the native menu; the window sends none, so that the menu stands before the window does. */
const words = {
  en: {
    file: 'File',
    newProject: 'New project…',
    openProject: 'Open project…',
    addDocument: 'Add documents…',
    export: 'Export…',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    find: 'Find…',
    replace: 'Find and replace…',
    view: 'View',
    palette: 'Command palette…',
    settings: 'Settings…',
    window: 'Window',
  },
  it: {
    file: 'File',
    newProject: 'Nuovo progetto…',
    openProject: 'Apri progetto…',
    addDocument: 'Aggiungi documenti…',
    export: 'Esporta…',
    edit: 'Modifica',
    undo: 'Annulla',
    redo: 'Ripeti',
    find: 'Trova…',
    replace: 'Trova e sostituisci…',
    view: 'Vista',
    palette: 'Tavolozza dei comandi…',
    settings: 'Impostazioni…',
    window: 'Finestra',
  },
} as const;

export type MenuLanguage = keyof typeof words;

/** The language of the menu for a locale of the system, such as `it-IT`. */
export function menuLanguage(locale: string): MenuLanguage {
  return locale.toLowerCase().startsWith('it') ? 'it' : 'en';
}

/**
 * The native menu. Its items send commands of the window's own command registry, so menu, palette and keys do the
 * same thing; keys are shown by the window, which lets the user change them, and are not registered here.
 */
export function menuTemplate(
  language: MenuLanguage,
  platform: NodeJS.Platform,
  send: (command: string) => void,
): MenuItemConstructorOptions[] {
  const word = words[language];
  const item = (label: string, command: string): MenuItemConstructorOptions => ({ label, click: () => send(command) });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const settings = item(word.settings, 'window.settings');
  const mac = platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: word.file,
      submenu: [
        item(word.newProject, 'project.new'),
        item(word.openProject, 'project.open'),
        separator,
        item(word.addDocument, 'project.addDocuments'),
        item(word.export, 'project.export'),
        separator,
        settings,
        separator,
        { role: mac ? 'close' : 'quit' },
      ],
    },
    {
      label: word.edit,
      submenu: [
        item(word.undo, 'edit.undo'),
        item(word.redo, 'edit.redo'),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        separator,
        item(word.find, 'find.filter'),
        item(word.replace, 'find.replace'),
      ],
    },
    {
      label: word.view,
      submenu: [
        item(word.palette, 'window.palette'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    { label: word.window, role: 'windowMenu' },
  ];
}
