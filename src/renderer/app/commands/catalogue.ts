/** Every command of the window, its place in the palette, and its usual keys. Names are `command.<id>` in i18n. */
export interface CommandEntry {
  readonly id: string;
  readonly group: 'bead' | 'align' | 'memory' | 'text' | 'go' | 'find' | 'panel' | 'project' | 'window' | 'review';
  readonly keys: readonly string[];
  /** Left to the browser while the focus is in an ordinary text field. */
  readonly notInFields?: true;
  /** Acts only while the focus is on a row and no text is being edited: such a command may have a key that types. */
  readonly onRows?: true;
  /** The one view that knows the command; commands of different views may share a key. */
  readonly view?: 'translate' | 'align' | 'memory' | 'review';
}

const matchCommands: readonly CommandEntry[] = Array.from({ length: 9 }, (_, i) => ({
  id: `match.insert${i + 1}`,
  group: 'text',
  keys: [`Ctrl+${i + 1}`],
}));

/** The verbs of alignment, on the keys that translators know from InterText. */
const alignVerbs: readonly (readonly [id: string, ...keys: string[]])[] = [
  ['nextDoubtful', 'N'],
  ['previousDoubtful', 'Shift+N'],
  ['confirm', 'Space'],
  ['confirmAbove', 'C'],
  ['pin', 'P'],
  ['realign', 'R'],
  ['again'],
  ['sendDown', 'Enter'],
  ['pullUp', 'Backspace'],
  ['splitBoth', 'Ctrl+Enter'],
  ['mergeAbove', 'Ctrl+Backspace'],
  ['merge', 'M'],
  ['sentenceDown', 'Alt+ArrowDown'],
  ['sentenceUp', 'Alt+ArrowUp'],
  ['splitSentence', 'Shift+Enter'],
  ['joinSentences', 'J'],
  ['swap', 'X'],
  ['unlink', 'U'],
  ['link', 'L'],
  ['notTranslated', 'D'],
  ['edit', 'E'],
  ['otherSide', 'T'],
  ['bookmark', 'B'],
  ['nextBookmark', 'Shift+B'],
  ['passage', 'O'],
  ['exclude', 'Shift+X'],
  ['send', 'S'],
];

const alignCommands: readonly CommandEntry[] = alignVerbs.map(([id, ...keys]) => ({
  id: `align.${id}`,
  group: 'align',
  keys,
  onRows: true,
  view: 'align',
}));

/** What is done to the selected units of a memory, and to the memory as a whole. */
const memoryCommands: readonly CommandEntry[] = [
  ...(
    [
      ['editTarget', 'Enter'],
      ['editSource', 'Shift+Enter'],
      ['delete', 'Delete'],
      ['tag', 'T'],
      ['selectAll', 'Ctrl+A'],
    ] as const
  ).map(([id, ...keys]) => ({ id: `memory.${id}`, group: 'memory', keys, onRows: true, view: 'memory' }) as const),
  ...(['open', 'openTmx', 'import', 'export', 'merge', 'split', 'reverse', 'imports', 'figures'] as const).map(
    (id) => ({ id: `memory.${id}`, group: 'memory', keys: [], view: 'memory' }) as const,
  ),
];

/** The verbs of review; those about conflicts act while a returned review is merged. */
const reviewVerbs: readonly (readonly [id: string, ...keys: string[]])[] = [
  ['next', 'N'],
  ['previous', 'Shift+N'],
  ['accept', 'A'],
  ['reject', 'R'],
  ['acceptWhy', 'Shift+A'],
  ['rejectWhy', 'Shift+R'],
  ['layout', 'V'],
  ['spaces', 'W'],
  ['takeOurs', '1'],
  ['takeTheirs', '2'],
  ['takeBase', '3'],
  ['editConflict', 'E'],
];

const reviewCommands: readonly CommandEntry[] = [
  ...reviewVerbs.map(([id, ...keys]): CommandEntry => ({
    id: `review.${id}`,
    group: 'review',
    keys,
    onRows: true,
    view: 'review',
  })),
  { id: 'review.acceptAll', group: 'review', keys: ['Alt+Shift+A'], view: 'review' },
  { id: 'review.rejectAll', group: 'review', keys: ['Alt+Shift+R'], view: 'review' },
  { id: 'review.finishMerge', group: 'review', keys: ['Ctrl+Enter'], view: 'review' },
  { id: 'review.version', group: 'review', keys: [], view: 'review' },
  { id: 'review.series', group: 'review', keys: [], view: 'review' },
  { id: 'review.otherFile', group: 'review', keys: [], view: 'review' },
  { id: 'review.otherProject', group: 'review', keys: [], view: 'review' },
  { id: 'review.merge', group: 'review', keys: [], view: 'review' },
  { id: 'review.source', group: 'review', keys: [], view: 'review' },
  { id: 'review.report', group: 'review', keys: ['Ctrl+Shift+E'], view: 'review' },
];

