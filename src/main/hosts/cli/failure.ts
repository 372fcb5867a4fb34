/** What the command line answers besides 0: findings or differences, wrong usage, unusable input. */
export const FINDINGS = 1;
export const WRONG_USAGE = 2;
export const UNUSABLE = 3;

/** Ends a command with a message on stderr and an exit code. */
export class CommandFailure extends Error {
  readonly exitCode: number;

  /** `message` is whole: `FILE:LINE:COLUMN: what is wrong; what to do`, without the program's name. */
  constructor(exitCode: number, message: string) {
    super(message);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
  }
}

export function wrongUsage(message: string): CommandFailure {
  return new CommandFailure(WRONG_USAGE, message);
}
