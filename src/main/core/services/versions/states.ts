import type { Bead } from '../../../../shared/bitext/bead.ts';
import type { Change } from '../../../../shared/bitext/change.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { Replay } from '../../../../shared/review/replay.ts';
import { iterateBeads } from '../../store/project/beads.ts';
import { lastSeq, readChange } from '../../store/project/changes.ts';
import { logVolume, readVersions, unpackState } from '../../store/project/versions.ts';
import type { ReadConnection } from '../../store/sqlite.ts';

interface Present {
  readonly seq: number;
  readonly beads: readonly Bead[];
}

/** States of documents of one project, found by walking along the change log from the nearest state that is stored. */
export class States {
  readonly #project: ReadConnection;
  readonly #present = new Map<number, Present>();

  constructor(project: ReadConnection) {
    this.#project = project;
  }

  /** The document as it stands. What was read before is brought up to date. */
  present(document: number): Present {
    const seq = lastSeq(this.#project, document);
    const known = this.#present.get(document);
    if (known?.seq === seq) return known;
    const beads = known && seq - known.seq <= FOLLOW ? this.#followed(document, known, seq) : null;
    const present = { seq, beads: beads ?? [...iterateBeads(this.#project, document)] };
    this.#present.clear();
    this.#present.set(document, present);
    return present;
  }

  #followed(document: number, known: Present, seq: number): readonly Bead[] | null {
    try {
      return this.#forward(document, known.beads, known.seq, seq);
    } catch {
      return null;
    }
  }

  /**
   * The beads after change `seq` of the log. Damage of the log between is gone around where a stored state allows it.
   * Throws CoreError `projectDamaged` when none does.
   */
  at(document: number, seq: number): readonly Bead[] {
    const present = this.present(document);
    if (seq >= present.seq) return present.beads;
    const stored = readVersions(this.#project, document).filter(({ bytes }) => bytes > 0);
    const after = stored.findLast((version) => version.seq >= seq);
    const before = stored.find((version) => version.seq <= seq);
    // What has to be unpacked and read: the log between, and the stored state. The present state is there already.
    const volume = (from: number, to: number): number => logVolume(this.#project, document, from, to);
    const ways = [
      after && { bytes: after.bytes + volume(seq, after.seq), walk: () => this.#fromVersion(document, after, seq) },
      before && { bytes: before.bytes + volume(before.seq, seq), walk: () => this.#fromVersion(document, before, seq) },
      { bytes: volume(seq, present.seq), walk: () => this.#backward(document, present.beads, present.seq, seq) },
    ]
      .filter((way) => way !== undefined)
      .sort((x, y) => x.bytes - y.bytes);
    let failure: unknown;
    for (const { walk } of ways) {
      try {
        const beads = walk();
        if (beads) return beads;
      } catch (error) {
        failure ??= error;
      }
    }
    throw failure instanceof CoreError
      ? failure
      : new CoreError(
          'projectDamaged',
          `${this.#project.path}: the change log does not fit the document, so its state after change ${seq} cannot be found again; restore a backup to see it`,
          { path: this.#project.path, seq },
        );
  }

  /**
   * The beads after each of some changes of the log, the newest first; null where damage made a state unreadable. What
   * the log did not touch between two states is the same object in both.
   */
  *backwards(document: number, seqs: readonly number[]): Generator<readonly Bead[] | null> {
    const present = this.present(document);
    let replay: Replay | null = new Replay(present.beads);
    let at = present.seq;
    for (const seq of seqs) {
      if (replay === null || !this.#undone(document, replay, at, seq)) {
        const beads = this.#found(document, seq);
        replay = beads && new Replay(beads);
      }
      at = seq;
      yield replay?.beads() ?? null;
    }
  }

  /** Walks a state back; false when damage of the log does not let it. */
  #undone(document: number, replay: Replay, from: number, to: number): boolean {
    try {
      for (let seq = from; seq > to; seq--) replay.undo(this.#change(document, seq));
      return true;
    } catch {
      return false;
    }
  }

  #found(document: number, seq: number): readonly Bead[] | null {
    try {
      return this.at(document, seq);
    } catch (error) {
      if (error instanceof CoreError) return null;
      throw error;
    }
  }

  #fromVersion(document: number, version: { id: number; seq: number }, seq: number): readonly Bead[] | null {
    const beads = unpackState(this.#project, version.id);
    if (!beads) return null;
    return version.seq >= seq
      ? this.#backward(document, beads, version.seq, seq)
      : this.#forward(document, beads, version.seq, seq);
  }

  #backward(document: number, beads: readonly Bead[], from: number, to: number): readonly Bead[] {
    const replay = new Replay(beads);
    for (let seq = from; seq > to; seq--) replay.undo(this.#change(document, seq));
    return replay.beads();
  }

  #forward(document: number, beads: readonly Bead[], from: number, to: number): readonly Bead[] {
    const replay = new Replay(beads);
    for (let seq = from + 1; seq <= to; seq++) replay.redo(this.#change(document, seq));
    return replay.beads();
  }

  #change(document: number, seq: number): Change {
    return readChange<Change>(this.#project, document, seq).operations;
  }
}

/** Past this many changes, reading the document anew is quicker than following them. */
const FOLLOW = 2_000;
