import { Script, createContext } from 'node:vm';
import { CoreError } from '../../../../shared/contract/errors.ts';

const script = new Script('action()');

/**
 * Runs something that may take for ever, such as a regular expression on a text it was not made for, and stops it
 * when the time is over. Throws CoreError `badRequest` then.
 */
export function withinTime<T>(milliseconds: number, pattern: string, action: () => T): T {
  let result: T | undefined;
  const context = createContext({
    action: () => {
      result = action();
    },
  });
  try {
    script.runInContext(context, { timeout: milliseconds });
  } catch (error) {
    // The error comes from the other context, where Error is another class.
    if ((error as { readonly code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      throw new CoreError(
        'badRequest',
        `the regular expression ${pattern} takes too long on some texts; make it simpler, without repetitions inside repetitions`,
        { key: 'memory.slowPattern', pattern },
      );
    }
    throw error;
  }
  return result as T;
}
