import type { VersionKind } from '../../../../shared/contract/review.ts';
import { lastSeq } from '../../store/project/changes.ts';
import { presentEdition } from '../../store/project/editions.ts';
import { insertVersion, logVolume, packState, readVersions } from '../../store/project/versions.ts';
import type { WriteConnection } from '../../store/sqlite.ts';

/** Past this many bytes of log since the last stored state, a version stores one: replaying stays quick. */
const REPLAY_LIMIT = 24 * 1024 * 1024;

export interface NewVersion {
  readonly kind: VersionKind;
  readonly name?: string;
  /** For a version before an operation: its label. */
  readonly before?: string;
  readonly who: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
}

/**
 * Keeps the present state of a document as a version and returns its number. Belongs in the transaction of what it
 * precedes. Before a batch operation nothing is kept when the same state is a version already. `told` is called for each
 * bead of a state that is stored; it may throw to stop.
 */
export function takeVersion(
  project: WriteConnection,
  document: number,
  version: NewVersion,
  told: () => void = () => undefined,
): number {
  const { kind, name = '', before = null, who, now: at } = version;
  const seq = lastSeq(project, document);
  const known = readVersions(project, document);
  const same = known.find((other) => other.seq === seq);
  if (same && (kind === 'batch' || (same.kind === kind && same.name === name && kind !== 'manual'))) return same.id;
  const stored = known.find(({ bytes, seq: other }) => bytes > 0 && other <= seq);
  // The first state lets everything before a damaged entry of the log be recovered.
  const store = kind === 'import' || logVolume(project, document, stored?.seq ?? 0) > REPLAY_LIMIT;
  return insertVersion(
    project,
    { document, kind, name, before, at, who, seq, edition: presentEdition(project, document) },
    store ? packState(project, document, told) : null,
  );
}
