import { ContentBuilder, pieces, type Content, type InlineCode } from './content.ts';

/*
 * Inline codes in text that is typed where no chips can be shown: `{1>` opens, `<1}` closes and `{1}` stands alone,
 * counted from 1 in a list of codes that goes with the text. Text of the document that looks like one gets a backslash
 * in front, and backslashes right before a code or such a text are doubled.
 */

const TOKEN = /(\\*)(\{\d{1,4}[>}]|<\d{1,4}\})/g;

/** The different codes of some contents, in order of appearance: what a text typed in their place may use. */
export function codesOf(contents: readonly Content[]): InlineCode[] {
  const found = new Map<string, InlineCode>();
  for (const content of contents) {
    for (const piece of pieces(content)) {
      if ('code' in piece && !found.has(keyOf(piece.code))) found.set(keyOf(piece.code), piece.code);
    }
  }
  return [...found.values()];
}

/** A content as text that can be typed. Codes that are not among `codes` are left out. */
export function notate(content: Content, codes: readonly InlineCode[]): string {
  const tokens = tokensOf(codes);
  let out = '';
  let text = '';
  for (const piece of pieces(content)) {
    if ('text' in piece) {
      text += piece.text;
      continue;
    }
    const token = tokens.get(keyOf(piece.code));
    if (token === undefined) continue;
    // Backslashes right before the code are doubled.
    out += escaped(text) + (/\\+$/.exec(text)?.[0] ?? '') + token;
    text = '';
  }
  return out + escaped(text);
}

/**
 * The content a typed text stands for. A number without a code of that kind is left as the text it is; `unknown` lists
 * these, so that whoever typed them can be told.
 */
export function parseNotation(
  text: string,
  codes: readonly InlineCode[],
): { readonly content: Content; readonly unknown: readonly string[] } {
  const tokens = tokensOf(codes);
  const byToken = new Map(codes.map((code) => [tokens.get(keyOf(code)), code]));
  const builder = new ContentBuilder();
  const unknown: string[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, slashes = '', token = ''] = match;
    builder.text(text.slice(from, match.index)).text('\\'.repeat(slashes.length >> 1));
    from = match.index + whole.length;
    const code = byToken.get(token);
    if (slashes.length % 2 === 1) builder.text(token);
    else if (code) builder.code(code);
    else {
      builder.text(token);
      unknown.push(token);
    }
  }
  builder.text(text.slice(from));
  return { content: builder.build(), unknown };
}

function escaped(text: string): string {
  return text.replace(TOKEN, (_, slashes: string, token: string) => `${slashes}${slashes}\\${token}`);
}

/** How each code is written; an opening code and the closing one that follows it share a number. */
function tokensOf(codes: readonly InlineCode[]): Map<string, string> {
  const tokens = new Map<string, string>();
  const open = new Map<string, number>();
  let last = 0;
  for (const code of codes) {
    if (code.kind === 'close') {
      const number = open.get(code.id) ?? ++last;
      open.delete(code.id);
      tokens.set(keyOf(code), `<${number}}`);
      continue;
    }
    const number = ++last;
    if (code.kind === 'open') open.set(code.id, number);
    tokens.set(keyOf(code), code.kind === 'open' ? `{${number}>` : `{${number}}`);
  }
  return tokens;
}

function keyOf({ kind, id, data }: InlineCode): string {
  return `${kind}\u0000${id}\u0000${data}`;
}
