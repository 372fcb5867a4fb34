import type { Extension, Range } from '@codemirror/state';
import { Facet, StateEffect, StateField } from '@codemirror/state';
import type { DecorationSet, ViewUpdate } from '@codemirror/view';
import { Decoration, EditorView, ViewPlugin, WidgetType } from '@codemirror/view';
import type { InlineCode } from '../../shared/text/content.ts';
import { codeIndex } from '../../shared/text/content.ts';
import { chipClass, chipLabel } from '../ui/chip.ts';
import type { CodeTable } from './code-table.ts';
import { CODE_PATTERN } from './code-table.ts';

/** Replaces the editor's code table; comes with the change that needs it. */
export const setCodes: ReturnType<typeof StateEffect.define<CodeTable>> = StateEffect.define<CodeTable>();

export const codesField: StateField<CodeTable> = StateField.define<CodeTable>({
  create: () => [],
  update: (table, transaction) => {
    for (const effect of transaction.effects) if (effect.is(setCodes)) return effect.value;
    return table;
  },
});

/** How a code is named to screen readers. */
export const codeName: Facet<(code: InlineCode) => string, (code: InlineCode) => string> = Facet.define({
  combine: (values) => values[0] ?? ((code) => code.data),
});

class Chip extends WidgetType {
  readonly code: InlineCode;
  readonly name: string;

  constructor(code: InlineCode, name: string) {
    super();
    this.code = code;
    this.name = name;
  }

  override eq(other: Chip): boolean {
    return other.code === this.code;
  }

  override toDOM(): HTMLElement {
    const chip = document.createElement('span');
    chip.className = chipClass(this.code);
    chip.textContent = chipLabel(this.code);
    chip.title = this.code.data;
    chip.setAttribute('role', 'img');
    chip.setAttribute('aria-label', this.name);
    return chip;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

function decorate(view: EditorView): DecorationSet {
  const table = view.state.field(codesField);
  const name = view.state.facet(codeName);
  const ranges: Range<Decoration>[] = [];
  const text = view.state.doc.toString();
  for (const found of text.matchAll(CODE_PATTERN)) {
    const code = table[codeIndex(found[0].charCodeAt(0))];
    if (!code) continue;
    const widget = new Chip(code, name(code));
    ranges.push(Decoration.replace({ widget }).range(found.index, found.index + 1));
  }
  return Decoration.set(ranges);
}

const decorations = ViewPlugin.fromClass(
  class {
    chips: DecorationSet;

    constructor(view: EditorView) {
      this.chips = decorate(view);
    }

    update(update: ViewUpdate): void {
      const codes = update.startState.field(codesField) !== update.state.field(codesField);
      if (update.docChanged || codes) this.chips = decorate(update.view);
    }
  },
  {
    decorations: (plugin) => plugin.chips,
    provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.chips ?? Decoration.none),
  },
);

/** Inline codes as small chips that the caret passes in one step and that are deleted whole. */
export function codeChips(table: CodeTable, name: (code: InlineCode) => string): Extension {
  return [codesField.init(() => table), codeName.of(name), decorations];
}
