import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CoreError } from '../../../shared/contract/errors.ts';
import { FormatError } from '../../../shared/formats/document-format.ts';
import { createCore } from '../../core/core.ts';
import type { Core } from '../../core/core.ts';
import { nodeFolders } from '../../core/ports/folders.ts';
import type { Command, Session } from './command.ts';
import { alignCommand } from './commands/align.ts';
import { convertCommand } from './commands/convert.ts';
import { countCommand } from './commands/count.ts';
import { memoryCommand } from './commands/memory.ts';
import { mergeCommand } from './commands/merge.ts';
import { pretranslateCommand } from './commands/pretranslate.ts';
import { compareCommand } from './commands/compare.ts';
import { projectCommand } from './commands/project.ts';
import { segmentCommand } from './commands/segment.ts';
import { CommandFailure, UNUSABLE, WRONG_USAGE, wrongUsage } from './failure.ts';

const commands: readonly Command[] = [
  segmentCommand,
  alignCommand,
  compareCommand,
  memoryCommand,
  pretranslateCommand,
  convertCommand,
  mergeCommand,
  countCommand,
  projectCommand,
];

const { version } = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

function help(): string {
  const lines = commands.map(({ name, usage, help: text }) => `  bifronte ${name} ${usage}\n      ${text}`);
  return [
    `Bifronte ${version}: translate, align, remember, review`,
    '',
    ...lines,
    '  bifronte open [PROJECT|FILE…]',
    '      the window',
    '',
    'Exit codes: 0 done, 1 findings or differences, 2 wrong usage, 3 unusable input.',
    '',
  ].join('\n');
}

let core: Core | null = null;

function startCore(): Core {
  const folders = nodeFolders(process.env);
  return createCore({
    dataFolder: folders.data,
    documentsFolder: folders.documents,
    corpusFolder: folders.corpus,
    info: () => ({
      version,
      host: 'cli',
      platform: process.platform,
      dataFolder: folders.data,
      nativeDialogs: false,
      open: [],
    }),
    dialogs: null,
    shell: null,
    log: (level, message) => {
      if (level === 'error') process.stderr.write(`bifronte: ${message}\n`);
    },
  });
}

const session: Session = {
  core: () => (core ??= startCore()),
  out: (text) => void process.stdout.write(text),
  note: (text) => void (process.stderr.isTTY && process.stderr.write(text)),
  warn: (text) => void process.stderr.write(`bifronte: ${text}\n`),
};

/** The message and exit code of whatever ended a command early. */
function outcomeOf(error: unknown, file: string | undefined): { message: string; exitCode: number } {
  if (error instanceof CommandFailure) return { message: error.message, exitCode: error.exitCode };
  if (error instanceof CoreError) return { message: error.message, exitCode: UNUSABLE };
  if (error instanceof FormatError) {
    const place = [file ?? 'input', error.line, error.column].filter((part) => part !== undefined).join(':');
    return { message: `${place}: ${error.message}`, exitCode: UNUSABLE };
  }
  const { code, message } = error as NodeJS.ErrnoException;
  if (code?.startsWith('ERR_PARSE_ARGS')) return { message: `${message}; see bifronte --help`, exitCode: WRONG_USAGE };
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: UNUSABLE };
}

async function run(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    session.out(help());
    return name === undefined ? WRONG_USAGE : 0;
  }
  if (name === '--version') {
    session.out(`${version}\n`);
    return 0;
  }
  const command = commands.find((known) => known.name === name);
  let file: string | undefined;
  try {
    if (!command) throw wrongUsage(`there is no command ${name}; see bifronte --help`);
    const { values, positionals } = parseArgs({
      args: rest,
      allowPositionals: true,
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
    });
    if (values['help']) {
      session.out(`bifronte ${command.name} ${command.usage}\n    ${command.help}\n`);
      return 0;
    }
    file = positionals[0];
    return await command.run(positionals, values, session);
  } catch (error) {
    const { message, exitCode } = outcomeOf(error, file);
    process.stderr.write(`bifronte: ${message}\n`);
    return exitCode;
  } finally {
    await core?.close();
  }
}

// A reader that went away (`bifronte segment … | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : UNUSABLE));
process.exitCode = await run(process.argv.slice(2));
