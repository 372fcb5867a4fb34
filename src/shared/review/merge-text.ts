import { concat, pieces, slice, type Content } from '../text/content.ts';
import { lexemes, type Lexeme } from '../text/lexemes.ts';
import { diffIndexes, type IndexRun } from '../text/word-diff.ts';

/**
 * Two texts that both come from `base` as one with the edits of both, or null when they touch the same words, or
 * words with nothing between them, or would leave an inline code without its counterpart. Words are compared as
 * {@link lexemes}; the method is that of diff3 (Khanna, Kunal and Pierce, "A formal investigation of diff3", 2007).
 */
export function mergeTexts(base: Content, ours: Content, theirs: Content, lang: string): Content | null {
  const [lexemesBase, lexemesOurs, lexemesTheirs] = [base, ours, theirs].map((content) => lexemes(content, lang)) as [
    Lexeme[],
    Lexeme[],
    Lexeme[],
  ];
  const left = edits(lexemesBase, lexemesOurs);
  const right = edits(lexemesBase, lexemesTheirs);
  const parts: Content[] = [];
  let at = 0;
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const mine = left[i];
    const other = right[j];
    let edit: IndexRun;
    let [content, list] = [ours, lexemesOurs];
    if (mine && other && mine.aFrom <= other.aTo && other.aFrom <= mine.aTo) {
      if (!sameEdit(mine, other)) return null;
      edit = mine;
      i++;
      j++;
    } else if (mine && (!other || mine.aFrom < other.aFrom)) {
      edit = mine;
      i++;
    } else {
      edit = other as IndexRun;
      [content, list] = [theirs, lexemesTheirs];
      j++;
    }
    parts.push(part(base, lexemesBase, at, edit.aFrom), part(content, list, edit.bFrom, edit.bTo));
    at = edit.aTo;
  }
  parts.push(part(base, lexemesBase, at, lexemesBase.length));
  const merged = concat(parts);
  return unpaired(merged) > Math.max(unpaired(ours), unpaired(theirs)) ? null : merged;

  function sameEdit(mine: IndexRun, other: IndexRun): boolean {
    const keys = (list: readonly Lexeme[], run: IndexRun): string =>
      JSON.stringify(list.slice(run.bFrom, run.bTo).map(keyOf));
    return (
      mine.aFrom === other.aFrom && mine.aTo === other.aTo && keys(lexemesOurs, mine) === keys(lexemesTheirs, other)
    );
  }
}

function edits(base: readonly Lexeme[], other: readonly Lexeme[]): IndexRun[] {
  return diffIndexes(base.map(keyOf), other.map(keyOf), Object.is).filter((run) => run.kind === 'change');
}

function keyOf({ kind, text, code }: Lexeme): string {
  return code ? `code\u0000${code.kind}\u0000${code.id}\u0000${code.data}` : `${kind}\u0000${text}`;
}

function part(content: Content, list: readonly Lexeme[], from: number, to: number): Content {
  return from === to ? { text: '', codes: [] } : slice(content, list[from]?.start ?? 0, list[to - 1]?.end ?? 0);
}

/** How many codes lack their counterpart, or have one too many. */
function unpaired(content: Content): number {
  const open = new Map<string, number>();
  let astray = 0;
  for (const piece of pieces(content)) {
    if ('text' in piece) continue;
    const { kind, id } = piece.code;
    if (kind === 'open') open.set(id, (open.get(id) ?? 0) + 1);
    else if (kind === 'close') {
      const waiting = open.get(id) ?? 0;
      if (waiting === 0) astray++;
      else open.set(id, waiting - 1);
    }
  }
  for (const waiting of open.values()) astray += waiting;
  return astray;
}
