/** Rules that hold in every language. */
import type { SrxRule } from './model.ts';
import {
  CLOSERS,
  OPENERS,
  SENTENCE_START,
  START,
  STOPS,
  anyCase,
  anyOf,
  breakRule,
  exception,
} from './rule-builder.ts';

const ROMAN = '(?:x{0,3}(?:ix|iv|v?i{1,3}|v|x)|X{0,3}(?:IX|IV|V?I{1,3}|V|X))';
const NUMBER = `(?:\\d{1,4}|\\p{L}|${ROMAN}|\\d{1,3}(?:\\.\\d{1,3}){1,4})`;
/** The number of a list item or clause with its mark: 1. a) (ii) 3.) 2.1. */
const MARKER = `\\(?${NUMBER}(?:\\.\\)|[.\\)])`;
/** What stands before the number of an article, page or figure, in Italian and English. */
const REFERENCE = `(?:${anyCase(
  `art artt n nn nr no nos pag pagg p pp cap capp vol voll vols fig figg figs tab tabb tav tavv sez sec secc ch chap
  chaps eq eqs par parr para paras all cfr prot circ sent ord rif ref reff pos sub int sc tit lib fasc doc docc cpv lett
  ed mod ver vers rev lot bin tel q cl comm reg dir tr ss`,
)}\\.|${anyCase(
  `n p punto punti comma articolo articoli pagina capitolo sezione legge titolo libro parte volume secolo interno scala
  piano binario lotto versione quota numero articles article page pages chapter section figure table number part`,
)})`;
const HEADING =
  '(?:Artt?|Articolo|Figg?|Figura|Tabb?|Tabella|Tavv?|Cap|Capitolo|Sez|Sezione|Par|All|Allegato|Article|Figure|Table|Chapter|Section|Step|Annex|Appendix|§)';
const BULLET = '[•⁃▪◦‣●■]';

/** They come first: lines and lists part whatever the words are. */
export const LAYOUT_RULES: readonly SrxRule[] = [
  // An empty line.
  breakRule('', '[^\\S\\n]*\\r?\\n[^\\S\\n]*\\r?\\n'),
  // A line that begins as a list item.
  breakRule('', `[^\\S\\n]*\\n\\s*(?:[-–—*·]\\s|${BULLET}|${MARKER}\\s)`),
  breakRule('', `\\s+${BULLET}`),
  // Headings of articles and figures stay together; a reference to one can end a sentence.
  exception(`${SENTENCE_START}${HEADING}\\.?\\s*(?:\\d{1,4}|[IVXL]{1,6})\\.`, '\\s'),
  breakRule(`\\b${REFERENCE}\\s+(?:\\d{1,4}|[IVXLC]{1,7})\\.`, `\\s+${OPENERS}\\p{Lu}`),
  // The number of an item stays with the item.
  exception(`(?:${SENTENCE_START}(?:[-–—*·]\\s+)?|${BULLET}\\s*)${MARKER}`, '\\s'),
  // Items that run on in one line: 1) ... 2) ... and a) ... b) ...
  breakRule('^\\s*1\\.\\s[^.\\n]*[\\p{L}\\)]', '\\s+2\\.\\s+\\p{Lu}'),
  exception('^\\s*1\\.\\s[^.\\n]*[\\p{L}\\)]\\s+2\\.', '\\s+\\p{Lu}'),
  ...['\\d{1,2}', '\\p{Ll}', '\\p{Lu}', ROMAN].flatMap((number, i) => {
    const first = `^\\s*\\(?${['1', 'a', 'A', 'i'][i]}\\.?\\)\\s[^\\n]*`;
    return [
      breakRule(`${first}[^\\s.]`, `\\s+\\(?${number}\\.?\\)\\s+\\p{L}`),
      exception(`${first}\\s\\(?${number}\\.?\\)`, '\\s'),
    ];
  }),
  breakRule('^\\s*a\\.\\s[^.\\n]*[^\\s.]', '\\s+b\\.\\s+\\p{L}'),
  breakRule('^\\s*a\\.\\s[^.\\n]*\\sb\\.\\s[^.\\n]*[^\\s.]', '\\s+c\\.\\s+\\p{L}'),
  exception('^\\s*a\\.\\s[^.\\n]*\\sb\\.(?:\\s[^.\\n]*\\sc\\.)?', '\\s'),
  // Post scripts and notes.
  exception(`${SENTENCE_START}(?:P\\.\\s?P?\\.?\\s?S|N\\.\\s?B|PS|NB|N\\.d\\.[rtTA])\\.`, '\\s'),
];

