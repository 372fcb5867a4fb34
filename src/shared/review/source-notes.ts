import { sideContent, type Bead, type BeadStatus } from '../bitext/bead.ts';
import type { Content } from '../text/content.ts';
import { sameContent, visibleText } from '../text/content.ts';
import { runContent } from './text-change.ts';

/** What a new edition of the source did to a row that is still there. */
export interface SourceNote {
  readonly bead: number;
  /** The row as it was translated; null for a row that the new edition brought. */
  readonly before: EarlierRow | null;
}

interface EarlierRow {
  readonly source: Content;
  readonly target: Content;
  readonly status: BeadStatus;
}

/** A document just before a new edition was taken over and just after. */
export interface EditionStep {
  readonly before: readonly Bead[];
  readonly after: readonly Bead[];
}

/**
 * Which rows new editions of the source changed or brought, and what these rows were before, in the order of the last
 * edition. Of several editions in a row the first that found a row translated counts: the difference that matters is
 * the one to what was last translated, not to the edition before. Nothing is said of a row whose source is as before.
 */
export function sourceNotes(steps: readonly EditionStep[]): SourceNote[] {
  let notes = new Map<number, EarlierRow | null>();
  for (const { before, after } of steps) {
    const rowOf = new Map(before.map((bead, row) => [bead.id, row]));
    const staying = new Set(after.map(({ id }) => id));
    const next = new Map<number, EarlierRow | null>();
    for (const bead of after) {
      if (bead.source.length === 0) continue;
      const row = rowOf.get(bead.id);
      if (row === undefined) {
        next.set(bead.id, null);
        continue;
      }
      const note = noteOf(bead, earlierRow(before, row, bead, staying), notes.get(bead.id));
      if (note !== undefined) next.set(bead.id, note);
    }
    notes = next;
  }
  return [...notes].map(([bead, before]) => ({ bead, before }));
}

function noteOf(now: Bead, earlier: EarlierRow, known: EarlierRow | null | undefined): EarlierRow | null | undefined {
  const source = sideContent(now, 'source');
  const open = earlier.status === 'draft' || earlier.status === 'untranslated';
  if (known !== undefined && open) return known && sameContent(known.source, source) ? undefined : known;
  return sameContent(earlier.source, source) ? (earlier.status === 'confirmed' ? undefined : known) : earlier;
}

/** The row as it was, with the rows after it whose translations were joined to its own. */
function earlierRow(beads: readonly Bead[], row: number, now: Bead, staying: ReadonlySet<number>): EarlierRow {
  const joined = letters(sideContent(now, 'target'));
  const [first] = beads.slice(row, row + 1) as [Bead];
  let run = [first];
  for (let end = row + 1; letters(runContent(run, 'target')) !== joined; end++) {
    const next = beads[end];
    if (!next || staying.has(next.id)) {
      run = [first];
      break;
    }
    run.push(next);
  }
  return { source: runContent(run, 'source'), target: runContent(run, 'target'), status: first.status };
}

function letters(content: Content): string {
  return visibleText(content).replaceAll(/\s+/gu, '');
}
