/** Every command of the window, its place in the palette, and its usual keys. Names are `command.<id>` in i18n. */
export interface CommandEntry {
  readonly id: string;
  readonly group: 'bead' | 'text' | 'go' | 'find' | 'panel' | 'project' | 'window';
  readonly keys: readonly string[];
  /** Left to the browser while the focus is in an ordinary text field. */
  readonly notInFields?: true;
}

const matchCommands: readonly CommandEntry[] = Array.from({ length: 9 }, (_, i) => ({
  id: `match.insert${i + 1}`,
  group: 'text',
  keys: [`Ctrl+${i + 1}`],
}));

export const catalogue: readonly CommandEntry[] = [
  { id: 'bead.confirmNext', group: 'bead', keys: ['Ctrl+Enter'] },
  { id: 'bead.confirm', group: 'bead', keys: ['Ctrl+Shift+Enter'] },
  { id: 'bead.unconfirm', group: 'bead', keys: [] },
  { id: 'bead.merge', group: 'bead', keys: ['Ctrl+J'] },
  { id: 'bead.split', group: 'bead', keys: ['Alt+Enter'] },
  { id: 'bead.comment', group: 'bead', keys: ['Ctrl+M'] },
  { id: 'bead.bookmark', group: 'bead', keys: ['Ctrl+B'] },
  { id: 'bead.lock', group: 'bead', keys: ['Ctrl+L'] },
  { id: 'bead.exclude', group: 'bead', keys: ['Ctrl+Shift+X'] },

  { id: 'text.copySource', group: 'text', keys: ['Ctrl+Shift+S'] },
  { id: 'text.clear', group: 'text', keys: ['Ctrl+Shift+Backspace'] },
  { id: 'code.insert', group: 'text', keys: ['Ctrl+,'] },
  { id: 'code.next', group: 'text', keys: ['Ctrl+.'] },
  ...matchCommands,
  { id: 'edit.undo', group: 'text', keys: ['Ctrl+Z'], notInFields: true },
  { id: 'edit.redo', group: 'text', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], notInFields: true },

  { id: 'go.next', group: 'go', keys: ['Ctrl+ArrowDown'] },
  { id: 'go.previous', group: 'go', keys: ['Ctrl+ArrowUp'] },
  { id: 'go.nextUnconfirmed', group: 'go', keys: ['Ctrl+Shift+ArrowDown'] },
  { id: 'go.first', group: 'go', keys: [] },
  { id: 'go.last', group: 'go', keys: [] },
  { id: 'go.row', group: 'go', keys: ['Ctrl+G'] },
  { id: 'go.edit', group: 'go', keys: ['F2'] },

  { id: 'find.filter', group: 'find', keys: ['Ctrl+F'] },
  { id: 'find.clear', group: 'find', keys: ['Ctrl+Shift+F'] },
  { id: 'find.replace', group: 'find', keys: ['Ctrl+H'] },
  { id: 'find.concordance', group: 'find', keys: ['Ctrl+Shift+C'] },

  { id: 'panel.matches', group: 'panel', keys: ['Alt+1'] },
  { id: 'panel.concordance', group: 'panel', keys: ['Alt+2'] },
  { id: 'panel.history', group: 'panel', keys: ['Alt+3'] },
  { id: 'panel.comments', group: 'panel', keys: ['Alt+4'] },
  { id: 'panel.toggle', group: 'panel', keys: ['Ctrl+\\'] },

  { id: 'project.new', group: 'project', keys: [] },
  { id: 'project.open', group: 'project', keys: ['Ctrl+O'] },
  { id: 'project.sample', group: 'project', keys: [] },
  { id: 'project.addDocuments', group: 'project', keys: ['Ctrl+Shift+A'] },
  { id: 'project.export', group: 'project', keys: ['Ctrl+E'] },

  { id: 'window.palette', group: 'window', keys: ['Ctrl+K'] },
  { id: 'window.project', group: 'window', keys: ['Ctrl+Shift+1'] },
  { id: 'window.translate', group: 'window', keys: ['Ctrl+Shift+2'] },
  { id: 'window.settings', group: 'window', keys: ['Ctrl+Shift+9'] },
  { id: 'window.nextRegion', group: 'window', keys: ['F6'] },
  { id: 'window.previousRegion', group: 'window', keys: ['Shift+F6'] },
];

export type CommandId = string;
