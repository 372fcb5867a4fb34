import type { Comparison } from '../../review/compare.ts';
import type { BeadChange } from '../../review/model.ts';
import { DOUBTFUL } from '../../review/relation.ts';
import type { ReportLocale, Say } from './messages.ts';

export interface ReportOptions {
  readonly locale: ReportLocale;
  /** What the report is about, such as the name of the document. */
  readonly title: string;
  /** Names of the two versions. */
  readonly labelA: string;
  readonly labelB: string;
  /** The rows to show; by default those with changes. Statistics are of the whole comparison. */
  readonly show?: (change: BeadChange) => boolean;
}

/** A row of a report: a change, or how many rows were left out. */
export type ReportRow = { readonly change: BeadChange } | { readonly hidden: number };

export function reportRows(comparison: Comparison, options: ReportOptions): ReportRow[] {
  const show = options.show ?? isShownByDefault;
  const out: ReportRow[] = [];
  let hidden = 0;
  const close = (): void => {
    if (hidden > 0) out.push({ hidden });
    hidden = 0;
  };
  for (const change of comparison.changes) {
    if (!show(change)) {
      hidden++;
      continue;
    }
    close();
    out.push({ change });
  }
  close();
  return out;
}

function isShownByDefault(change: BeadChange): boolean {
  return change.kind !== 'same';
}

/** The row number a reader knows: that of the later version, else of the earlier; from 1. */
export function rowNumber(change: BeadChange): number {
  return (change.rowsB[0] ?? change.rowsA[0] ?? 0) + 1;
}

/** A sign for a kind of change that does not rely on colour. */
export function signOf(change: BeadChange): string {
  switch (change.kind) {
    case 'inserted':
      return '+';
    case 'deleted':
      return '−';
    case 'split':
    case 'merged':
    case 'regrouped':
      return `${change.a.length}→${change.b.length}`;
    case 'moved':
      return '↕';
    case 'annotated':
      return '•';
    case 'changed':
      return change.moved ? '≠↕' : '≠';
    case 'same':
      return '=';
  }
}

/** What there is to say about a change beside the text: nature, place, doubt. */
export function remarks(change: BeadChange, say: Say): string[] {
  const out: string[] = [];
  const natures = new Set([change.target, change.source].flatMap((side) => (side ? [side.nature] : [])));
  const [only] = natures;
  if (natures.size === 1 && only !== undefined && only !== 'text') out.push(say(`nature.${only}`));
  if (change.moved) out.push(say('movedFrom', { row: (change.rowsA[0] ?? 0) + 1 }));
  if (change.confidence !== null && change.confidence < DOUBTFUL) {
    out.push(say('unsure', { percent: Math.round(change.confidence * 100) }));
  }
  return out;
}

/** What a reader must know before trusting the comparison; empty when all is well. */
export function warnings({ a, b, relation }: Comparison, say: Say): string[] {
  const { verdict, reasons, paired, equal } = relation;
  if (verdict === 'related' && reasons.length === 0) return [];
  const languages = { a: `${a.sourceLang} → ${a.targetLang}`, b: `${b.sourceLang} → ${b.targetLang}` };
  const percent = (share: number): number => Math.round(share * 100);
  return [
    ...(verdict === 'related' ? [] : [say(`relation.${verdict}`)]),
    ...reasons.map((reason) => say(`relation.${reason}`, languages)),
    ...(verdict === 'related' ? [] : [say('relation.recognised', { paired: percent(paired), equal: percent(equal) })]),
  ];
}

/** The authors and texts of new comments. */
export function newComments(change: BeadChange): { readonly author: string; readonly text: string }[] {
  if (change.comments) return [...change.comments.added];
  return change.a.length === 0 ? change.b.flatMap((bead) => bead.comments) : [];
}
