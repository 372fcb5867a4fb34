import { pieces, type Content, type InlineCode } from '../../text/content.ts';
import { displayLabel, isEscapedCharacter } from '../bilingual/codes.ts';
import { contentToText } from '../bilingual/inline-text.ts';
import type { BilingualDocument, BilingualSegment, BilingualUnit, SegmentStatus } from '../bilingual/model.ts';
import { documentRows, type Row } from '../bilingual/rows.ts';
import { PAGE_STYLE } from './style.ts';

/** The words of the page, in the two languages of the window. */
export const PAGE_WORDS = {
  it: {
    number: 'N.',
    status: 'Stato',
    comments: 'Commenti',
    missing: 'non tradotto',
    summary: (segments: number, done: number): string => `${segments} segmenti, ${done} confermati`,
    statuses: {
      untranslated: 'da tradurre',
      draft: 'bozza',
      translated: 'tradotto',
      confirmed: 'confermato',
      locked: 'bloccato',
    },
  },
  en: {
    number: 'No.',
    status: 'Status',
    comments: 'Comments',
    missing: 'not translated',
    summary: (segments: number, done: number): string => `${segments} segments, ${done} confirmed`,
    statuses: {
      untranslated: 'untranslated',
      draft: 'draft',
      translated: 'translated',
      confirmed: 'confirmed',
      locked: 'locked',
    },
  },
} as const satisfies Record<
  string,
  { statuses: Record<SegmentStatus, string>; summary: (segments: number, done: number) => string } & Record<
    'number' | 'status' | 'comments' | 'missing',
    string
  >
>;

/** A status is told by a shape as well as by its word. */
const MARKS: Readonly<Record<SegmentStatus, string>> = {
  untranslated: '○',
  draft: '◔',
  translated: '◑',
  confirmed: '●',
  locked: '■',
};

/**
 * Writes a document as one self-contained page to read, print or comment on, in pieces of one row: source and target on
 * facing columns. Nothing in the text can act as markup, and the page loads nothing. Every row carries its exact content
 * in `data-` attributes, so that {@link readBilingualHtml} gives the document back, with targets that were edited in the
 * page as they stand there.
 */
export function* writeBilingualHtml(document: BilingualDocument, language: 'it' | 'en' = 'en'): Generator<string> {
  const words = PAGE_WORDS[language];
  const segments = document.units.flatMap((unit) => unit.segments.filter(({ ignorable }) => ignorable !== true));
  const done = segments.filter(({ status }) => status === 'confirmed' || status === 'locked').length;
  const { original, sourceLang, targetLang } = document;
  yield `<!DOCTYPE html>
<html lang="${language}" data-bifronte="bilingual" data-original="${attribute(original)}" data-source="${attribute(sourceLang)}" data-target="${attribute(targetLang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${text(original)} (${text(sourceLang)} – ${text(targetLang)})</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${text(original)}</h1>
<p class="summary">${text(languageName(sourceLang, language))} – ${text(languageName(targetLang, language))} · ${words.summary(segments.length, done)}</p>
</header>
<main>
<table>
<colgroup><col class="number"><col><col><col class="status"></colgroup>
<thead><tr><th class="number" scope="col">${words.number}</th><th scope="col">${text(languageName(sourceLang, language))}</th><th scope="col">${text(languageName(targetLang, language))}</th><th scope="col">${words.status}</th></tr></thead>
<tbody>
`;
  const rows = documentRows(document);
  let number = 0;
  for (const unit of document.units) {
    for (const [i, segment] of unit.segments.entries()) {
      const row = rows.next().value as Row;
      if (segment.ignorable !== true) number++;
      yield writeRow(document, unit, segment, row, i === 0, number, language);
    }
  }
  yield '</tbody>\n</table>\n</main>\n</body>\n</html>\n';
}

function writeRow(
  document: BilingualDocument,
  unit: BilingualUnit,
  segment: BilingualSegment,
  row: Row,
  first: boolean,
  number: number,
  language: 'it' | 'en',
): string {
  const words = PAGE_WORDS[language];
  const { sourceLang, targetLang } = document;
  const classes = [
    ...(first ? ['first'] : []),
    ...(unit.kind === 'heading' || unit.kind === 'title' ? ['heading'] : []),
  ];
  const data = (
    ['document', 'unit', 'context', 'segment', 'source', 'target', 'status', 'comments', 'codes', 'details'] as const
  )
    .map((name) => ` data-${name}="${attribute(row[name])}"`)
    .join('');
  const hidden = segment.ignorable === true ? ' hidden' : '';
  const codes: InlineCode[] = [];
  const source = cellContent(segment.source, codes);
  const target = segment.target === null ? '' : cellContent(segment.target, codes);
  const comments = segment.comments.map((comment) => {
    const who = [comment.author, comment.at?.slice(0, 10)]
      .filter((part) => part !== undefined && part !== '')
      .join(', ');
    return `<li>${text(who === '' ? comment.text : `${who}: ${comment.text}`)}</li>`;
  });
  const list =
    comments.length === 0 ? '' : `<ul class="comments" aria-label="${words.comments}">${comments.join('')}</ul>`;
  const missing =
    target === '' && segment.source.text.trim() !== '' ? `<span class="missing">${words.missing}</span>` : '';
  return `<tr${classes.length === 0 ? '' : ` class="${classes.join(' ')}"`}${hidden}${data}><td class="number">${number}</td><td lang="${attribute(sourceLang)}"><bdi class="text">${source}</bdi></td><td lang="${attribute(targetLang)}"><bdi class="text">${target}</bdi>${missing}${list}</td><td class="status"><span class="mark" aria-hidden="true">${MARKS[segment.status]}</span>${words.statuses[segment.status]}</td></tr>\n`;
}

/** A content with its codes as chips; `codes` numbers them as the row does. */
function cellContent(content: Content, codes: InlineCode[]): string {
  let out = '';
  for (const piece of pieces(content)) {
    if ('text' in piece) out += text(piece.text);
    else if (isEscapedCharacter(piece.code)) out += text(piece.code.data);
    else {
      const { code } = piece;
      const number = contentToText({ text: '\ue000', codes: [code] }, codes).slice(1, -1);
      const label = code.display ?? displayLabel(code.data, number);
      const shown = code.kind === 'close' ? `/${label}` : label;
      out += `<span class="code" data-code="${number}" title="${attribute(code.data)}">${text(shown)}</span>`;
    }
  }
  return out;
}

/** Text content. What HTML cannot hold becomes U+FFFD; the exact text is in the data of the row. */
function text(value: string): string {
  return value
    .toWellFormed()
    .replaceAll('\0', '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

function attribute(value: string): string {
  return text(value)
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;');
}

function languageName(code: string, language: 'it' | 'en'): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
