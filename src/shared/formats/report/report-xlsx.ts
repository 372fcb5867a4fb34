import type { Comparison } from '../../review/compare.ts';
import type { BeadChange } from '../../review/model.ts';
import { runContent } from '../../review/text-change.ts';
import type { DiffRun } from '../../text/word-diff.ts';
import { XmlEscaper } from '../xml/escape.ts';
import { sayIn, type Say } from './messages.ts';
import { packageOf } from './ooxml.ts';
import { isoDate } from './report-json.ts';
import { newComments, reportRows, rowNumber, warnings, type ReportOptions } from './report.ts';
import { runsOf, shownText } from './runs.ts';

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** What a cell can hold, in UTF-16 units (Excel specifications and limits). */
const CELL_LIMIT = 32_767;

type Cell = string | number | readonly DiffRun[] | null;

/**
 * A comparison as a workbook: one sheet with a row for each change, one with the figures. Every text is an inline
 * string, never a formula, whatever it begins with (ECMA-376 part 1, section 18.3.1.53).
 */
export function reportXlsx(comparison: Comparison, options: ReportOptions): Uint8Array {
  const say = sayIn(options.locale);
  const sheet = new SheetWriter(say('cut'));
  const parts = [
    {
      path: 'xl/workbook.xml',
      xml: `<workbook xmlns="${NAMESPACE}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="${say('title')}" sheetId="1" r:id="rId1"/><sheet name="${say('byKind')}" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    },
    { path: 'xl/worksheets/sheet1.xml', xml: sheet.xml(changeRows(comparison, options, say), COLUMN_WIDTHS) },
    { path: 'xl/worksheets/sheet2.xml', xml: sheet.xml(figureRows(comparison, options, say), [36, 18, 18, 18, 18]) },
    {
      path: 'xl/styles.xml',
      xml: `<styleSheet xmlns="${NAMESPACE}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`,
    },
  ];
  return packageOf(parts, {
    main: 'xl/workbook.xml',
    contentTypes: {
      'xl/workbook.xml': `${SPREADSHEET}.sheet.main+xml`,
      'xl/worksheets/sheet1.xml': `${SPREADSHEET}.worksheet+xml`,
      'xl/worksheets/sheet2.xml': `${SPREADSHEET}.worksheet+xml`,
      'xl/styles.xml': `${SPREADSHEET}.styles+xml`,
    },
    relations: {
      'xl/workbook.xml': [
        { target: 'worksheets/sheet1.xml', type: 'worksheet' },
        { target: 'worksheets/sheet2.xml', type: 'worksheet' },
        { target: 'styles.xml', type: 'styles' },
      ],
    },
  });
}

const COLUMN_WIDTHS = [6, 16, 22, 50, 50, 50, 50, 60, 14, 14, 18, 12, 10, 10, 10, 12, 40];

function changeRows(comparison: Comparison, options: ReportOptions, say: Say): Cell[][] {
  const head = (
    [
      'number',
      'change',
      'nature',
      'sourceBefore',
      'sourceAfter',
      'targetBefore',
      'targetAfter',
      'target',
      'statusBefore',
      'statusAfter',
      'author',
      'date',
      'wordsInserted',
      'wordsDeleted',
      'distance',
      'confidence',
      'comment',
    ] as const
  ).map((key) => say(key));
  const rows = reportRows(comparison, options).flatMap((row) => ('change' in row ? [changeRow(row.change, say)] : []));
  return [head, ...rows];
}

function changeRow(change: BeadChange, say: Say): Cell[] {
  const text = (beads: BeadChange['a'], side: 'source' | 'target'): string => shownText(runContent(beads, side));
  const status = (beads: BeadChange['a']): string | null => (beads[0] ? say(`status.${beads[0].status}`) : null);
  const beads = change.b.length > 0 ? change.b : change.a;
  const kind = say(`kind.${change.kind}`);
  const nature = (change.target ?? change.source)?.nature;
  return [
    rowNumber(change),
    change.moved && change.kind !== 'moved' ? `${kind}; ${say('kind.moved')}` : kind,
    nature === undefined ? null : say(`nature.${nature}`),
    text(change.a, 'source'),
    text(change.b, 'source'),
    text(change.a, 'target'),
    text(change.b, 'target'),
    runsOf(change.target, beads, 'target'),
    status(change.a),
    status(change.b),
    change.by,
    change.at === null ? null : (isoDate(change.at)?.slice(0, 10) ?? null),
    change.target?.wordsInserted ?? 0,
    change.target?.wordsDeleted ?? 0,
    change.target?.distance ?? 0,
    change.confidence,
    newComments(change)
      .map(({ author, text: comment }) => (author === '' ? comment : `${author}: ${comment}`))
      .join('\n') || null,
  ];
}

