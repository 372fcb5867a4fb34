import { firstUnencodable } from '../encoding/codec.ts';
import type { RenderContext, RenderTarget } from '../splice.ts';
import type { HtmlSlot } from './extract.ts';

/** Renders targets as HTML: text escaped for where it stands, characters foreign to the encoding as references. */
export function htmlRenderer({ source, encoding }: RenderContext): RenderTarget<HtmlSlot> {
  const named = source.includes('&nbsp;');
  return (slot, runs) => {
    const escape = (text: string): string => {
      const escaped = text.replace(/[&<>"'\u00A0]/g, (char) => reference(char, slot.quote, named));
      return referUnencodable(escaped, encoding);
    };
    const markup = runs.map((run) => run.markup ?? escape(run.text)).join('');
    // A value without quotation marks ends at the first of these signs: it gets some.
    return slot.quote === '' && (markup === '' || /[\s"'=<>`]/.test(markup)) ? `"${markup}"` : markup;
  };
}

function reference(char: string, quote: HtmlSlot['quote'], named: boolean): string {
  if (char === '&') return '&amp;';
  if (char === '<') return '&lt;';
  if (char === '>') return '&gt;';
  if (char === '\u00A0') return named ? '&nbsp;' : char;
  if (char === '"') return quote === '"' || quote === '' ? '&quot;' : char;
  return quote === "'" ? '&#39;' : char;
}

function referUnencodable(text: string, encoding: string): string {
  if (encoding.startsWith('utf-') || firstUnencodable(text, encoding) === undefined) return text;
  return Array.from(text, (char) =>
    firstUnencodable(char, encoding) === undefined ? char : `&#${char.codePointAt(0) as number};`,
  ).join('');
}
