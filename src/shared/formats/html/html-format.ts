import type { DocumentFormat } from '../document-format.ts';
import { openText } from '../encoding/open-text.ts';
import { parsedDocument, type Replacement, writeDocument } from '../splice.ts';
import { extractHtml, type HtmlSlot } from './extract.ts';
import { htmlRenderer } from './render.ts';

/** Where a page states its encoding: XML declaration, `<meta charset>`, or `charset=` in a `<meta http-equiv>`. */
const DECLARATIONS = [
  /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([^"']+)/d,
  /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([^\s"'/>;]+)/di,
];
/** How far into a page the declaration may stand (HTML Standard, section 4.2.5.4, asks for 1024 bytes). */
const HEAD = 4096;

/**
 * HTML and XHTML pages. A block element is a unit with inline elements as codes; `<br>` is a code within the unit, two
 * in a row end it. Readable attributes are units of their own. Scripts, styles, `<pre>`, `<code>` and whatever is
 * marked `translate="no"` stay as they are.
 */
export const htmlFormat: DocumentFormat = {
  id: 'html',
  extensions: ['html', 'htm', 'xhtml', 'xht'],
  read(bytes, options) {
    const { text, encoding, warnings } = openText(bytes, options, declaredEncoding);
    const { units, language } = extractHtml(text);
    return parsedDocument<HtmlSlot>(htmlFormat.id, encoding, units, { warnings, language });
  },
  write(original, skeleton, targets, options) {
    return writeDocument<HtmlSlot>(original, skeleton, targets, options, htmlRenderer, declareUtf8);
  },
};

function declaredEncoding(head: string): string | undefined {
  for (const pattern of DECLARATIONS) {
    const label = pattern.exec(head)?.[1];
    if (label !== undefined) return label;
  }
  return undefined;
}

/** The changes that make a page declare UTF-8 where it declares another encoding. */
function declareUtf8(source: string): Replacement[] {
  const head = source.slice(0, HEAD);
  return DECLARATIONS.flatMap((pattern) => {
    const place = pattern.exec(head)?.indices?.[1];
    return place ? [{ from: place[0], to: place[1], text: 'utf-8' }] : [];
  });
}
