import type { Occurrence } from '../../shared/text/find.ts';

/** What passes between the window and the worker that tries a user's regular expression. */
export interface PatternRequest {
  readonly id: number;
  readonly source: string;
  readonly flags: string;
  readonly texts: readonly string[];
}

export interface PatternAnswer {
  readonly id: number;
  /** The occurrences in each text. */
  readonly found: readonly (readonly Occurrence[])[];
}
