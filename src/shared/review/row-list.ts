import type { Bead } from '../bitext/bead.ts';

interface Node {
  readonly bead: Bead | null;
  previous: Node;
  next: Node;
}

/** A list of beads in which places found by bead number are replaced, taken out and filled, each in constant time. */
export class RowList {
  readonly #start: Node;
  readonly #nodes = new Map<number, Node>();

  constructor(beads: readonly Bead[]) {
    const start = { bead: null } as Node;
    start.previous = start.next = start;
    this.#start = start;
    for (const bead of beads) this.#link(bead, start.previous);
  }

  has(id: number): boolean {
    return this.#nodes.has(id);
  }

  get(id: number): Bead | undefined {
    return this.#nodes.get(id)?.bead ?? undefined;
  }

  /** Puts `beads` where the first of `ids` stands and takes all of these out. */
  replace(ids: readonly number[], beads: readonly Bead[]): void {
    const nodes = ids.flatMap((id) => this.#nodes.get(id) ?? []);
    const [first] = nodes;
    if (!first) return;
    let at = first.previous;
    for (const node of nodes) {
      if (node === at) at = node.previous;
      this.#unlink(node);
    }
    for (const bead of beads) at = this.#link(bead, at);
  }

  /** Puts `beads` after the one numbered `after`, or at the start. */
  insert(beads: readonly Bead[], after: number | null): void {
    let at = after === null ? this.#start : (this.#nodes.get(after) ?? this.#start);
    for (const bead of beads) at = this.#link(bead, at);
  }

  beads(): Bead[] {
    const out: Bead[] = [];
    for (let node = this.#start.next; node !== this.#start; node = node.next) if (node.bead) out.push(node.bead);
    return out;
  }

  #link(bead: Bead, previous: Node): Node {
    const node: Node = { bead, previous, next: previous.next };
    previous.next.previous = node;
    previous.next = node;
    this.#nodes.set(bead.id, node);
    return node;
  }

  #unlink(node: Node): void {
    node.previous.next = node.next;
    node.next.previous = node.previous;
    if (node.bead && this.#nodes.get(node.bead.id) === node) this.#nodes.delete(node.bead.id);
  }
}
