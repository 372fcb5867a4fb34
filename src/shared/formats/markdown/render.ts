import type { HtmlSlot } from '../html/extract.ts';
import { htmlRenderer } from '../html/render.ts';
import type { RenderContext, RenderTarget, Run } from '../splice.ts';
import { markdownChunks } from './chunks.ts';
import { escapeTitle, inlineMarkup } from './escape.ts';
import type { MarkdownSlot } from './extract.ts';
import { readFrontMatter, renderSetting } from './front-matter.ts';
import { findLabels, normalLabel } from './parse.ts';

/** How far around a unit the rest of its line is looked at. */
const LINE_REACH = 200;
const LINE_START = /(?:^|[\r\n])[ \t>]*$/;

/** Renders targets as Markdown that reads back as the same text in the same place. */
export function markdownRenderer(context: RenderContext): RenderTarget<MarkdownSlot> {
  const labels = findLabels(context.source, markdownChunks(context.source, readFrontMatter(context.source).end));
  const html = htmlRenderer(context);
  return (slot, runs) => {
    const quote = slot.quote ?? '';
    switch (slot.markdown) {
      case 'html':
        return html(htmlSlot(slot), runs);
      case 'title':
        return escapeTitle(textOf(runs), quote);
      case 'setting':
        return renderSetting(textOf(runs), quote === '(' ? '' : quote);
      default: {
        const place = slot.markdown;
        // The first cell of a table row may do without a bar before it.
        const startsLine =
          place === 'text' ||
          (place === 'cell' && LINE_START.test(context.source.slice(Math.max(0, slot.from - 80), slot.from)));
        const markup = inlineMarkup(trimmed(runs), {
          labels,
          place,
          startsLine,
          around: restOfLines(context.source, slot),
          linkLabels: slot.labels ?? {},
        });
        // A row of number signs at the end would be taken for the end of the heading.
        if (place === 'heading') return markup.replace(/(^|[ \t])(#+)$/, '$1\\$2');
        if (place !== 'alt' || slot.label === undefined) return markup;
        return normalLabel(markup) === normalLabel(slot.label)
          ? context.source.slice(slot.from, slot.to)
          : `${markup}][${slot.label}`;
      }
    }
  };
}

function restOfLines(source: string, { from, to }: MarkdownSlot): string {
  const before = /[^\r\n]*$/.exec(source.slice(Math.max(0, from - LINE_REACH), from))?.[0] ?? '';
  const after = /^[^\r\n]*/.exec(source.slice(to, to + LINE_REACH))?.[0] ?? '';
  return before + after;
}

function htmlSlot(slot: MarkdownSlot): HtmlSlot {
  const { unit, from, to, codes, quote } = slot;
  const place = { unit, from, to, codes };
  if (quote === undefined || quote === '(') return { ...place, html: 'text' };
  return { ...place, html: 'attribute', quote };
}

function textOf(runs: readonly Run[]): string {
  return runs
    .map((run) => run.text ?? '')
    .join('')
    .trim();
}

/** Markdown drops white space at the ends of a block, or makes code or a hard break of it. */
function trimmed(runs: readonly Run[]): Run[] {
  const out = runs.slice();
  const first = out[0];
  if (first?.text !== undefined) out[0] = { text: first.text.replace(/^[ \t\r\n]+/, '') };
  const last = out.at(-1);
  if (last?.text !== undefined) out[out.length - 1] = { text: last.text.replace(/[ \t\r\n]+$/, '') };
  return out.filter((run) => run.text !== '');
}
