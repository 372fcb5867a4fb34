import type { Content, InlineCode } from '../../../../shared/text/content.ts';
import { pieces } from '../../../../shared/text/content.ts';

/** How the codes of a target differ from those of its source. */
export interface CodeIssues {
  readonly missing: readonly InlineCode[];
  readonly extra: readonly InlineCode[];
  /** True when a code closes before it opens, or opens and closes across another. */
  readonly unbalanced: boolean;
}

const identity = (code: InlineCode): string => `${code.kind} ${code.data}`;

function inOrder(content: Content): InlineCode[] {
  return pieces(content).flatMap((piece) => ('code' in piece ? [piece.code] : []));
}

function without(codes: readonly InlineCode[], others: readonly InlineCode[]): InlineCode[] {
  const left = new Map<string, number>();
  for (const code of others) left.set(identity(code), (left.get(identity(code)) ?? 0) + 1);
  return codes.filter((code) => {
    const count = left.get(identity(code)) ?? 0;
    left.set(identity(code), count - 1);
    return count <= 0;
  });
}

/** The codes of the source that the target does not hold yet, in the order of the source. */
export function missingCodes(source: Content, target: Content): InlineCode[] {
  return source.codes.length === 0 ? [] : without(inOrder(source), inOrder(target));
}

function crosses(codes: readonly InlineCode[]): boolean {
  const paired = new Set(codes.filter((code) => code.kind === 'close').map((code) => code.id));
  const opened = new Set(codes.filter((code) => code.kind === 'open').map((code) => code.id));
  const open: string[] = [];
  for (const code of codes) {
    // A code whose partner stands in another sentence cannot be judged here.
    if (code.kind === 'open' && paired.has(code.id)) open.push(code.id);
    else if (code.kind === 'close' && opened.has(code.id) && open.pop() !== code.id) return true;
  }
  return false;
}

/** What is wrong with the codes of a target; null when nothing is, or when there is no target yet. */
export function codeIssues(source: Content, target: Content): CodeIssues | null {
  if (target.text === '' || (source.codes.length === 0 && target.codes.length === 0)) return null;
  const wanted = inOrder(source);
  const found = inOrder(target);
  const missing = without(wanted, found);
  const extra = without(found, wanted);
  const unbalanced = crosses(found) && !crosses(wanted);
  return missing.length > 0 || extra.length > 0 || unbalanced ? { missing, extra, unbalanced } : null;
}
