import { alignmentTally } from '../../../../shared/bitext/aligned.ts';
import type { Bead, Side } from '../../../../shared/bitext/bead.ts';
import type { AlignmentSideInfo, AlignmentSummary } from '../../../../shared/contract/align.ts';
import { readAlignment } from '../../store/project/alignment.ts';
import { iterateBeads } from '../../store/project/beads.ts';
import { readOriginal, requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection } from '../../store/sqlite.ts';

/** The same beads, their sentences counted as they pass: a long alignment is not held in memory for that. */
function* counted(beads: Iterable<Bead>, sentences: Record<Side, number>): Generator<Bead> {
  for (const bead of beads) {
    sentences.source += bead.source.length;
    sentences.target += bead.target.length;
    yield bead;
  }
}

/** How an alignment stands; what was found about the texts is what the aligner saw last. */
export function alignmentSummary(project: ReadConnection, document: number): AlignmentSummary {
  return project.snapshot(() => {
    const { name } = requireDocument(project, document);
    const sentences: Record<Side, number> = { source: 0, target: 0 };
    const tally = alignmentTally(counted(iterateBeads(project, document), sentences));
    const facts = readAlignment(project, document);
    const side = (of: Side): AlignmentSideInfo => {
      const path = readOriginal(project, document, of)?.path ?? '';
      return {
        name: path === '' ? name : (path.split(/[/\\]/).at(-1) ?? name),
        path,
        sentences: sentences[of],
      };
    };
    return {
      ...tally,
      related: facts?.related ?? true,
      findings: facts?.findings ?? [],
      source: side('source'),
      target: side('target'),
    };
  });
}
