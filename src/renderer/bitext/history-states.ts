import type { Bead } from '../../shared/bitext/bead.ts';
import { sideContent } from '../../shared/bitext/bead.ts';
import type { HistoryEntry } from '../../shared/contract/types.ts';
import { textDifference } from '../../shared/review/text-change.ts';
import { sameContent } from '../../shared/text/content.ts';
import type { DiffRun } from '../../shared/text/word-diff.ts';

/** Autosaved states of one minute of typing are one state to the reader. */
const TOGETHER = 60_000;

/** A state of a row worth showing. */
export interface HistoryState {
  readonly entry: HistoryEntry;
  /** Word by word against the state before; null where the text is the same or what was before is not known. */
  readonly runs: readonly DiffRun[] | null;
  /** True where the text or the status is not what the row has now. */
  readonly canReturn: boolean;
}

/**
 * The states of a row, newest first: of typing that went on only the last, of what was undone nothing. `lang` is the
 * language of the target (BCP 47).
 */
export function historyStates(entries: readonly HistoryEntry[], bead: Bead, lang: string): HistoryState[] {
  const kept: HistoryEntry[] = [];
  for (const entry of entries.toSorted((a, b) => b.seq - a.seq)) {
    const newer = kept.at(-1);
    const goesOn =
      newer?.label === 'edit' && entry.label === 'edit' && newer.by === entry.by && newer.at - entry.at < TOGETHER;
    if (!entry.undone && !goesOn) kept.push(entry);
  }
  const present = sideContent(bead, 'target');
  return kept.map((entry, i) => {
    const { target } = entry;
    const before = kept[i + 1]?.target;
    const changed = target && before && !sameContent(before, target);
    return {
      entry,
      runs: changed ? textDifference(before, target, lang).runs : null,
      canReturn: target !== undefined && (!sameContent(target, present) || entry.status !== bead.status),
    };
  });
}