/** They come after the rules of the language. */
export const SENTENCE_RULES: readonly SrxRule[] = [
  // Names that end in a mark.
  exception('\\b(?:Yahoo|Joomla|Jeopardy|Wham)!', '\\s+\\p{Lu}'),
  // A quotation inside a sentence that goes on after it is not divided.
  exception('“[^“”\\n]*[.!?…]+', '\\s[^“”\\n]*”[,;:]?\\s+[\\p{Ll}\\(]'),
  exception('«[^«»\\n]*[.!?…]+', '\\s[^«»\\n]*»[,;:]?\\s+[\\p{Ll}\\(]'),
  exception('(?:^|\\n)(?:[^"\\n]|"[^"\\n]*")*"[^"\\n]*[.!?…]+', '\\s[^"\\n]*"[,;:]?\\s+[\\p{Ll}\\(]'),
  // A source in brackets belongs to the quotation before it: "..." (Manzoni).
  exception(`[.!?…\\]]["”»’'\\]]+`, '\\s+\\([^().!?]*\\)\\s*(?:[.,;:]|$)'),
  // Numbers of notes after a stop belong to the sentence that ends.
  exception(`${STOPS}${CLOSERS}(?:\\s?\\[[\\d,–\\s-]+\\])*`, '\\s?\\[\\d+[\\d,–\\s-]*\\]'),
  breakRule(`${STOPS}${CLOSERS}(?:\\s?\\[\\d+[\\d,–\\s-]*\\])+`, `\\s+${OPENERS}[\\p{Lu}\\p{N}]`),
  breakRule('[\\p{Ll}\\)\\]]\\.\\d{1,3}(?:[\\s,]\\d{1,3})?', `\\s+${OPENERS}\\p{Lu}`),
  breakRule('\\s\\.\\s\\.\\s\\.\\s\\.', '\\s+\\p{Lu}'),
  // Dots in brackets, or after a space, stand for words left out.
  exception('[\\[\\(](?:\\.\\.\\.|…)[\\]\\)]', '\\s'),
  exception('\\s(?:\\.\\.\\.|…|\\.\\s\\.\\s\\.)', '\\s'),
  exception('\\s\\.', '\\s\\.'),
  // A lower-case letter or a comma goes on with the sentence.
  breakRule(`${STOPS}${CLOSERS}`, `\\s+${OPENERS}[\\p{Lu}\\p{Lt}\\p{Lo}\\p{N}]`),
  // An opening quotation mark or bracket does not follow a stop inside a sentence.
  breakRule('[^\\s.][.!?]', '\\s+["“«„‹\\(\\[]\\p{Ll}'),
  // A smiley ends what it stands after.
  breakRule('\\s[:;]-?[\\)D]', '\\s+\\p{Lu}'),
  // A missing space.
  breakRule('[\\p{Ll}\\)][!?]', '\\p{Lu}\\p{Ll}'),
  // Other scripts: East Asian, Devanagari, Arabic, Urdu, Armenian, Ethiopic, Khmer, Burmese.
  breakRule(`[。．！？｡]+[\\p{Pe}\\p{Pf}"']*`, `[\\s\\p{Lu}\\p{Lo}\\p{N}\\p{Ps}\\p{Pi}]`),
  breakRule(`[।॥؟۔։።៕။]+[\\p{Pe}\\p{Pf}"']*`, '\\s'),
];

/** For languages without rules of their own. */
export const GENERIC_RULES: readonly SrxRule[] = [
  exception(`${START}\\p{Lu}\\.`, '\\s+\\p{Lu}'),
  exception(
    `${START}${anyOf('Dr Mr Mrs Ms Prof St M Mme Mlle Sr Sra Hr Fr Nr No Art Abb Bd z.B d.h vgl p.ex cf etc')}\\.`,
    '\\s',
  ),
];
