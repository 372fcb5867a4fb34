/** A grid of numbers that grows in both directions; -1 where nothing was put. */
export class Grid {
  #width: number;
  #cells: Int32Array;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#cells = new Int32Array(width * height).fill(-1);
  }

  get(row: number, column: number): number {
    const at = row * this.#width + column;
    return column < this.#width && at < this.#cells.length ? (this.#cells[at] as number) : -1;
  }

  set(row: number, column: number, value: number): void {
    while (column >= this.#width) this.#widen();
    const at = row * this.#width + column;
    if (at >= this.#cells.length) {
      const cells = new Int32Array(Math.max(at + 1, this.#cells.length * 2)).fill(-1);
      cells.set(this.#cells);
      this.#cells = cells;
    }
    this.#cells[at] = value;
  }

  #widen(): void {
    const width = this.#width * 2;
    const cells = new Int32Array(this.#cells.length * 2).fill(-1);
    for (let row = 0; row * this.#width < this.#cells.length; row++) {
      cells.set(this.#cells.subarray(row * this.#width, (row + 1) * this.#width), row * width);
    }
    this.#width = width;
    this.#cells = cells;
  }
}
