import type { Bead } from '../../bitext/bead.ts';
import type { Comparison } from '../../review/compare.ts';
import type { BeadChange } from '../../review/model.ts';
import type { DiffRun } from '../../text/word-diff.ts';
import { XmlEscaper } from '../xml/escape.ts';
import { sayIn, type Say } from './messages.ts';
import { packageOf } from './ooxml.ts';
import { isoDate } from './report-json.ts';
import { newComments, remarks, reportRows, rowNumber, warnings, type ReportOptions } from './report.ts';
import { direction, runsOf, shown } from './runs.ts';

export interface DocxReportOptions extends ReportOptions {
  /** Who is named as the author of changes whose author is not known. */
  readonly author?: string;
}

const NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const WORDPROCESSING = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
/** Column widths in twentieths of a point: number, source, target, status, comment; A4 landscape less the margins. */
const COLUMNS = [700, 4900, 4900, 1500, 2600] as const;

/**
 * A comparison as a Word document: a bilingual table whose changes are tracked (`w:ins`, `w:del` with author and date;
 * ECMA-376 part 1, section 17.13.5), so that Word and LibreOffice accept or reject them. All accepted gives the text of
 * the later version, all rejected that of the earlier. Rows that moved are tracked as deleted in one place and inserted
 * in the other, which is what both programs understand of table rows.
 */
export function reportDocx(comparison: Comparison, options: DocxReportOptions): Uint8Array {
  const document = new DocxWriter(comparison, options).document();
  return packageOf(
    [
      { path: 'word/document.xml', xml: document },
      { path: 'word/styles.xml', xml: stylesXml(options.locale) },
      { path: 'word/settings.xml', xml: `<w:settings xmlns:w="${NAMESPACE}"><w:zoom w:percent="100"/></w:settings>` },
    ],
    {
      main: 'word/document.xml',
      contentTypes: {
        'word/document.xml': `${WORDPROCESSING}.document.main+xml`,
        'word/styles.xml': `${WORDPROCESSING}.styles+xml`,
        'word/settings.xml': `${WORDPROCESSING}.settings+xml`,
      },
      relations: {
        'word/document.xml': [
          { target: 'styles.xml', type: 'styles' },
          { target: 'settings.xml', type: 'settings' },
        ],
      },
    },
  );
}

type Tracking = 'ins' | 'del' | null;

/** A row as it is tracked: a moved one comes twice. */
interface Row {
  readonly change: BeadChange;
  readonly tracking: Tracking;
  readonly note: string | null;
}

class DocxWriter {
  readonly #comparison: Comparison;
  readonly #options: DocxReportOptions;
  readonly #say: Say;
  readonly #xml = new XmlEscaper();
  #mark = 0;

  constructor(comparison: Comparison, options: DocxReportOptions) {
    this.#comparison = comparison;
    this.#options = options;
    this.#say = sayIn(options.locale);
  }

  document(): string {
    const say = this.#say;
    const { labelA, labelB, title } = this.#options;
    const { statistics } = this.#comparison;
    const summary = [
      `${say('changedRows')}: ${statistics.changes}`,
      `${say('wordsInserted')}: ${statistics.wordsInserted}`,
      `${say('wordsDeleted')}: ${statistics.wordsDeleted}`,
    ].join(' · ');
    const rows = this.#rows();
    const body = [
      this.#plain(title, 'Title'),
      this.#plain(`${labelA} → ${labelB}`, 'Subtitle'),
      ...warnings(this.#comparison, say).map((warning) => this.#plain(warning, 'Warning')),
      this.#plain(statistics.changes === 0 ? say('nothing') : summary, 'Note'),
      rows.length === 0 ? '' : this.#table(rows),
    ].join('');
    return `<w:document xmlns:w="${NAMESPACE}"><w:body>${body}<w:p/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`;
  }

  /** The rows in the order of the later version; what moved away stands deleted behind the row it followed. */
  #rows(): (Row | { readonly hidden: number })[] {
    const say = this.#say;
    const listed = reportRows(this.#comparison, this.#options);
    const shownChanges = new Set(listed.flatMap((row) => ('change' in row ? [row.change] : [])));
    const leaving = this.#leaving(shownChanges);
    const out: (Row | { readonly hidden: number })[] = [];
    const gone = (change: BeadChange | null): void => {
      for (const moved of leaving.get(change) ?? []) {
        const row = (moved.rowsB[0] ?? 0) + 1;
        out.push({ change: moved, tracking: 'del', note: say('movedTo', { row }) });
      }
    };
    gone(null);
    for (const change of this.#comparison.changes) {
      if (shownChanges.has(change)) {
        const tracking = change.moved || change.a.length === 0 ? 'ins' : change.b.length === 0 ? 'del' : null;
        out.push({ change, tracking, note: null });
      } else {
        const last = out.at(-1);
        if (last && 'hidden' in last) out[out.length - 1] = { hidden: last.hidden + 1 };
        else out.push({ hidden: 1 });
      }
      gone(change);
    }
    return out;
  }

  /** The moved rows that are shown, by the row in place that they stood behind in the earlier version. */
  #leaving(shownChanges: ReadonlySet<BeadChange>): Map<BeadChange | null, BeadChange[]> {
    const out = new Map<BeadChange | null, BeadChange[]>();
    const byRow = this.#comparison.changes
      .filter((change) => change.a.length > 0)
      .sort((x, y) => (x.rowsA[0] ?? 0) - (y.rowsA[0] ?? 0));
    let last: BeadChange | null = null;
    for (const change of byRow) {
      if (!change.moved) last = change;
      else if (shownChanges.has(change)) out.set(last, [...(out.get(last) ?? []), change]);
    }
    return out;
  }

