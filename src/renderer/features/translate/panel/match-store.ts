import type { Bead } from '../../../../shared/bitext/bead.ts';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import type { MemoryMatch } from '../../../../shared/contract/types.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import { core } from '../../../app/core.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';

const LIMIT = 9;
/** How many of the following beads are looked up ahead. */
const AHEAD = 4;

interface Entry {
  readonly source: Bead['source'];
  readonly promise: Promise<readonly MemoryMatch[]>;
  matches: readonly MemoryMatch[] | null;
}

/** Matches by bead, asked for once and ahead of the cursor; forgotten when the memories change. */
export class MatchStore {
  readonly #session: BitextSession;
  readonly #threshold: number;
  readonly #entries = new Map<number, Entry>();

  constructor(session: BitextSession, threshold: number) {
    this.#session = session;
    this.#threshold = threshold;
  }

  forget(): void {
    this.#entries.clear();
  }

  /** What is already known, at once; null while it is being looked up. */
  known(bead: Bead): readonly MemoryMatch[] | null {
    const entry = this.#entries.get(bead.id);
    return entry?.source === bead.source ? entry.matches : null;
  }

  get(bead: Bead): Promise<readonly MemoryMatch[]> {
    const present = this.#entries.get(bead.id);
    if (present?.source === bead.source) return present.promise;
    const entry: Entry = { source: bead.source, matches: null, promise: this.#lookup(bead) };
    this.#entries.set(bead.id, entry);
    entry.promise.then(
      (matches) => {
        entry.matches = matches;
      },
      () => this.#entries.delete(bead.id),
    );
    return entry.promise;
  }

  /** Looks up the beads that will probably be worked on next. */
  lookAhead(from: Bead): void {
    const at = this.#session.beads.indexOf(from.id);
    for (let step = 1; step <= AHEAD; step++) {
      const bead = this.#session.beads.at(at + step);
      if (bead && bead.status !== 'confirmed') this.get(bead).catch(() => undefined);
    }
  }

  #lookup(bead: Bead): Promise<readonly MemoryMatch[]> {
    const content = sideContent(bead, 'source');
    if (visibleText(content).trim() === '') return Promise.resolve([]);
    const at = this.#session.beads.indexOf(bead.id);
    const neighbour = (index: number): string | null => {
      const other = this.#session.beads.at(index);
      return other ? visibleText(sideContent(other, 'source')) : null;
    };
    return core.call('memory.lookup', {
      project: this.#session.project,
      document: this.#session.document,
      content: { text: content.text, codes: [...content.codes] },
      previous: neighbour(at - 1),
      next: neighbour(at + 1),
      threshold: this.#threshold,
      limit: LIMIT,
    });
  }
}
