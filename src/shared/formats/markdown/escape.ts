import type { Run } from '../splice.ts';
import { type Labels, normalLabel } from './parse.ts';

/** Text written so that Markdown reads it as text, with as few backslashes as its surroundings allow. */

export interface InlineContext {
  readonly labels: Labels;
  /** Whether the text is that of a table cell, or stands between square brackets as the description of an image. */
  readonly place: 'text' | 'heading' | 'cell' | 'alt';
  /** Whether the unit stands at the start of a line, where signs may begin another kind of block. */
  readonly startsLine: boolean;
  /** What stands on the same line before and after the unit: marks left in the skeleton can pair with those in it. */
  readonly around: string;
  /** The labels of links whose text is their label, by code id. */
  readonly linkLabels: Readonly<Record<string, string>>;
}

const ASCII_PUNCTUATION = /[!-/:-@[-`{-~]/;
const DELIMITER_RUN = /^(?:\*{1,3}|_{1,3}|~{1,2})$/;

/** The inline markup of a target. */
export function inlineMarkup(runs: readonly Run[], context: InlineContext): string {
  const tidy = tidyEmphasis(runs);
  const texts = tidy.map((run) => run.text ?? '').join('');
  const markup = context.around + tidy.map((run) => run.markup ?? '').join('');
  const lonely = (char: string): boolean => !markup.includes(char) && texts.split(char).length === 2;
  // The description of an image shares its paragraph with other text.
  const bareAlone = new Set(context.place === 'alt' ? [] : ['*', '_', '~', '`'].filter(lonely));
  const out = new Output();
  const openLinks: { readonly id: string; readonly at: number }[] = [];
  tidy.forEach((run, i) => {
    const next = tidy[i + 1];
    const following = next?.markup?.[0] ?? next?.text?.[0] ?? '';
    if (run.text !== undefined) {
      const inBrackets = openLinks.length > 0 || context.place === 'alt';
      out.text(run.text, following, { ...context, bareAlone, inBrackets, starts: i === 0 });
      return;
    }
    if (DELIMITER_RUN.test(run.markup)) {
      out.delimiter(run.markup, run.code.kind, following);
      return;
    }
    const { id, kind } = run.code;
    if (kind === 'open' && run.markup.startsWith('[')) openLinks.push({ id, at: out.length + run.markup.length });
    const link = kind === 'close' ? openLinks.findLastIndex((open) => open.id === id) : -1;
    const label = context.linkLabels[id];
    if (link >= 0 && label !== undefined && normalLabel(out.from(openLinks[link]?.at ?? 0)) !== normalLabel(label)) {
      out.markup(`][${label}]`);
    } else
      out.markup(
        isBareAddress(run.markup) && /^\S*[*_~`[\]<\\&!|]/.test(next?.text ?? '') ? `<${run.markup}>` : run.markup,
      );
    if (link >= 0) openLinks.length = link;
  });
  return out.toString();
}

/**
 * Emphasis as Markdown needs it: white space stands outside the marks, pairs without content go, and underscores next
 * to a letter become asterisks, because within a word they mean nothing (CommonMark 0.31.2, section 6.2).
 */
function tidyEmphasis(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (isDelimiter(run) && run.code.kind === 'close' && last?.text !== undefined) {
      const kept = last.text.trimEnd();
      const space = last.text.slice(kept.length);
      out.pop();
      if (kept !== '') out.push({ text: kept });
      pushClose(out, run);
      if (space !== '') out.push({ text: space });
    } else if (isDelimiter(run) && run.code.kind === 'close') pushClose(out, run);
    else if (run.text !== undefined && last && isDelimiter(last) && last.code.kind === 'open') {
      const kept = run.text.trimStart();
      const space = run.text.slice(0, run.text.length - kept.length);
      if (space !== '') insertBeforeOpening(out, space);
      if (kept !== '') out.push({ text: kept });
    } else if (run.text !== undefined && last?.text !== undefined) out[out.length - 1] = { text: last.text + run.text };
    else out.push(run);
  }
  return asterisksWithinWords(out);
}

/** An address that is a link without marks around it; a backslash right after it would become part of it. */
function isBareAddress(markup: string): boolean {
  return /^(?:https?:\/\/[^\s<>]+|[\w.+-]+@[\w.-]+)$/i.test(markup);
}

type MarkupRun = Extract<Run, { markup: string }>;

function isDelimiter(run: Run): run is MarkupRun {
  return run.markup !== undefined && DELIMITER_RUN.test(run.markup);
}

function pushClose(out: Run[], close: MarkupRun): void {
  const last = out.at(-1);
  if (last && isDelimiter(last) && last.code.kind === 'open' && last.code.id === close.code.id) out.pop();
  else out.push(close);
}

/** Puts white space before the opening marks at the end of the runs. */
function insertBeforeOpening(out: Run[], space: string): void {
  let at = out.length;
  for (let run = out[at - 1]; run && isDelimiter(run) && run.code.kind === 'open'; run = out[at - 1]) at--;
  const before = out[at - 1];
  if (before?.text === undefined) out.splice(at, 0, { text: space });
  else out[at - 1] = { text: before.text + space };
}

function asterisksWithinWords(runs: readonly Run[]): Run[] {
  const within = new Set<string>();
  const touching = new Set<string>();
  runs.forEach((run, i) => {
    if (!isDelimiter(run) || !run.markup.startsWith('_')) return;
    const outside = run.code.kind === 'open' ? lastOf(runs[i - 1]) : firstOf(runs[i + 1]);
    if (isWordCharacter(outside)) within.add(run.code.id);
    // Next to other marks an asterisk would join them.
    if ([runs[i - 1], runs[i + 1]].some((other) => other && isDelimiter(other))) touching.add(run.code.id);
  });
  for (const id of touching) within.delete(id);
  if (within.size === 0) return runs.slice();
  return runs.map((run) =>
    isDelimiter(run) && within.has(run.code.id) ? { ...run, markup: run.markup.replaceAll('_', '*') } : run,
  );
}

function firstOf(run: Run | undefined): string {
  return Array.from(run?.text ?? run?.markup ?? '')[0] ?? '';
}

function lastOf(run: Run | undefined): string {
  return Array.from((run?.text ?? run?.markup ?? '').slice(-2)).at(-1) ?? '';
}

function isSpace(char: string): boolean {
  return char === '' || /\s/.test(char);
}

function isPunctuation(char: string): boolean {
  return /[\p{P}\p{S}]/u.test(char);
}

function isWordCharacter(char: string): boolean {
  return !isSpace(char) && !isPunctuation(char);
}

interface TextContext extends InlineContext {
  /** Delimiters that stand once in the whole unit, and so cannot form a pair. */
  readonly bareAlone: ReadonlySet<string>;
  readonly inBrackets: boolean;
  /** Whether the text starts the unit. */
  readonly starts: boolean;
}

class Output {
  #out = '';
  /** Set when the next character must be a reference for the delimiter before it to close. */
  #encodeNext = false;

  get length(): number {
    return this.#out.length;
  }

  from(at: number): string {
    return this.#out.slice(at);
  }

  toString(): string {
    return this.#out;
  }

  markup(markup: string): void {
    this.#out += markup;
  }

  /**
   * A delimiter run. Between a letter and a punctuation mark it would neither open nor close, and underscores between
   * letters never do; a character reference in place of the letter outside counts as punctuation and makes it work.
   */
  delimiter(markup: string, kind: string, following: string): void {
    const before = Array.from(this.#out.slice(-2)).at(-1) ?? '';
    const never = markup.startsWith('_');
    if (kind === 'open' && isWordCharacter(before) && (never || isPunctuation(following))) {
      this.#out = `${this.#out.slice(0, -before.length)}&#${before.codePointAt(0) as number};`;
    } else if (kind === 'close' && isWordCharacter(following) && (never || isPunctuation(before)))
      this.#encodeNext = true;
    this.#out += markup;
  }

  text(text: string, following: string, context: TextContext): void {
    const bareBrackets = context.inBrackets
      ? new Set<number>()
      : findBareBrackets(text, this.#out.at(-1), following, context);
    // Only text may be taken for the start of another block; the markup stood there before.
    const start = context.startsLine && /(?:^|\n[ \t>]*)$/.test(this.#out) ? this.#out.length : -1;
    let at = 0;
    if (this.#encodeNext) {
      const first = firstOf({ text });
      this.#out += `&#${first.codePointAt(0) as number};`;
      at = first.length;
      this.#encodeNext = false;
    }
    for (; at < text.length; at++) {
      const char = text[at] as string;
      const next = text[at + 1] ?? following;
      if (char === '\n' || char === '\r') {
        at += (/^[ \t\r\n]+/.exec(text.slice(at, at + 100))?.[0].length ?? 1) - 1;
        this.#lineFeed(context.place);
      } else if (this.#isBare(char, next, text, at, context) || bareBrackets.has(at)) this.#out += char;
      else this.#out += `\\${char}`;
    }
    if (start >= 0) this.#out = this.#out.slice(0, start) + escapeLineStarts(this.#out.slice(start));
  }

  #lineFeed(place: InlineContext['place']): void {
    this.#out = this.#out.replace(/[ \t]+$/, '') + (place === 'text' ? '\\\n' : ' ');
  }

  #isBare(char: string, next: string, text: string, at: number, context: TextContext): boolean {
    const before = text[at - 1] ?? this.#out.at(-1) ?? '';
    switch (char) {
      case '\\':
        return next !== '' && !ASCII_PUNCTUATION.test(next) && !/[\r\n]/.test(next);
      case '*':
        return context.bareAlone.has(char) || (isSpace(before) && isSpace(next));
      case '_':
        if (context.bareAlone.has(char) || (isSpace(before) && isSpace(next))) return true;
        return /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(next);
      case '~':
        return context.bareAlone.has(char) || (isSpace(before) && isSpace(next));
      case '`':
        return context.bareAlone.has(char);
      case '<':
        return /^[\s=]?$/.test(next);
      case '&':
        return !/^&(?:#|[A-Za-z])[A-Za-z\d]*;/.test(text.slice(at, at + 40));
      case '!':
        return next !== '[';
      case '|':
        return context.place !== 'cell';
      case '[':
      case ']':
        return false;
      default:
        return true;
    }
  }
}

/**
 * The places of square brackets that need no backslash: a pair on its own, with nothing after it that would make it a
 * link, whose text is not a label of the document, a footnote or a check box.
 */
function findBareBrackets(
  text: string,
  before: string | undefined,
  following: string,
  context: TextContext,
): Set<number> {
  const bare = new Set<number>();
  for (const match of text.matchAll(/\[([^[\]\\`<\r\n]*)\]/g)) {
    const inner = match[1] as string;
    const end = match.index + match[0].length;
    const next = text[end] ?? following;
    const previous = text[match.index - 1] ?? before ?? '';
    const isBox = context.starts && match.index === 0 && /^[ xX]$/.test(inner);
    const isLabel = inner.startsWith('^') || context.labels.links.has(normalLabel(inner));
    if (isBox || isLabel || /[([:]/.test(next) || previous === ']' || previous === '!') continue;
    bare.add(match.index).add(end - 1);
  }
  return bare;
}

/**
 * A text as the start of a block, with signs escaped that would make it another kind of block: lists, headings,
 * quotations, rules, fences and table rows (CommonMark 0.31.2, sections 4 and 5).
 */
function escapeLineStarts(markup: string): string {
  return markup
    .split('\n')
    .map((line) =>
      line
        .replace(/^[ \t]+/, '')
        .replace(
          /^(?=[-+*](?:\s|$)|#{1,6}(?:\s|$)|>|=+\s*$|-+\s*$|(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$|~{3})/,
          '\\',
        )
        .replace(/^(?=[|:-][|:\- \t]*$)/, '\\')
        .replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\'),
    )
    .join('\n');
}

/** A link title, for the marks it stands between; a title cannot hold an empty line. */
export function escapeTitle(text: string, quote: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(/[`<]|\\(?=[!-/:-@[-`{-~]|$)|&(?=(?:#|[A-Za-z])[A-Za-z\d]*;)/g, '\\$&')
    .replace(quote === '(' ? /[()]/g : new RegExp(quote, 'g'), '\\$&');
}