  #table(rows: readonly (Row | { readonly hidden: number })[]): string {
    const say = this.#say;
    const grid = COLUMNS.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
    const header = (['number', 'source', 'target', 'status', 'comment'] as const)
      .map((key, i) => this.#cell(i, this.#plain(say(key), 'Head')))
      .join('');
    const body = rows
      .map((row) =>
        'hidden' in row
          ? `<w:tr>${this.#cell(0, '<w:p/>')}<w:tc><w:tcPr><w:gridSpan w:val="4"/></w:tcPr>${this.#plain(say('unchangedRows', { count: row.hidden }), 'Note')}</w:tc></w:tr>`
          : this.#row(row),
      )
      .join('');
    const line = (side: string): string => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="BFBBB0"/>`;
    return `<w:tbl><w:tblPr><w:tblW w:w="${COLUMNS.reduce((sum, width) => sum + width, 0)}" w:type="dxa"/><w:tblBorders>${line('top')}${line('bottom')}${line('insideH')}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${header}</w:tr>${body}</w:tbl>`;
  }

  #row({ change, tracking, note }: Row): string {
    const { sourceLang, targetLang } = this.#comparison.b;
    // A row that left shows what it was; one that came, what it is.
    const beads: readonly Bead[] = tracking === 'del' ? change.a : change.b;
    const whole = (side: 'source' | 'target'): readonly DiffRun[] =>
      tracking === null ? runsOf(change[side], beads, side) : runsOf(null, beads, side);
    const marks = tracking === null ? '' : `<w:${tracking} ${this.#attributes(change)}/>`;
    const cells = [
      this.#paragraph('Note', change, tracking, [this.#text(String(rowNumber(change)))]),
      this.#textParagraph(whole('source'), sourceLang, change, tracking),
      this.#textParagraph(whole('target'), targetLang, change, tracking),
      this.#statusParagraph(change, tracking, beads),
      this.#notes(change, tracking, note),
    ];
    return `<w:tr><w:trPr><w:cantSplit/>${marks}</w:trPr>${cells.map((xml, i) => this.#cell(i, xml)).join('')}</w:tr>`;
  }

  #cell(column: number, content: string): string {
    return `<w:tc><w:tcPr><w:tcW w:w="${COLUMNS[column] ?? 0}" w:type="dxa"/></w:tcPr>${content}</w:tc>`;
  }

