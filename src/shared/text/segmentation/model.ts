/** The content of an SRX 2.0 file (LISA OSCAR, Segmentation Rules eXchange 2.0), and what can be wrong with a rule. */

export interface SrxRule {
  /** True for a rule that breaks, false for an exception. */
  readonly break: boolean;
  /** ICU regular expression that must match text ending at the position; empty matches everywhere. */
  readonly before: string;
  /** ICU regular expression that must match text starting at the position; empty matches everywhere. */
  readonly after: string;
}

export interface LanguageRules {
  readonly name: string;
  readonly rules: readonly SrxRule[];
}

export interface LanguageMap {
  /** ICU regular expression that must match the whole language code. */
  readonly pattern: string;
  /** The name of the {@link LanguageRules} to use. */
  readonly rules: string;
}

/** Which side of a break an inline code at the break belongs to: true keeps it with the text before. */
export interface FormatHandling {
  readonly start: boolean;
  readonly end: boolean;
  readonly isolated: boolean;
}

export interface SrxDocument {
  readonly segmentSubflows: boolean;
  /** True: every map entry that matches contributes its rules, in order; false: only the first. */
  readonly cascade: boolean;
  readonly formatHandling: FormatHandling;
  readonly languageRules: readonly LanguageRules[];
  readonly maps: readonly LanguageMap[];
}

/** What SRX 2.0 section 4.3.3 lays down when a file does not say. */
export const DEFAULT_FORMAT_HANDLING: FormatHandling = { start: false, end: true, isolated: false };

/** A rule that cannot be used, and why; the others are applied without it. */
export interface RuleProblem {
  readonly languageRules: string;
  /** Number of the rule within its language rules, from 0; -1 for a language map. */
  readonly rule: number;
  readonly side: 'before' | 'after' | 'languagepattern';
  readonly pattern: string;
  /** In English, for logs and the command line; starts with a lower-case letter and has no full stop. */
  readonly message: string;
}
