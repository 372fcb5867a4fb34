import { type Content, CODE_LIMIT, ContentBuilder, type InlineCode } from '../text/content.ts';
import type { SlotCode } from './splice.ts';

/** A piece of a unit as a reader meets it: decoded text or markup, with its place in the document. */
export type InlineToken =
  | { readonly text: string; readonly from: number; readonly to: number }
  | { readonly code: InlineCode; readonly from: number; readonly to: number };

export interface InlineUnit {
  readonly content: Content;
  readonly from: number;
  readonly to: number;
  readonly codes: readonly SlotCode[];
}

/** Leaves room for private-use characters of the document, which become codes too. */
const MAX_CODES = CODE_LIMIT - 400;

/**
 * The units of a run of inline tokens: usually one, none when nothing in it needs translating, several only when it has
 * more codes than one content can hold. White space, codes without visible text and pairs around the whole are left
 * out at both ends (they stay in the skeleton), so that translators meet only the codes they must place. Half pairs
 * become standalone codes. Text tokens must be all white space or have none of it at their ends where they can be trimmed.
 */
export function inlineUnits(tokens: readonly InlineToken[]): InlineUnit[] {
  return chunks(tokens).flatMap((chunk) => {
    const whole = trimEdges(isolateHalves(chunk));
    const text = whole.map((token) => ('text' in token ? token.text : '\n')).join('');
    return needsTranslation(text) ? [makeUnit(whole)] : [];
  });
}

/**
 * Whether a translator may have to change a text: it has letters, or a number that other languages write differently
 * (1.234,56; 12/03/2025; 10 %), not merely digits, signs and rules.
 */
export function needsTranslation(text: string): boolean {
  return /\p{L}/u.test(text) || /\d[.,'’/:\u00A0\u202F ]\d|[\p{Sc}%‰]\s?\d|\d\s?[\p{Sc}%‰]/u.test(text);
}

/** Whether a token is white space that no reader would miss at the edge of a unit. A no-break space is content. */
function isBlank(token: InlineToken): boolean {
  return 'text' in token && /^[ \t\n\r\f]*$/.test(token.text);
}

function chunks(tokens: readonly InlineToken[]): InlineToken[][] {
  const out: InlineToken[][] = [[]];
  let codes = 0;
  for (const token of tokens) {
    const weight = 'code' in token ? 1 : privateCharacters(token.text);
    if (codes + weight > MAX_CODES && codes > 0) {
      out.push([]);
      codes = 0;
    }
    codes += weight;
    out.at(-1)?.push(token);
  }
  return out;
}

function privateCharacters(text: string): number {
  return text.match(/[\uE000-\uF8FF]/g)?.length ?? 0;
}

function isolateHalves(tokens: readonly InlineToken[]): InlineToken[] {
  const opens = new Map<string, number>();
  const paired = new Set<number>();
  tokens.forEach((token, i) => {
    if (!('code' in token)) return;
    if (token.code.kind === 'open') opens.set(token.code.id, i);
    else if (token.code.kind === 'close') {
      const open = opens.get(token.code.id);
      if (open === undefined) return;
      opens.delete(token.code.id);
      paired.add(open).add(i);
    }
  });
  return tokens.map((token, i) =>
    'code' in token && token.code.kind !== 'standalone' && !paired.has(i)
      ? { ...token, code: { ...token.code, kind: 'standalone' } }
      : token,
  );
}

function trimEdges(tokens: readonly InlineToken[]): readonly InlineToken[] {
  const closeOf = new Map<string, number>();
  const openOf = new Map<string, number>();
  tokens.forEach((token, i) => {
    if (!('code' in token)) return;
    if (token.code.kind === 'close') closeOf.set(token.code.id, i);
    if (token.code.kind === 'open') openOf.set(token.code.id, i);
  });
  let from = 0;
  let to = tokens.length;
  for (let changed = true; changed && from < to;) {
    changed = false;
    while (from < to && isIdle(tokens[from] as InlineToken)) {
      from++;
      changed = true;
    }
    while (from < to && isIdle(tokens[to - 1] as InlineToken)) {
      to--;
      changed = true;
    }
    const first = tokens[from];
    if (first && 'code' in first && first.code.kind === 'open') {
      const close = closeOf.get(first.code.id) as number;
      if (close === to - 1) {
        from++;
        to--;
        changed = true;
      } else if (allIdle(tokens, from + 1, close)) {
        from = close + 1;
        changed = true;
      }
    }
    const last = tokens[to - 1];
    if (from < to && last && 'code' in last && last.code.kind === 'close') {
      const open = openOf.get(last.code.id) as number;
      if (allIdle(tokens, open + 1, to - 1)) {
        to = open;
        changed = true;
      }
    }
  }
  return tokens.slice(from, to);
}

/** What may stay behind at the edge of a unit: white space, and codes that show nothing. */
function isIdle(token: InlineToken): boolean {
  if ('text' in token) return isBlank(token);
  return token.code.kind === 'standalone' && (token.code.equiv ?? '').trim() === '';
}

function allIdle(tokens: readonly InlineToken[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isIdle(tokens[i] as InlineToken)) return false;
  return true;
}

function makeUnit(tokens: readonly InlineToken[]): InlineUnit {
  const builder = new ContentBuilder();
  const codes: SlotCode[] = [];
  for (const token of tokens) {
    if ('text' in token) builder.text(token.text);
    else {
      builder.code(token.code);
      codes.push({ id: token.code.id, kind: token.code.kind, from: token.from, to: token.to });
    }
  }
  const first = tokens[0] as InlineToken;
  const last = tokens.at(-1) as InlineToken;
  return { content: builder.build(), from: first.from, to: last.to, codes };
}