  #textParagraph(runs: readonly DiffRun[], lang: string, change: BeadChange, tracking: Tracking): string {
    const rtl = direction(lang) === 'rtl';
    const properties = `${rtl ? '<w:rtl/>' : ''}<w:lang w:val="${this.#xml.attribute(lang)}"${rtl ? ` w:bidi="${this.#xml.attribute(lang)}"` : ''}/>`;
    const parts = runs.map(({ kind, content }) => {
      const own = tracking ?? (kind === 'same' ? null : kind);
      const inner = shown(content)
        .map((piece) =>
          'text' in piece
            ? this.#run(piece.text, properties, own)
            : this.#run(piece.label, `<w:rStyle w:val="Code"/>${properties}`, own),
        )
        .join('');
      return this.#tracked(inner, own, change);
    });
    return this.#wrap('Text', parts.join(''), change, tracking, rtl);
  }

  #statusParagraph(change: BeadChange, tracking: Tracking, beads: readonly Bead[]): string {
    const say = this.#say;
    if (tracking === null && change.status) {
      const { from, to } = change.status;
      return this.#wrap(
        'Note',
        this.#tracked(this.#run(say(`status.${from}`), '', 'del'), 'del', change) +
          this.#tracked(this.#run(say(`status.${to}`), '', 'ins'), 'ins', change),
        change,
        null,
      );
    }
    const [first] = beads;
    return this.#paragraph('Note', change, tracking, first ? [this.#text(say(`status.${first.status}`))] : []);
  }

  #notes(change: BeadChange, tracking: Tracking, note: string | null): string {
    const say = this.#say;
    const lines = [say(`kind.${change.kind}`), ...(note === null ? remarks(change, say) : [note])];
    const comments = newComments(change).map(({ author, text }) => (author === '' ? text : `${author}: ${text}`));
    return [lines.join('; '), ...comments]
      .map((line) => this.#paragraph('Note', change, tracking, [this.#text(line)]))
      .join('');
  }

  #text(text: string): { readonly text: string } {
    return { text };
  }

  #plain(text: string, style: string): string {
    return `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${this.#run(text, '', null)}</w:p>`;
  }

  #paragraph(
    style: string,
    change: BeadChange,
    tracking: Tracking,
    parts: readonly { readonly text: string }[],
  ): string {
    const inner = parts.map(({ text }) => this.#run(text, '', tracking)).join('');
    return this.#wrap(style, this.#tracked(inner, tracking, change), change, tracking);
  }

  #wrap(style: string, inner: string, change: BeadChange, tracking: Tracking, rtl = false): string {
    const mark = tracking === null ? '' : `<w:rPr><w:${tracking} ${this.#attributes(change)}/></w:rPr>`;
    return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${rtl ? '<w:bidi/>' : ''}${mark}</w:pPr>${inner}</w:p>`;
  }

  #tracked(inner: string, tracking: Tracking, change: BeadChange): string {
    if (tracking === null || inner === '') return inner;
    return `<w:${tracking} ${this.#attributes(change)}>${inner}</w:${tracking}>`;
  }

  #attributes(change: BeadChange): string {
    const author = change.by ?? this.#options.author ?? this.#say('unknownAuthor');
    const date = change.at === null ? null : isoDate(change.at);
    // Word reads whole seconds only.
    const when = date === null ? '' : ` w:date="${date.replace(/\.\d+Z$/, 'Z')}"`;
    return `w:id="${this.#mark++}" w:author="${this.#xml.attribute(author)}"${when}`;
  }

  /** A run of text; tabs and line breaks have elements of their own in it. */
  #run(text: string, properties: string, tracking: Tracking): string {
    const element = tracking === 'del' ? 'w:delText' : 'w:t';
    const inner = text
      .split(/(\t|\r\n?|\n)/)
      .filter((part) => part !== '')
      .map((part) => {
        if (part === '\t') return '<w:tab/>';
        if (/^[\r\n]/.test(part)) return '<w:br/>';
        return `<${element} xml:space="preserve">${this.#xml.text(part)}</${element}>`;
      })
      .join('');
    return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${inner}</w:r>`;
  }
}

function stylesXml(locale: string): string {
  const style = (id: string, paragraph: string, run: string): string =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/><w:basedOn w:val="Normal"/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`;
  const sans = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>';
  return `<w:styles xmlns:w="${NAMESPACE}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Times New Roman"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="${locale}"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${[
    style('Title', '<w:spacing w:after="60"/>', '<w:sz w:val="40"/>'),
    style('Subtitle', '<w:spacing w:after="160"/>', '<w:color w:val="605D56"/><w:sz w:val="24"/>'),
    style('Warning', '<w:spacing w:after="80"/>', '<w:b/><w:color w:val="7A3B00"/>'),
    style('Text', '<w:spacing w:line="280" w:lineRule="auto"/>', ''),
    style('Head', '<w:keepNext/>', `${sans}<w:b/><w:color w:val="605D56"/><w:sz w:val="18"/>`),
    style('Note', '<w:spacing w:after="40"/>', `${sans}<w:color w:val="605D56"/><w:sz w:val="18"/>`),
  ].join(
    '',
  )}<w:style w:type="character" w:styleId="Code"><w:name w:val="Code"/><w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:color w:val="605D56"/><w:sz w:val="16"/></w:rPr></w:style></w:styles>`;
}
