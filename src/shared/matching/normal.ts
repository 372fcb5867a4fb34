import { CODE_BASE, codeIndex, type Content } from '../text/content.ts';
import { normalise } from '../text/normalise.ts';

/** The one symbol that stands for any inline code in a text made for matching. */
const CODE_SYMBOL = String.fromCharCode(CODE_BASE);

const CODES = /[\uE000-\uF8FF]/g;

/**
 * The text that matching compares and memories keep beside the content: NFC, every run of white space (no-break
 * spaces and line breaks too) as one space, none at the ends, every inline code as {@link CODE_SYMBOL}.
 */
export function matchText(content: Content): string {
  return normalise(content.text.replace(CODES, CODE_SYMBOL));
}

/** True when both have the same text in NFC and the same codes (kind and markup) in the same places. */
export function sameForMatching(a: Content, b: Content): boolean {
  if (mask(a) !== mask(b)) return false;
  const left = codesInOrder(a);
  const right = codesInOrder(b);
  return left.length === right.length && left.every((code, i) => code === right[i]);
}

function mask(content: Content): string {
  return content.text.normalize('NFC').replace(CODES, CODE_SYMBOL);
}

/** Identifiers are left out: they number the codes of one document, and a memory serves many. */
function codesInOrder(content: Content): string[] {
  const out: string[] = [];
  for (let i = 0; i < content.text.length; i++) {
    const index = codeIndex(content.text.charCodeAt(i));
    if (index < 0) continue;
    const code = content.codes[index];
    out.push(code ? `${code.kind}\n${code.data}` : '');
  }
  return out;
}
