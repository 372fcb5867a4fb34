import { CODE_BASE, codeChar, codeIndex, compact, pieces } from '../../shared/text/content.ts';
import type { Content, InlineCode } from '../../shared/text/content.ts';

/**
 * The codes an editor knows. Its text holds one private-use character for each, numbered by this table, which only
 * grows: so texts of different origins (the bead, a match, another row) can stand in one editor without confusion.
 */
export type CodeTable = readonly InlineCode[];

const alike = (a: InlineCode, b: InlineCode): boolean => a.kind === b.kind && a.id === b.id && a.data === b.data;

/** The text of a content in the numbering of a table, and the table grown by the codes it did not hold yet. */
export function adopt(table: CodeTable, content: Content): { readonly text: string; readonly table: CodeTable } {
  let text = '';
  let grown = table;
  const used = new Set<number>();
  for (const piece of pieces(content)) {
    if ('text' in piece) {
      text += piece.text;
      continue;
    }
    // The nth of several equal codes takes the nth equal place, so that the same content is adopted alike each time.
    let index = grown.findIndex((code, i) => !used.has(i) && alike(code, piece.code));
    if (index < 0) {
      index = grown.length;
      grown = [...grown, piece.code];
    }
    used.add(index);
    text += codeChar(index);
  }
  return { text, table: grown };
}

/** The content that an editor's text stands for. Private-use characters the table does not know are dropped. */
export function contentOf(text: string, table: CodeTable): Content {
  return compact({ text, codes: table });
}

/** True when the text holds no characters that would be taken for codes. */
export function isFreeOfCodes(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (codeIndex(text.charCodeAt(i)) >= 0) return false;
  return true;
}

/** Every character that may stand for a code. */
export const CODE_PATTERN: RegExp = new RegExp(`[\\u${CODE_BASE.toString(16)}-\\uf8ff]`, 'gu');
