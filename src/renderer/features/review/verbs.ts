import type { LucideIcon } from 'lucide-react';
import { ArrowLeft, ArrowRight, Check, X } from 'lucide-react';
import type { ComparisonInfo, Verdict } from '../../../shared/contract/review.ts';

interface VerbOfReview {
  readonly verdict: Verdict;
  readonly verb: 'accept' | 'reject';
  /** The state whose text the verdict wants. */
  readonly side: 'a' | 'b';
  readonly Sign: LucideIcon;
}

/** Accepting the later text and rejecting it. */
const DECIDE: readonly VerbOfReview[] = [
  { verdict: 'accepted', verb: 'accept', side: 'b', Sign: Check },
  { verdict: 'rejected', verb: 'reject', side: 'a', Sign: X },
];

/** Taking the text of one of two older states; the buttons stand as the states do, the earlier one on the left. */
const TAKE: readonly VerbOfReview[] = [
  { verdict: 'rejected', verb: 'reject', side: 'a', Sign: ArrowLeft },
  { verdict: 'accepted', verb: 'accept', side: 'b', Sign: ArrowRight },
];

/** What can be decided about changes: between two older states one does not accept or reject, one takes a text. */
export function verbsOf(info: ComparisonInfo): readonly VerbOfReview[] {
  return info.present === null ? TAKE : DECIDE;
}
