/** Splits the content of a unit into sentences by the rules of an SRX document. */
import { codeIndex, slice, type Content } from '../content.ts';
import { Automaton, WorkBudget } from './automaton.ts';
import type { FormatHandling, RuleProblem, SrxDocument } from './model.ts';
import { PatternError } from './pattern-error.ts';
import { parsePattern } from './pattern.ts';
import { RulesMatcher, type Decision, type PlacedRule } from './rules-matcher.ts';

/** One sentence of a unit with the exact white space around it. */
interface SentencePart {
  readonly content: Content;
  /** White space before the content; only the first sentence of a unit has any. */
  readonly lead: string;
  readonly trail: string;
}

export interface Segmenter {
  /** Rules of this language that could not be used. */
  readonly problems: readonly RuleProblem[];
  /** UTF-16 offsets of the ends of the sentences, the white space after each included; none for an empty content. */
  readonly breaks: (content: Content) => number[];
  /** The sentences; lead, content and trail of all, one after another, are the content again. */
  readonly split: (content: Content) => SentencePart[];
  /** Where rules meant breaks to be, before white space is given to the sentence on its left: plain SRX semantics. */
  readonly rawBreaks: (content: Content) => number[];
  /** Every position of a plain text at which a rule matched, and the rule that decided. */
  readonly explain: (text: string) => Decision[];
}

/** A segmenter for one language. `language` is a BCP 47 tag; it is matched with the document's language maps. */
export function segmenter(document: SrxDocument, language: string): Segmenter {
  const { rules, problems } = rulesFor(document, language);
  const matcher = new RulesMatcher(rules);
  const handling = document.formatHandling;
  const rawBreaks = (content: Content): number[] => {
    const view = readableView(content);
    const out: number[] = [];
    for (const { position, rule } of matcher.decisions(view.text)) {
      if (!rule.break) continue;
      const offset = placeAmongCodes(content, view.offset(position), handling);
      if (offset > (out.at(-1) ?? 0) && offset < content.text.length) out.push(offset);
    }
    return out;
  };
  const breaks = (content: Content): number[] => sentenceEnds(content, rawBreaks(content), handling);
  return {
    problems: [...problems, ...matcher.problems],
    breaks,
    rawBreaks,
    split: (content) => splitAt(content, breaks(content)),
    explain: (text) => matcher.decisions(text),
  };
}

/** The rules for a language in order, through the document's maps (SRX 2.0, section 4.7: cascade). */
function rulesFor(document: SrxDocument, language: string): { rules: PlacedRule[]; problems: RuleProblem[] } {
  const rules: PlacedRule[] = [];
  const problems: RuleProblem[] = [];
  for (const map of document.maps) {
    try {
      if (!matchesWhole(map.pattern, language)) continue;
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      const { pattern, rules: languageRules } = map;
      problems.push({ languageRules, rule: -1, side: 'languagepattern', pattern, message: error.message });
      continue;
    }
    const found = document.languageRules.find(({ name }) => name === map.rules);
    for (const [index, rule] of (found?.rules ?? []).entries())
      rules.push({ ...rule, languageRules: map.rules, index });
    if (!document.cascade) break;
  }
  return { rules, problems };
}

/** Language tags have no case (RFC 5646, section 2.1.1), so neither has the comparison. */
function matchesWhole(pattern: string, language: string): boolean {
  const automaton = new Automaton([{ id: 0, tree: parsePattern(`(?i)^(?:${pattern})\\z`) }], 'endingAt');
  const { at, sets } = automaton.run(language, new WorkBudget(language));
  return sets[at[language.length] as number]?.length === 1;
}

interface ReadableView {
  /** The text as a reader meets it: codes give way to the text they stand for, such as the line feed of a `br`. */
  readonly text: string;
  /** The offset in the content's text of a position in this text. */
  readonly offset: (position: number) => number;
}

function readableView(content: Content): ReadableView {
  const source = content.text;
  if (content.codes.length === 0) return { text: source, offset: (position) => position };
  // Runs of the readable text: where each begins, and where in the content it comes from.
  const starts: number[] = [];
  const origins: number[] = [];
  let text = '';
  const run = (origin: number) => {
    starts.push(text.length);
    origins.push(origin);
  };
  run(0);
  for (let i = 0; i < source.length; i++) {
    const index = codeIndex(source.charCodeAt(i));
    if (index < 0) {
      text += source[i];
      continue;
    }
    const equiv = content.codes[index]?.equiv ?? '';
    if (equiv !== '') {
      run(-i - 1);
      text += equiv;
    }
    run(i + 1);
  }
  return {
    text,
    offset: (position) => {
      // The first run that holds or ends at the position, so that codes at a break come after it.
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] as number) < position) low = middle;
        else high = middle - 1;
      }
      const origin = origins[low] as number;
      // A code with text of its own is not divided: a break inside or at its end comes after it.
      if (origin < 0) return -origin;
      return origin + position - (starts[low] as number);
    },
  };
}

/** Moves a break past the codes that belong to the sentence on its left. */
function placeAmongCodes(content: Content, offset: number, handling: FormatHandling): number {
  let best = offset;
  const opened = new Set<string>();
  for (let i = offset; i < content.text.length; i++) {
    const index = codeIndex(content.text.charCodeAt(i));
    if (index < 0) break;
    const code = content.codes[index];
    if (!code || code.equiv) break;
    if (code.kind === 'open') {
      if (handling.start) best = i + 1;
      else opened.add(code.id);
    } else if (code.kind === 'close') {
      // The end of a pair that begins after the break stays with its beginning.
      if (handling.end && !opened.has(code.id)) best = i + 1;
    } else if (handling.isolated) best = i + 1;
  }
  return best;
}

const SPACE = /\s/;

/** Gives the white space after each break, and codes that close what the left side opened, to the left. */
function sentenceEnds(content: Content, breaks: readonly number[], handling: FormatHandling): number[] {
  const { text } = content;
  if (text === '') return [];
  const out: number[] = [];
  let seen = 0;
  for (const start of breaks) {
    // Only white space and codes lie between this break and the one before.
    if (start < seen) continue;
    let end = start;
    let at = start;
    const opened = new Set<string>();
    for (; at < text.length; at++) {
      const index = codeIndex(text.charCodeAt(at));
      if (index < 0) {
        if (!SPACE.test(text[at] as string)) break;
        if (opened.size === 0) end = at + 1;
        continue;
      }
      const code = content.codes[index];
      if (code?.kind === 'close' && handling.end && opened.size === 0) end = at + 1;
      else opened.add(code?.id ?? '');
    }
    seen = at;
    // Nothing but white space and codes is left: they stay with the last sentence.
    if (at === text.length) break;
    if (end > (out.at(-1) ?? 0) && hasWords(text, out.at(-1) ?? 0, end)) out.push(end);
  }
  out.push(text.length);
  return out;
}

/** Is there anything besides white space and codes? */
function hasWords(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (codeIndex(text.charCodeAt(i)) < 0 && !SPACE.test(text[i] as string)) return true;
  }
  return false;
}

function splitAt(content: Content, ends: readonly number[]): SentencePart[] {
  const out: SentencePart[] = [];
  let from = 0;
  for (const to of ends) {
    let start = from;
    let end = to;
    while (start < end && SPACE.test(content.text[start] as string)) start++;
    while (end > start && SPACE.test(content.text[end - 1] as string)) end--;
    const { text } = content;
    out.push({ content: slice(content, start, end), lead: text.slice(from, start), trail: text.slice(end, to) });
    from = to;
  }
  return out;
}
