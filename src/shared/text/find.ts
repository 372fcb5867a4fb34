import type { Content } from './content.ts';
import { codeIndex } from './content.ts';

/** Finding and replacing in texts with inline codes, alike in the grid and in memories. */

/** What is looked for. */
export interface TextQuery {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  readonly regex: boolean;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** The pattern of a query, or a message of the regular expression engine; null for an empty query. */
export function patternOf(query: TextQuery): RegExp | { readonly error: string } | null {
  if (query.text === '') return null;
  let source = query.regex ? query.text : escaped(query.text).replace(/['’]/g, "['’]").replace(/\s+/g, '\\s+');
  if (query.wholeWord) source = `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])`;
  try {
    return new RegExp(source, query.matchCase ? 'gu' : 'giu');
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** The text of a content without its codes, and where each of its UTF-16 units stands in the content. */
export function searchable(content: Content): { readonly text: string; readonly at: readonly number[] | null } {
  if (content.codes.length === 0) return { text: content.text, at: null };
  let text = '';
  const at: number[] = [];
  for (let i = 0; i < content.text.length; i++) {
    if (codeIndex(content.text.charCodeAt(i)) >= 0) continue;
    text += content.text.charAt(i);
    at.push(i);
  }
  at.push(content.text.length);
  return { text, at };
}

export interface Hit {
  /** UTF-16 offsets in the content; codes may stand between. */
  readonly from: number;
  readonly to: number;
  readonly groups: readonly (string | undefined)[];
}

/** Where a pattern occurs in a content, codes left aside. Empty occurrences are passed over. */
export function hits(content: Content, pattern: RegExp): Hit[] {
  return placed(content, occurrences(searchable(content).text, pattern));
}

/** An occurrence in plain text: its UTF-16 offset, and the text of it and of its groups. */
export interface Occurrence {
  readonly index: number;
  readonly groups: readonly (string | undefined)[];
}

/** Where a pattern occurs in a plain text, empty occurrences included. */
export function occurrences(text: string, pattern: RegExp): Occurrence[] {
  return Array.from(text.matchAll(pattern), (found) => ({ index: found.index, groups: [...found] }));
}

/** Occurrences in the searchable text of a content, as places in the content; empty ones are passed over. */
export function placed(content: Content, found: readonly Occurrence[]): Hit[] {
  if (found.length === 0) return [];
  const { at } = searchable(content);
  return found.flatMap(({ index, groups }) => {
    const { length } = groups[0] ?? '';
    if (length === 0) return [];
    const end = index + length;
    return [{ from: at ? (at[index] ?? 0) : index, to: at ? (at[end - 1] ?? 0) + 1 : end, groups }];
  });
}

/** The replacement of one hit: `$1` … `$9` and `$&` stand for groups when the query is a regular expression. */
export function expand(replacement: string, hit: Hit, regex: boolean): string {
  if (!regex) return replacement;
  return replacement.replace(/\$(?:\$|&|(\d))/g, (whole, digit: string | undefined) => {
    if (whole === '$$') return '$';
    if (whole === '$&') return hit.groups[0] ?? '';
    return hit.groups[Number(digit)] ?? '';
  });
}

/** The content with some hits replaced; codes within a hit stay, after its replacement. */
export function replaceHits(content: Content, chosen: readonly Hit[], text: (hit: Hit) => string): Content {
  let out = '';
  let from = 0;
  for (const hit of chosen) {
    const kept = content.text.slice(hit.from, hit.to).match(/[\uE000-\uF8FF]/g) ?? [];
    out += content.text.slice(from, hit.from) + text(hit) + kept.join('');
    from = hit.to;
  }
  return { text: out + content.text.slice(from), codes: content.codes };
}
