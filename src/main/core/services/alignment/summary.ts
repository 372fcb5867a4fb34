import { alignmentTally } from '../../../../shared/bitext/aligned.ts';
import type { Side } from '../../../../shared/bitext/bead.ts';
import type { AlignmentSideInfo, AlignmentSummary } from '../../../../shared/contract/align.ts';
import { readAlignment } from '../../store/project/alignment.ts';
import { iterateBeads } from '../../store/project/beads.ts';
import { readOriginal, requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection } from '../../store/sqlite.ts';

/** How an alignment stands; what was found about the texts is what the aligner saw last. */
export function alignmentSummary(project: ReadConnection, document: number): AlignmentSummary {
  return project.snapshot(() => {
    const { name } = requireDocument(project, document);
    const beads = [...iterateBeads(project, document)];
    const facts = readAlignment(project, document);
    const side = (of: Side): AlignmentSideInfo => {
      const path = readOriginal(project, document, of)?.path ?? '';
      return {
        name: path === '' ? name : (path.split(/[/\\]/).at(-1) ?? name),
        path,
        sentences: beads.reduce((sum, bead) => sum + bead[of].length, 0),
      };
    };
    return {
      ...alignmentTally(beads),
      related: facts?.related ?? true,
      findings: facts?.findings ?? [],
      source: side('source'),
      target: side('target'),
    };
  });
}