export const catalogue: readonly CommandEntry[] = [
  { id: 'bead.confirmNext', group: 'bead', keys: ['Ctrl+Enter'], view: 'translate' },
  { id: 'bead.confirm', group: 'bead', keys: ['Ctrl+Shift+Enter'] },
  { id: 'bead.unconfirm', group: 'bead', keys: [] },
  { id: 'bead.merge', group: 'bead', keys: ['Ctrl+J'] },
  { id: 'bead.split', group: 'bead', keys: ['Alt+Enter'] },
  { id: 'bead.comment', group: 'bead', keys: ['Ctrl+M'] },
  { id: 'bead.bookmark', group: 'bead', keys: ['Ctrl+B'] },
  { id: 'bead.lock', group: 'bead', keys: ['Ctrl+L'] },
  { id: 'bead.exclude', group: 'bead', keys: ['Ctrl+Shift+X'] },

  ...alignCommands,
  ...reviewCommands,
  ...memoryCommands,

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
  { id: 'go.nextNewSource', group: 'go', keys: ['Alt+ArrowDown'], view: 'translate' },
  { id: 'go.previousNewSource', group: 'go', keys: ['Alt+ArrowUp'], view: 'translate' },
  { id: 'go.nextComment', group: 'go', keys: ['Ctrl+Shift+M'] },
  { id: 'go.first', group: 'go', keys: [] },
  { id: 'go.last', group: 'go', keys: [] },
  { id: 'go.row', group: 'go', keys: ['Ctrl+G'] },
  { id: 'go.edit', group: 'go', keys: ['F2'] },

  { id: 'find.filter', group: 'find', keys: ['Ctrl+F'] },
  { id: 'find.clear', group: 'find', keys: ['Ctrl+Shift+F'] },
  { id: 'find.next', group: 'find', keys: ['F3'], view: 'align' },
  { id: 'find.previous', group: 'find', keys: ['Shift+F3'], view: 'align' },
  { id: 'find.replace', group: 'find', keys: ['Ctrl+H'] },
  { id: 'find.concordance', group: 'find', keys: ['Ctrl+Shift+C'] },

  { id: 'panel.matches', group: 'panel', keys: ['Alt+1'] },
  { id: 'panel.concordance', group: 'panel', keys: ['Alt+2'] },
  { id: 'panel.history', group: 'panel', keys: ['Alt+3'] },
  { id: 'panel.comments', group: 'panel', keys: ['Alt+4'] },
  { id: 'panel.earlier', group: 'panel', keys: ['Alt+0'], view: 'translate' },
  { id: 'panel.toggle', group: 'panel', keys: ['Ctrl+\\'] },

  { id: 'project.new', group: 'project', keys: [] },
  { id: 'project.open', group: 'project', keys: ['Ctrl+O'] },
  { id: 'project.sample', group: 'project', keys: [] },
  { id: 'project.addDocuments', group: 'project', keys: ['Ctrl+Shift+A'] },
  { id: 'align.openPair', group: 'project', keys: ['Ctrl+Shift+D'] },
  { id: 'align.openFolders', group: 'project', keys: [] },
  { id: 'align.openBitext', group: 'project', keys: [] },
  { id: 'align.wordLists', group: 'project', keys: [] },
  { id: 'project.export', group: 'project', keys: ['Ctrl+E'] },

  { id: 'window.palette', group: 'window', keys: ['Ctrl+K'] },
  { id: 'window.project', group: 'window', keys: ['Ctrl+Shift+1'] },
  { id: 'window.translate', group: 'window', keys: ['Ctrl+Shift+2'] },
  { id: 'window.align', group: 'window', keys: ['Ctrl+Shift+3'] },
  { id: 'window.memory', group: 'window', keys: ['Ctrl+Shift+4'] },
  { id: 'window.review', group: 'window', keys: ['Ctrl+Shift+5'] },
  { id: 'window.settings', group: 'window', keys: ['Ctrl+Shift+9'] },
  { id: 'window.nextRegion', group: 'window', keys: ['F6'] },
  { id: 'window.previousRegion', group: 'window', keys: ['Shift+F6'] },
];

export type CommandId = string;
