import type { Bead } from '../../bitext/bead.ts';
import type { Comparison } from '../../review/compare.ts';
import type { BeadChange, ChangeKind } from '../../review/model.ts';
import type { DiffRun } from '../../text/word-diff.ts';
import { sayIn, type Say } from './messages.ts';
import { REPORT_STYLE } from './report-style.ts';
import { newComments, remarks, reportRows, rowNumber, signOf, warnings, type ReportOptions } from './report.ts';
import { isoDate } from './report-json.ts';
import { direction, runsOf, shown } from './runs.ts';

export interface HtmlReportOptions extends ReportOptions {
  /** The view the page opens with; the reader can switch. Default: `inline`. */
  readonly view?: 'inline' | 'sideBySide';
}

/**
 * A comparison as one HTML page that needs nothing else: no script, no picture, no font to fetch. It prints, follows the
 * reader's light or dark setting, and marks changes by line and weight as well as by colour.
 */
export function reportHtml(comparison: Comparison, options: HtmlReportOptions): string {
  const say = sayIn(options.locale);
  const { statistics } = comparison;
  const sideBySide = options.view === 'sideBySide';
  const title = escape(`${options.title}: ${options.labelA} → ${options.labelB}`);
  const body =
    statistics.changes === 0 ? `<p class="nothing">${say('nothing')}</p>` : tableHtml(comparison, options, say);
  return `<!doctype html>
<html lang="${options.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<header>
<p class="kicker">${say('title')}</p>
<h1 dir="auto">${escape(options.title)}</h1>
<p class="versions"><span>${say('from')}</span> <b dir="auto">${escape(options.labelA)}</b> <span>${say('to')}</span> <b dir="auto">${escape(options.labelB)}</b> <span class="languages">${escape(comparison.b.sourceLang)} → ${escape(comparison.b.targetLang)}</span></p>
${warnings(comparison, say)
  .map((warning) => `<p class="warning"><b aria-hidden="true">!</b> ${escape(warning)}</p>`)
  .join('\n')}
${summaryHtml(comparison, say)}
</header>
<main>
<fieldset class="view"><legend>${say('view')}</legend>
<label><input type="radio" name="view" id="view-inline"${sideBySide ? '' : ' checked'}> ${say('inline')}</label>
<label><input type="radio" name="view" id="view-side"${sideBySide ? ' checked' : ''}> ${say('sideBySide')}</label>
<p class="key">${say('key')}: <ins>${say('keyInserted')}</ins> <del>${say('keyDeleted')}</del></p>
</fieldset>
${body}
</main>
</body>
</html>
`;
}

