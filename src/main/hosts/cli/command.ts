import type { ParseArgsOptionsConfig } from 'node:util';
import type { Core } from '../../core/core.ts';

/** Everything a command may touch: the core when it needs one, and the three streams. */
export interface Session {
  /** Starts the core at the first use; it is closed when the command ends. */
  readonly core: () => Core;
  readonly out: (text: string) => void;
  /** Progress and notes for a person; silent when stderr is no terminal. */
  readonly note: (text: string) => void;
  readonly warn: (text: string) => void;
}

export interface Command {
  readonly name: string;
  /** What follows the name in the help. */
  readonly usage: string;
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  /** Returns the exit code; throws CommandFailure, CoreError or FormatError for what went wrong. */
  readonly run: (
    positionals: readonly string[],
    options: Readonly<Record<string, string | boolean | undefined>>,
    session: Session,
  ) => Promise<number>;
}
