import type { Command } from '../../shared/contract/commands.ts';
import type { Applied } from '../../shared/contract/contract.ts';
import { notifyError, speak } from '../app/notices.ts';
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

const SAID = {
  undo: { done: 'undo.done', nothing: 'undo.nothing', failed: 'failed.undo' },
  redo: { done: 'redo.done', nothing: 'redo.nothing', failed: 'failed.redo' },
} as const;

/** Takes back the last change of a bitext, or does it again, and says what it was; null when there was none or it failed. */
export async function takeStep(session: BitextSession, direction: 'undo' | 'redo'): Promise<Applied | null> {
  const said = SAID[direction];
  try {
    const applied = await session[direction]();
    if (applied) speak(i18n.t(said.done, { what: i18n.t(`change.${applied.label}`) }));
    else speak(i18n.t(said.nothing));
    return applied;
  } catch (error) {
    notifyError(i18n.t(said.failed), error);
    return null;
  }
}
