import type { Command } from '../../shared/contract/commands.ts';
import type { Applied } from '../../shared/contract/contract.ts';
import { notifyError } from '../app/notices.ts';
import { i18n } from '../i18n/i18n.ts';
import type { BitextSession } from './bitext-session.ts';

/** Runs a command and shows what fails; null when it did. */
export async function run(session: BitextSession, command: Command): Promise<Applied | null> {
  try {
    return await session.run(command);
  } catch (error) {
    notifyError(i18n.t(`failed.${command.type}`), error);
    return null;
  }
}
