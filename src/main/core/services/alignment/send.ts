import { isOneSided } from '../../../../shared/bitext/aligned.ts';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import { isMarked, sideContent } from '../../../../shared/bitext/bead.ts';
import type { SendReport } from '../../../../shared/contract/align.ts';
import { insertBatch, nextGeneration, putByOrigin, removeBatch } from '../../store/memory/units.ts';
import { readMeta } from '../../store/meta.ts';
import { iterateBeads } from '../../store/project/beads.ts';
import { requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection, WriteConnection } from '../../store/sqlite.ts';
import { beadUnit } from '../memories/bead-unit.ts';
import { readProjectFacts } from '../projects/facts.ts';

export interface SendOptions {
  /** Beads not confirmed are sent from this confidence on; null sends confirmed ones only. */
  readonly confidence: number | null;
  readonly now: number;
  readonly progress: (done: number, total: number) => void;
}

function isWanted(bead: Bead, confidence: number | null): boolean {
  if (isOneSided(bead) || isMarked(bead, 'excluded')) return false;
  if (bead.status === 'confirmed') return true;
  return confidence !== null && bead.confidence !== null && bead.confidence >= confidence;
}

/**
 * Writes beads of an alignment to a memory as one batch, each with the document, the confidence and the time as
 * properties. A bead whose unit is there already brings it up to date, so that sending again adds nothing twice.
 */
export function sendBeads(
  project: ReadConnection,
  documentId: number,
  memory: WriteConnection,
  { confidence, now, progress }: SendOptions,
): SendReport {
  const document = requireDocument(project, documentId);
  const { uuid } = readProjectFacts(project);
  const beads = [...iterateBeads(project, documentId)];
  const textAt = (index: number): string | null => {
    const bead = beads[index];
    return bead ? sideContent(bead, 'source').text : null;
  };
  return memory.transaction(() => {
    let sent = 0;
    let batch: number | null = null;
    const generation = nextGeneration(memory);
    beads.forEach((bead, i) => {
      if (i % 500 === 0) progress(i, beads.length);
      if (!isWanted(bead, confidence)) return;
      batch ??= insertBatch(memory, { kind: 'import', name: document.name, at: now }, null);
      putByOrigin(memory, batch, generation, {
        unit: beadUnit({ ...bead, at: bead.at ?? now }, document),
        origin: `${uuid}:${bead.id}`,
        document: document.name,
        previous: textAt(i - 1),
        next: textAt(i + 1),
        author: bead.by,
        changedAt: bead.at ?? now,
      });
      sent++;
    });
    dropIfEmpty(memory, batch);
    return { memory: memory.path, name: readMeta(memory, 'name') ?? '', sent, left: beads.length - sent };
  });
}

/** Sending beads that are all there already adds no unit, and so no batch. */
function dropIfEmpty(memory: WriteConnection, batch: number | null): void {
  if (batch === null) return;
  const row = memory.get<{ units: number }>('SELECT units FROM batch WHERE id = ?', batch);
  if (row?.units === 0) removeBatch(memory, batch);
}
