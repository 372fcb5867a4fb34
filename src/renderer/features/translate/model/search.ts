import type { Bead, BeadStatus } from '../../../../shared/bitext/bead.ts';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import type { Content } from '../../../../shared/text/content.ts';
import { patternOf, searchable } from '../../../../shared/text/find.ts';
import type { SidedQuery } from '../../../search/found-marks.ts';

export type BeadKind =
  | BeadStatus
  | 'locked'
  | 'excluded'
  | 'bookmarked'
  | 'commented'
  | 'codes'
  | 'matched'
  | 'newSource';

export interface FilterQuery extends SidedQuery {
  /** Beads of any of these kinds; of every kind when empty. */
  readonly kinds: readonly BeadKind[];
}

/** What a filter asks about a bead that the bead itself does not say. */
export interface BeadSigns {
  readonly hasCodeIssues: (bead: Bead) => boolean;
  readonly hasNewSource: (bead: Bead) => boolean;
}

export const emptyFilter: FilterQuery = {
  text: '',
  matchCase: false,
  wholeWord: false,
  regex: false,
  side: 'both',
  kinds: [],
};

export function isEmptyFilter(filter: FilterQuery): boolean {
  return filter.text === '' && filter.kinds.length === 0;
}

function isKind(bead: Bead, kind: BeadKind, { hasCodeIssues, hasNewSource }: BeadSigns): boolean {
  switch (kind) {
    case 'locked':
    case 'excluded':
    case 'bookmarked':
      return bead.marks.includes(kind);
    case 'commented':
      return bead.comments.length > 0;
    case 'codes':
      return hasCodeIssues(bead);
    case 'matched':
      return bead.origin?.kind === 'match' || bead.origin?.kind === 'repaired';
    case 'newSource':
      return hasNewSource(bead);
    default:
      return bead.status === kind;
  }
}

/** The beads a filter asks for, as far as its kinds go, and the texts of each that it searches. */
export function filterParts(
  filter: FilterQuery,
  target: (bead: Bead) => Content,
  signs: BeadSigns,
): { readonly fits: (bead: Bead) => boolean; readonly texts: (bead: Bead) => readonly string[] } {
  const { kinds, side } = filter;
  return {
    fits: (bead) => kinds.length === 0 || kinds.some((kind) => isKind(bead, kind, signs)),
    texts: (bead) => [
      ...(side === 'target' ? [] : [searchable(sideContent(bead, 'source')).text]),
      ...(side === 'source' ? [] : [searchable(target(bead)).text]),
    ],
  };
}

/** The test a filter makes of each bead, or the message of a pattern that cannot be used. */
export function filterTest(
  filter: FilterQuery,
  target: (bead: Bead) => Content,
  signs: BeadSigns,
): ((bead: Bead) => boolean) | { readonly error: string } {
  const pattern = patternOf(filter);
  if (pattern && 'error' in pattern) return pattern;
  const { fits, texts } = filterParts(filter, target, signs);
  return (bead) => {
    if (!fits(bead)) return false;
    if (!pattern) return true;
    return texts(bead).some((text) => {
      pattern.lastIndex = 0;
      return pattern.test(text);
    });
  };
}
