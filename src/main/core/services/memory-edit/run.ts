import type { MemoryCommand, MemoryStep } from '../../../../shared/contract/memory-edit.ts';
import type { SqliteOptions, WriteConnection } from '../../store/sqlite.ts';
import type { CommandContext } from './commands.ts';
import { runUnitCommand } from './commands.ts';
import { mergeMemory, splitMemory } from './merge-split.ts';

/** Carries out any command of the memory view as one step. */
export function runMemoryCommand(
  memory: WriteConnection,
  command: MemoryCommand,
  context: CommandContext,
  options: SqliteOptions,
): MemoryStep | Promise<MemoryStep> {
  if (command.type === 'merge') return mergeMemory(memory, command.from, context, options);
  if (command.type === 'split') return splitMemory(memory, command, context, options);
  return runUnitCommand(memory, command, context);
}
