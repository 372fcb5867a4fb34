import { CoreError } from '../../src/shared/contract/errors.ts';

/** The error with which the core refused something; throws what else went wrong, and when nothing did. */
export async function refusal(action: Promise<unknown>): Promise<CoreError> {
  try {
    await action;
  } catch (error) {
    if (error instanceof CoreError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}
