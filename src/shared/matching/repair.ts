import { codeChar, codeIndex, compact, type Content, type InlineCode } from '../text/content.ts';
import { lexemes, type Lexeme } from '../text/lexemes.ts';
import { alignForMatching, type AlignedLexemes } from './explain.ts';
import { calendarName, mapDate, mapNumber, numberStyle, writeCalendarName } from './numbers.ts';

/** One thing changed in the target of a match so that it fits the query. */
export interface Repair {
  readonly part: 'number' | 'date' | 'code' | 'case' | 'punctuation';
  /** What stood in the target, '' for something added; codes by their markup. */
  readonly from: string;
  readonly to: string;
}

export interface RepairedMatch {
  readonly target: Content;
  readonly repairs: readonly Repair[];
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

interface Draft {
  readonly target: Content;
  readonly pieces: readonly Lexeme[];
  readonly codes: InlineCode[];
  readonly edits: Edit[];
  readonly repairs: Repair[];
}

export interface RepairInput {
  readonly query: Content;
  /** The match: source and target of a memory's unit. */
  readonly source: Content;
  readonly target: Content;
  readonly sourceLang: string;
  readonly targetLang: string;
}

const FINAL = /[.!?:;,…]+$/;
/** Marks between the parts of a sentence, or between sentences. */
const BREAK = /^[.!?:;…]$/u;

/**
 * The target of a fuzzy match changed to fit the query, when all that differs is numbers, dates, inline codes, the
 * case of the first letter or the final punctuation (differences of mere white space are left alone), or marks within
 * it that the target has already as the query has them. Undefined when anything else differs, when the target does not
 * show clearly where a change belongs, or when there is nothing to do.
 */
export function repair(input: RepairInput): RepairedMatch | undefined {
  const { query, source, target, sourceLang, targetLang } = input;
  const aligned = alignForMatching(source, query, sourceLang);
  const draft: Draft = {
    target,
    pieces: lexemes(target, targetLang),
    codes: [...target.codes],
    edits: [],
    repairs: [],
  };
  const changed = changes(aligned);
  if (changed === undefined) return undefined;
  const done =
    (!changed.breaks || sameBreaks(aligned.query, draft.pieces)) &&
    repairFigures(changed.figures, aligned, draft, sourceLang, targetLang) &&
    repairCodes(aligned, draft) &&
    repairEnding(aligned, draft) &&
    repairFirstCase(aligned, draft, changed.caseAt);
  if (!done || draft.repairs.length === 0) return undefined;
  return { target: apply(draft), repairs: draft.repairs };
}

/** A number, month or weekday of the match source and what the query has in its place. */
interface Figure {
  readonly from: Lexeme;
  readonly to: Lexeme;
}

interface Changes {
  readonly figures: readonly Figure[];
  readonly caseAt: boolean;
  /** True when marks within the sentence differ: where two sentences became one, say. */
  readonly breaks: boolean;
}

/** What differs, or undefined when something does that no repair covers. */
function changes(aligned: AlignedLexemes): Changes | undefined {
  const figures: Figure[] = [];
  /** Marks of the query that stand in the place of others. */
  const breaks = new Set<Lexeme>();
  let caseAt = false;
  const firstWord = aligned.query.findIndex((lexeme) => lexeme.kind === 'word' || lexeme.kind === 'number');
  const sourceEnd = endingStart(aligned.source);
  const queryEnd = endingStart(aligned.query);
  for (const run of aligned.runs) {
    if (run.kind === 'same') {
      for (let i = 0; i < run.bTo - run.bFrom; i++) {
        const from = aligned.source[run.aFrom + i] as Lexeme;
        const to = aligned.query[run.bFrom + i] as Lexeme;
        if (to.kind === 'space' || to.kind === 'code' || from.text === to.text) continue;
        if (!differsInFirstLetter(from.text, to.text)) return undefined;
        if (run.bFrom + i === firstWord) caseAt = true;
        else if (!breaks.has(before(aligned.query, run.bFrom + i) as Lexeme)) return undefined;
      }
      continue;
    }
    // Codes and the ending are compared as wholes elsewhere; what remains must pair off one to one.
    const from = aligned.source
      .slice(run.aFrom, run.aTo)
      .filter((lexeme, i) => carries(lexeme, run.aFrom + i, sourceEnd));
    const to = aligned.query.slice(run.bFrom, run.bTo).filter((lexeme, i) => carries(lexeme, run.bFrom + i, queryEnd));
    if (from.length !== to.length) return undefined;
    for (let i = 0; i < from.length; i++) {
      const left = from[i] as Lexeme;
      const right = to[i] as Lexeme;
      if (left.kind !== right.kind) return undefined;
      if (left.text === right.text) continue;
      if (left.kind === 'punctuation') {
        if (!BREAK.test(left.text) || !BREAK.test(right.text)) return undefined;
        breaks.add(right);
        continue;
      }
      figures.push({ from: left, to: right });
    }
  }
  return { figures, caseAt, breaks: breaks.size > 0 };
}

/** The lexeme before one, white space and codes left out. */
function before(parts: readonly Lexeme[], index: number): Lexeme | undefined {
  return parts.slice(0, index).findLast(({ kind }) => kind !== 'space' && kind !== 'code');
}

/** True when two sentences have the same marks between their parts, each followed by a letter of the same case. */
function sameBreaks(query: readonly Lexeme[], target: readonly Lexeme[]): boolean {
  const breaks = (parts: readonly Lexeme[]): string =>
    parts
      .slice(0, endingStart(parts))
      .flatMap(({ kind, text }, i) => {
        if (kind !== 'punctuation' || !BREAK.test(text)) return [];
        const next = parts.slice(i + 1).find((lexeme) => lexeme.kind !== 'space' && lexeme.kind !== 'code');
        return [`${text}${next?.kind === 'word' && isUpper(next.text.charAt(0)) ? 'A' : 'a'}`];
      })
      .join(' ');
  return breaks(query) === breaks(target);
}

function carries(lexeme: Lexeme, index: number, ending: number): boolean {
  if (lexeme.kind === 'space' || lexeme.kind === 'code') return false;
  return !(lexeme.kind === 'punctuation' && index >= ending && FINAL.test(lexeme.text));
}

/** Where the final punctuation begins: past the last lexeme that is neither a final mark, nor space, nor a code. */
function endingStart(parts: readonly Lexeme[]): number {
  const last = parts.findLastIndex(
    (lexeme) =>
      lexeme.kind === 'word' || lexeme.kind === 'number' || (lexeme.kind === 'punctuation' && !FINAL.test(lexeme.text)),
  );
  return last + 1;
}

function differsInFirstLetter(a: string, b: string): boolean {
  return a.slice(1) === b.slice(1) && a.toLowerCase() === b.toLowerCase();
}

function repairFigures(
  figures: readonly Figure[],
  aligned: AlignedLexemes,
  draft: Draft,
  sourceLang: string,
  targetLang: string,
): boolean {
  const wanted = new Map<string, string>();
  for (const { from, to } of figures) {
    const known = wanted.get(from.text);
    if (known !== undefined && known !== to.text) return false;
    wanted.set(from.text, to.text);
  }
  for (const [from, to] of wanted) {
    const inSource = aligned.source.filter((lexeme) => lexeme.text === from).length;
    const replaced = figures.filter((figure) => figure.from.text === from).length;
    const hits: Edit[] = [];
    let part: Repair['part'] = 'number';
    for (const piece of draft.pieces) {
      const found = mapFigure(from, to, piece, sourceLang, targetLang);
      if (found === undefined) continue;
      hits.push({ from: piece.start, to: piece.end, text: found.text });
      part = found.part;
    }
    // One place for each place in the source; if only some of equal figures changed, which one is anybody's guess.
    if (hits.length === 0 || hits.length !== replaced || inSource !== replaced) return false;
    for (const hit of hits) {
      if (draft.edits.some((edit) => edit.from === hit.from)) return false;
      draft.edits.push(hit);
      draft.repairs.push({ part, from: draft.target.text.slice(hit.from, hit.to), to: hit.text });
    }
  }
  return true;
}

function mapFigure(
  from: string,
  to: string,
  piece: Lexeme,
  sourceLang: string,
  targetLang: string,
): { text: string; part: 'number' | 'date' } | undefined {
  if (piece.kind === 'word') {
    const old = calendarName(from, sourceLang);
    const next = calendarName(to, sourceLang);
    const here = calendarName(piece.text, targetLang);
    if (!old || !next || !here || old.list !== next.list) return undefined;
    if (here.list !== old.list || here.index !== old.index) return undefined;
    const text = writeCalendarName(next, targetLang, piece.text);
    return text === undefined ? undefined : { text, part: 'date' };
  }
  if (piece.kind !== 'number') return undefined;
  const date = mapDate(from, to, piece.text, sourceLang, targetLang);
  if (date !== undefined) return { text: date, part: 'date' };
  const number = mapNumber(from, to, piece.text, numberStyle(sourceLang), numberStyle(targetLang));
  return number === undefined ? undefined : { text: number, part: 'number' };
}

/**
 * Codes of the query take the place of the match's codes that they stand for; codes that the match lacks can be added
 * only at the beginning and the end of the sentence.
 */
function repairCodes(aligned: AlignedLexemes, draft: Draft): boolean {
  const target = draft.pieces.filter((lexeme) => lexeme.kind === 'code');
  const moved = pairCodes(aligned);
  if (moved === undefined) return false;
  const used = new Set<Lexeme>();
  for (const [old, next] of moved) {
    if (old.code === undefined || next?.code === old.code) continue;
    const place = target.find((lexeme) => !used.has(lexeme) && sameMarkup(lexeme.code, old.code));
    const equal = next !== undefined && sameMarkup(old.code, next.code);
    if (place === undefined) {
      // The target never had the code, so there is nothing to bring up to date.
      if (equal) continue;
      return false;
    }
    used.add(place);
    const index = codeIndex(place.text.charCodeAt(0));
    if (next?.code === undefined) {
      draft.edits.push({ from: place.start, to: place.end, text: '' });
      draft.repairs.push({ part: 'code', from: old.code.data, to: '' });
    } else {
      draft.codes[index] = next.code;
      if (!equal) draft.repairs.push({ part: 'code', from: old.code.data, to: next.code.data });
    }
  }
  return addEdgeCodes(aligned, draft, new Set([...moved.values()].filter((lexeme) => lexeme !== undefined)));
}

/** Each code of the match source and the query's code in its place, if any; undefined when a run mixes them up. */
function pairCodes(aligned: AlignedLexemes): Map<Lexeme, Lexeme | undefined> | undefined {
  const out = new Map<Lexeme, Lexeme | undefined>();
  for (const run of aligned.runs) {
    const old = aligned.source.slice(run.aFrom, run.aTo).filter((lexeme) => lexeme.kind === 'code');
    const next = aligned.query.slice(run.bFrom, run.bTo).filter((lexeme) => lexeme.kind === 'code');
    const pairs = old.length === next.length && old.every((lexeme, i) => lexeme.code?.kind === next[i]?.code?.kind);
    if (!pairs && old.length > 0 && next.length > 0) return undefined;
    old.forEach((lexeme, i) => out.set(lexeme, pairs ? next[i] : undefined));
  }
  return out;
}

function addEdgeCodes(aligned: AlignedLexemes, draft: Draft, placed: ReadonlySet<Lexeme>): boolean {
  const parts = aligned.query;
  const added = parts.filter((lexeme) => lexeme.kind === 'code' && !placed.has(lexeme));
  if (added.length === 0) return true;
  const first = parts.findIndex((lexeme) => lexeme.kind !== 'code' && lexeme.kind !== 'space');
  const last = parts.findLastIndex((lexeme) => lexeme.kind !== 'code' && lexeme.kind !== 'space');
  const edge = { start: '', end: '' };
  for (const lexeme of added) {
    const at = parts.indexOf(lexeme);
    if (lexeme.code === undefined || (at > first && at < last)) return false;
    edge[at < first ? 'start' : 'end'] += codeChar(draft.codes.length);
    draft.codes.push(lexeme.code);
    draft.repairs.push({ part: 'code', from: '', to: lexeme.code.data });
  }
  const length = draft.target.text.length;
  draft.edits.push({ from: 0, to: 0, text: edge.start }, { from: length, to: length, text: edge.end });
  return true;
}

function repairEnding(aligned: AlignedLexemes, draft: Draft): boolean {
  const old = ending(aligned.source);
  const next = ending(aligned.query);
  if (old === next) return true;
  const start = endingStart(draft.pieces);
  if (ending(draft.pieces) !== old) return false;
  const marks = draft.pieces.slice(start).filter((lexeme) => lexeme.kind === 'punctuation');
  const place = marks[0]?.start ?? draft.pieces[start - 1]?.end ?? 0;
  for (const mark of marks) draft.edits.push({ from: mark.start, to: mark.end, text: '' });
  draft.edits.push({ from: place, to: place, text: next });
  draft.repairs.push({ part: 'punctuation', from: old, to: next });
  return true;
}

function ending(parts: readonly Lexeme[]): string {
  return parts
    .slice(endingStart(parts))
    .filter((lexeme) => lexeme.kind === 'punctuation')
    .map((lexeme) => lexeme.text)
    .join('');
}

function repairFirstCase(aligned: AlignedLexemes, draft: Draft, needed: boolean): boolean {
  if (!needed) return true;
  const upper = isUpper(firstLetter(aligned.query));
  const word = draft.pieces.find((lexeme) => lexeme.kind === 'word' || lexeme.kind === 'number');
  const letter = firstLetter(draft.pieces);
  if (word === undefined || letter === '' || isUpper(letter) === upper) return false;
  const to = upper ? letter.toUpperCase() : letter.toLowerCase();
  draft.edits.push({ from: word.start, to: word.start + letter.length, text: to });
  draft.repairs.push({ part: 'case', from: letter, to });
  return true;
}

function firstLetter(parts: readonly Lexeme[]): string {
  const word = parts.find((lexeme) => lexeme.kind === 'word' || lexeme.kind === 'number');
  const letter = word === undefined ? '' : String.fromCodePoint(word.text.codePointAt(0) as number);
  return /\p{L}/u.test(letter) ? letter : '';
}

function isUpper(letter: string): boolean {
  return letter !== letter.toLowerCase();
}

function sameMarkup(a: InlineCode | undefined, b: InlineCode | undefined): boolean {
  return a !== undefined && b !== undefined && a.kind === b.kind && a.data === b.data;
}

function apply(draft: Draft): Content {
  const edits = draft.edits.toSorted((a, b) => b.from - a.from || b.to - a.to);
  let text = draft.target.text;
  for (const edit of edits) text = text.slice(0, edit.from) + edit.text + text.slice(edit.to);
  return compact({ text, codes: draft.codes });
}
