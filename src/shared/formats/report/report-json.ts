import type { Bead } from '../../bitext/bead.ts';
import type { Comparison } from '../../review/compare.ts';
import type { BeadChange } from '../../review/model.ts';
import { runContent, type TextChange } from '../../review/text-change.ts';
import { reportRows, type ReportOptions } from './report.ts';
import { shownText } from './runs.ts';

/**
 * A comparison for other programs. `format` names the layout and `version` counts its incompatible changes. Rows are
 * numbered from 1; dates are ISO 8601 in UTC; inline codes stand in texts as labels such as `‹b›`.
 */
export function reportJson(comparison: Comparison, options: Omit<ReportOptions, 'locale'>): string {
  const { a, b, statistics, relation } = comparison;
  const version = (label: string, { sourceLang, targetLang, beads }: typeof a): unknown => ({
    label,
    sourceLang,
    targetLang,
    rows: beads.length,
  });
  const changes = reportRows(comparison, { ...options, locale: 'en' }).flatMap((row) =>
    'change' in row ? [changeJson(row.change)] : [],
  );
  return `${JSON.stringify(
    {
      format: 'bifronte-comparison',
      version: 1,
      title: options.title,
      a: version(options.labelA, a),
      b: version(options.labelB, b),
      relation,
      statistics,
      changes,
    },
    null,
    2,
  )}\n`;
}

function changeJson(change: BeadChange): unknown {
  const { kind, moved, status, comments, marks, by, at, pairedBy, confidence } = change;
  return {
    kind,
    moved,
    rowsBefore: change.rowsA.map((row) => row + 1),
    rowsAfter: change.rowsB.map((row) => row + 1),
    source: sideJson(change.a, change.b, 'source', change.source),
    target: sideJson(change.a, change.b, 'target', change.target),
    status,
    marks,
    comments,
    by,
    at: at === null ? null : isoDate(at),
    pairedBy,
    confidence,
  };
}

function sideJson(
  a: readonly Bead[],
  b: readonly Bead[],
  side: 'source' | 'target',
  change: TextChange | null,
): unknown {
  const text = (beads: readonly Bead[]): string | null =>
    beads.length === 0 ? null : shownText(runContent(beads, side));
  const both = { before: text(a), after: text(b) };
  if (!change) return { ...both, change: null };
  const { runs, ...figures } = change;
  return {
    ...both,
    change: { ...figures, runs: runs.map(({ kind, content }) => ({ kind, text: shownText(content) })) },
  };
}

/** ISO 8601 in UTC of milliseconds since 1970-01-01; a time no date can hold gives null. */
export function isoDate(at: number): string | null {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
