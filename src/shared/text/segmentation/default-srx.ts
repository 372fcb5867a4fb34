import { DEFAULT_FORMAT_HANDLING, type SrxDocument } from './model.ts';
import { ENGLISH_RULES } from './rules-en.ts';
import { GENERIC_RULES, LAYOUT_RULES, SENTENCE_RULES } from './rules-generic.ts';
import { ITALIAN_RULES } from './rules-it.ts';

/** The rules that come with the program: Italian, English, and careful rules for any other language. */
export function defaultSrx(): SrxDocument {
  return {
    segmentSubflows: true,
    cascade: true,
    formatHandling: DEFAULT_FORMAT_HANDLING,
    languageRules: [
      { name: 'Layout', rules: LAYOUT_RULES },
      { name: 'Italian', rules: ITALIAN_RULES },
      { name: 'English', rules: ENGLISH_RULES },
      { name: 'Other languages', rules: GENERIC_RULES },
      { name: 'Sentence ends', rules: SENTENCE_RULES },
    ],
    maps: [
      { pattern: '.*', rules: 'Layout' },
      { pattern: 'it([-_].*)?', rules: 'Italian' },
      { pattern: 'en([-_].*)?', rules: 'English' },
      { pattern: '(?!(?:it|en)([-_].*)?$).*', rules: 'Other languages' },
      { pattern: '.*', rules: 'Sentence ends' },
    ],
  };
}