function summaryHtml({ statistics }: Comparison, say: Say): string {
  const figure = (label: string, value: string): string => `<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const kinds = (Object.entries(statistics.kinds) as [ChangeKind, number][]).filter(([, count]) => count > 0);
  const total = kinds.reduce((sum, [, count]) => sum + count, 0);
  const bars = kinds
    .map(
      ([kind, count]) =>
        `<tr><th scope="row">${say(`kind.${kind}`)}</th><td class="figure">${count}</td><td class="bar"><span class="kind-${kind}" style="width:${Math.max(0.5, (100 * count) / total).toFixed(1)}%"></span></td></tr>`,
    )
    .join('\n');
  const authors = statistics.authors.filter(({ by }) => by !== null);
  const authorRows = authors
    .map(
      ({ by, changes, wordsInserted, wordsDeleted, distance }) =>
        `<tr><th scope="row" dir="auto">${escape(by ?? '')}</th><td class="figure">${changes}</td><td class="figure">${wordsInserted}</td><td class="figure">${wordsDeleted}</td><td class="figure">${distance}</td></tr>`,
    )
    .join('\n');
  return `<dl class="figures">
${figure(say('rows'), `${statistics.beadsA} → ${statistics.beadsB}`)}
${figure(say('changedRows'), String(statistics.changes))}
${figure(say('words'), `${statistics.wordsA} → ${statistics.wordsB}`)}
${figure(say('wordsInserted'), String(statistics.wordsInserted))}
${figure(say('wordsDeleted'), String(statistics.wordsDeleted))}
${figure(say('distance'), String(statistics.distance))}
</dl>
<div class="tables">
<table class="kinds"><caption>${say('byKind')}</caption>
${bars}
</table>
${
  authors.length === 0
    ? ''
    : `<table class="authors"><caption>${say('byAuthor')}</caption>
<thead><tr><th scope="col">${say('author')}</th><th scope="col">${say('changedRows')}</th><th scope="col">${say('wordsInserted')}</th><th scope="col">${say('wordsDeleted')}</th><th scope="col">${say('distance')}</th></tr></thead>
${authorRows}
</table>`
}
</div>`;
}

function tableHtml(comparison: Comparison, options: ReportOptions, say: Say): string {
  const rows = reportRows(comparison, options).map((row) =>
    'hidden' in row ? hiddenHtml(say('unchangedRows', { count: row.hidden })) : changeHtml(comparison, row.change, say),
  );
  return `<table class="changes">
<thead><tr>
<th scope="col">${say('number')}</th>
<th scope="col">${say('source')}</th>
<th scope="col" class="inline">${say('target')}</th>
<th scope="col" class="side">${say('targetBefore')}</th>
<th scope="col" class="side">${say('targetAfter')}</th>
<th scope="col">${say('change')}</th>
</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

/** The note spans the columns of whichever view is shown. */
function hiddenHtml(note: string): string {
  return `<tr class="hidden"><td></td><td class="inline" colspan="3">${note}</td><td class="side" colspan="4">${note}</td></tr>`;
}

function changeHtml(comparison: Comparison, change: BeadChange, say: Say): string {
  const { sourceLang, targetLang } = comparison.b;
  const beads: readonly Bead[] = change.b.length > 0 ? change.b : change.a;
  const source = runsOf(change.source, beads, 'source');
  const target = runsOf(change.target, beads, 'target');
  const without = (kind: DiffRun['kind']): DiffRun[] => target.filter((run) => run.kind !== kind);
  const cell = (lang: string, runs: readonly DiffRun[], className = ''): string =>
    `<td class="text ${className}" lang="${escape(lang)}" dir="${direction(lang)}">${runsHtml(runs)}</td>`;
  return `<tr class="kind-${change.kind}">
<td class="number">${rowNumber(change)}</td>
${cell(sourceLang, source)}
${cell(targetLang, target, 'inline')}
${cell(targetLang, without('ins'), 'side')}
${cell(targetLang, without('del'), 'side')}
<td class="notes">${notesHtml(change, say)}</td>
</tr>`;
}

function notesHtml(change: BeadChange, say: Say): string {
  const lines = [
    `<b class="kind"><span aria-hidden="true">${signOf(change)}</span> ${say(`kind.${change.kind}`)}</b>`,
    ...remarks(change, say).map(escape),
  ];
  if (change.status) {
    lines.push(
      `${say('status')}: <del>${say(`status.${change.status.from}`)}</del> <ins>${say(`status.${change.status.to}`)}</ins>`,
    );
  }
  const date = change.at === null ? null : isoDate(change.at);
  const by = [
    change.by === null ? '' : `<span dir="auto">${escape(change.by)}</span>`,
    date === null ? '' : `<time datetime="${date}">${date.slice(0, 10)}</time>`,
  ].filter((part) => part !== '');
  if (by.length > 0) lines.push(`<span class="by">${by.join(', ')}</span>`);
  for (const { author, text } of newComments(change)) {
    lines.push(
      `<span class="comment" dir="auto">${author === '' ? '' : `<b>${escape(author)}:</b> `}${escape(text)}</span>`,
    );
  }
  return lines.map((line) => `<div>${line}</div>`).join('');
}

function runsHtml(runs: readonly DiffRun[]): string {
  return runs
    .map(({ kind, content }) => {
      const html = shown(content)
        .map((piece) => {
          if ('label' in piece)
            return `<span class="code" title="${escape(piece.title)}">${escape(piece.label)}</span>`;
          return kind === 'same' ? escape(piece.text) : visibleSpaces(piece.text);
        })
        .join('');
      return kind === 'same' ? html : `<${kind}>${html}</${kind}>`;
    })
    .join('');
}

/** A changed text in which white space that would not be seen is: at its ends, doubled, or of an unusual kind. */
function visibleSpaces(text: string): string {
  return text
    .split(/(^\s+|\s+$|\s{2,}|[^\S ])/u)
    .map((part) => (/^\s+$/u.test(part) ? `<span class="space">${spaceSigns(part)}</span>` : escape(part)))
    .join('');
}

function spaceSigns(spaces: string): string {
  return Array.from(spaces, (space) => {
    if (space === ' ') return '·';
    if (space === '\t') return '⇥';
    if (space === '\n' || space === '\r') return '⏎';
    return '⍽';
  }).join('');
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, in elements and in quoted attributes; characters HTML cannot hold become U+FFFD. */
function escape(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/[&<>"']/g, (char) => REFERENCES[char] as string)
      // oxlint-disable-next-line no-control-regex
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]/g, '\uFFFD')
  );
}