function figureRows(comparison: Comparison, options: ReportOptions, say: Say): Cell[][] {
  const { statistics } = comparison;
  return [
    [options.title, `${options.labelA} → ${options.labelB}`],
    ...warnings(comparison, say).map((warning) => [warning]),
    [say('rows'), statistics.beadsA, statistics.beadsB],
    [say('words'), statistics.wordsA, statistics.wordsB],
    [say('changedRows'), statistics.changes],
    [say('wordsInserted'), statistics.wordsInserted],
    [say('wordsDeleted'), statistics.wordsDeleted],
    [say('wordsTouched'), statistics.wordsTouched],
    [say('distance'), statistics.distance],
    [],
    [say('byKind')],
    ...Object.entries(statistics.kinds).map(([kind, count]) => [say(`kind.${kind as BeadChange['kind']}`), count]),
    [],
    [say('byAuthor'), say('changedRows'), say('wordsInserted'), say('wordsDeleted'), say('distance')],
    ...statistics.authors.map(({ by, changes, wordsInserted, wordsDeleted, distance }) => [
      by ?? say('unknownAuthor'),
      changes,
      wordsInserted,
      wordsDeleted,
      distance,
    ]),
  ];
}

class SheetWriter {
  readonly #xml = new XmlEscaper();
  readonly #cut: string;

  constructor(cut: string) {
    this.#cut = cut;
  }

  xml(rows: readonly (readonly Cell[])[], widths: readonly number[]): string {
    const columns = widths
      .map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
      .join('');
    const body = rows
      .map(
        (cells, row) =>
          `<row r="${row + 1}">${cells.map((cell, column) => this.#cell(cell, `${columnName(column)}${row + 1}`, row === 0)).join('')}</row>`,
      )
      .join('');
    return `<worksheet xmlns="${NAMESPACE}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData>${body}</sheetData></worksheet>`;
  }

  #cell(cell: Cell, name: string, head: boolean): string {
    if (cell === null) return '';
    const style = head ? ' s="1"' : '';
    if (typeof cell === 'number') return `<c r="${name}"${style}><v>${cell}</v></c>`;
    const inner = typeof cell === 'string' ? this.#text(this.#limited(cell)) : this.#runs(cell);
    return `<c r="${name}" t="inlineStr"${style}><is>${inner}</is></c>`;
  }

  /** Insertions underlined in blue, deletions struck through in ochre. */
  #runs(runs: readonly DiffRun[]): string {
    const texts = runs.map(({ kind, content }) => ({ kind, text: shownText(content) }));
    if (texts.reduce((sum, { text }) => sum + text.length, 0) > CELL_LIMIT) {
      return this.#text(this.#limited(texts.map(({ text }) => text).join('')));
    }
    const properties = {
      same: '<sz val="11"/><rFont val="Calibri"/>',
      ins: '<u/><sz val="11"/><color rgb="FF0B4F8A"/><rFont val="Calibri"/>',
      del: '<strike/><sz val="11"/><color rgb="FF8A4B00"/><rFont val="Calibri"/>',
    };
    return texts.map(({ kind, text }) => `<r><rPr>${properties[kind]}</rPr>${this.#text(text)}</r>`).join('');
  }

  #limited(text: string): string {
    return text.length <= CELL_LIMIT ? text : text.slice(0, CELL_LIMIT - this.#cut.length) + this.#cut;
  }

  /** `_xHHHH_` would be read as an escaped character (ECMA-376 part 1, section 22.9.2.19), so its underscore is escaped. */
  #text(text: string): string {
    return `<t xml:space="preserve">${this.#xml.text(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'))}</t>`;
  }
}

function columnName(column: number): string {
  return String.fromCharCode(65 + column);
}
