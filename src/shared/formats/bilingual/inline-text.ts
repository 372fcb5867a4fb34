import { ContentBuilder, pieces, type Content, type InlineCode } from '../../text/content.ts';
import { isEscapedCharacter } from './codes.ts';

/**
 * Inline content as text that people can read and edit in a table: code number n of the list is `{n}`, a brace of the
 * text itself is doubled. Codes that are not in the list yet are added to it.
 */
export function contentToText(content: Content, codes: InlineCode[]): string {
  let out = '';
  for (const piece of pieces(content)) {
    if ('text' in piece) out += piece.text.replaceAll('{', '{{').replaceAll('}', '}}');
    else if (isEscapedCharacter(piece.code)) out += piece.code.data;
    else out += `{${indexOf(piece.code, codes) + 1}}`;
  }
  return out;
}

/** The content of a text made by {@link contentToText}; a number without a code stays text. */
export function textToContent(text: string, codes: readonly InlineCode[]): Content {
  const builder = new ContentBuilder();
  let run = '';
  const parts = /\{\{|\}\}|\{(\d{1,5})\}/g;
  let from = 0;
  for (const match of text.matchAll(parts)) {
    run += text.slice(from, match.index);
    from = match.index + match[0].length;
    const code = match[1] === undefined ? undefined : codes[Number(match[1]) - 1];
    if (code) {
      builder.text(run).code(code);
      run = '';
    } else run += match[1] === undefined ? match[0].charAt(0) : match[0];
  }
  return builder.text(run + text.slice(from)).build();
}

function indexOf(code: InlineCode, codes: InlineCode[]): number {
  const key = JSON.stringify(sorted(code));
  const known = codes.findIndex((other) => JSON.stringify(sorted(other)) === key);
  if (known >= 0) return known;
  return codes.push(code) - 1;
}

const FIELDS = [
  'kind',
  'id',
  'data',
  'display',
  'equiv',
  'type',
  'canCopy',
  'canDelete',
  'canReorder',
  'exchange',
] as const;

function sorted(code: InlineCode): unknown[] {
  return FIELDS.map((field) => code[field]);
}

/** Codes read back from JSON; undefined when it is not a list of codes. */
export function parseCodes(json: string): InlineCode[] | undefined {
  if (json === '') return [];
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  return Array.isArray(value) && value.every(isCode) ? value : undefined;
}

function isCode(value: unknown): value is InlineCode {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, id, data, ...rest } = value as Record<string, unknown>;
  return (
    (kind === 'open' || kind === 'close' || kind === 'standalone') &&
    typeof id === 'string' &&
    typeof data === 'string' &&
    Object.entries(rest).every(([name, field]) =>
      name.startsWith('can') ? typeof field === 'boolean' : typeof field === 'string',
    )
  );
}
