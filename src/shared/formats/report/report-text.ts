import type { Comparison } from '../../review/compare.ts';
import type { DiffRun } from '../../text/word-diff.ts';
import { sayIn } from './messages.ts';
import { newComments, remarks, reportRows, rowNumber, signOf, warnings, type ReportOptions } from './report.ts';
import { runsOf, shownText } from './runs.ts';

/** A comparison as plain text for a terminal: `[-deleted-]` and `{+inserted+}`, as GNU wdiff marks them. */
export function reportText(comparison: Comparison, options: ReportOptions): string {
  const say = sayIn(options.locale);
  const { statistics } = comparison;
  const lines = [
    `${options.title}: ${options.labelA} → ${options.labelB}`,
    ...warnings(comparison, say).map((warning) => `! ${warning}`),
    `${say('changedRows')}: ${statistics.changes}; ${say('wordsInserted')}: ${statistics.wordsInserted}; ${say('wordsDeleted')}: ${statistics.wordsDeleted}`,
    '',
  ];
  if (statistics.changes === 0) lines.push(say('nothing'));
  for (const row of reportRows(comparison, options)) {
    if ('hidden' in row) continue;
    const { change } = row;
    const status = change.status
      ? [`${say(`status.${change.status.from}`)} → ${say(`status.${change.status.to}`)}`]
      : [];
    const by = change.by === null ? [] : [change.by];
    const notes = [say(`kind.${change.kind}`), ...remarks(change, say), ...status, ...by].join('; ');
    lines.push(`${rowNumber(change)} ${signOf(change)} (${notes})`);
    const beads = change.b.length > 0 ? change.b : change.a;
    lines.push(`    ${marked(runsOf(change.source, beads, 'source'))}`);
    lines.push(`    ${marked(runsOf(change.target, beads, 'target'))}`);
    for (const { author, text } of newComments(change)) lines.push(`    # ${author}: ${text}`);
  }
  return lines.map((line) => `${oneLine(line)}\n`).join('');
}

/** The runs of a difference with the changes in brackets. */
function marked(runs: readonly DiffRun[]): string {
  return runs
    .map(({ kind, content }) => {
      const text = shownText(content);
      return kind === 'del' ? `[-${text}-]` : kind === 'ins' ? `{+${text}+}` : text;
    })
    .join('');
}

/** A line with line breaks in it, and control characters that a terminal would act on, as visible signs. */
function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/\r\n?|\n/g, '⏎').replace(/[\0-\x08\x0b-\x1f\x7f-\x9f]/g, '\uFFFD');
}
