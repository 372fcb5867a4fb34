/** A pattern that cannot be used: what is wrong with it, and at which offset. */
export class PatternError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(`${message} (character ${offset + 1})`);
    this.name = 'PatternError';
    this.offset = offset;
  }
}
