import type { AlignmentInput, AlignmentResult } from '../../../../shared/alignment/align.ts';
import { align } from '../../../../shared/alignment/align.ts';
import { alignInWorkers } from '../../alignment/align-in-workers.ts';

/** Sentences of both sides up to which starting threads takes longer than it saves. */
const SMALL = 6_000;

/** Aligns documents, long ones in threads. `progress` is told the share done, 0 to 1; it may throw to stop the work. */
export function runAligner(input: AlignmentInput, progress: (share: number) => void): Promise<AlignmentResult> {
  const sentences = input.documents.reduce(
    (sum, { source, target }) => sum + source.sentences.length + target.sentences.length,
    0,
  );
  return sentences > SMALL ? alignInWorkers(input, { onProgress: progress }) : alignHere(input, progress);
}

async function alignHere(input: AlignmentInput, progress: (share: number) => void): Promise<AlignmentResult> {
  const result = align(input, (share) => progress(share));
  if (result === undefined) throw new Error('an alignment ended early');
  return result;
}
