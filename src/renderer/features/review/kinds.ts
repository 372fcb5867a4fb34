import type { ChangeKind } from '../../../shared/review/model.ts';

/** The kinds of changes in the order in which they are named. */
export const KINDS: readonly ChangeKind[] = [
  'changed',
  'inserted',
  'deleted',
  'split',
  'merged',
  'regrouped',
  'moved',
  'annotated',
];
