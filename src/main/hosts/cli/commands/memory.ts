import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { UnitFinding } from '../../../../shared/contract/memory-files.ts';
import type { ImportReport, MemoryMatch } from '../../../../shared/contract/types.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import { call, runJob } from '../call.ts';
import type { Command, Session } from '../command.ts';
import { FINDINGS, UNUSABLE, wrongUsage } from '../failure.ts';
import { languagePair, numberOption, readInput } from '../input.ts';
import { lookupAll } from '../lookup.ts';

type Options = Readonly<Record<string, string | boolean | undefined>>;
type Action = (files: readonly string[], options: Options, session: Session) => Promise<number>;

const print = (session: Session, value: unknown): void => session.out(`${JSON.stringify(value)}\n`);

function languageList(value: string | boolean | undefined): string[] | undefined {
  return typeof value === 'string' ? value.split(',').map((tag) => tag.trim()) : undefined;
}

function oneMemory(files: readonly string[], action: string): string {
  const [memory, ...more] = files;
  if (!memory || more.length > 0) throw wrongUsage(`memory ${action} takes one memory`);
  return path.resolve(memory);
}

/** Units that were read and are neither new nor known; the list of reasons may be shorter. */
const rejectedOf = ({ read, added, merged, skipped }: ImportReport): number => read - added - merged - skipped;

function showImport(session: Session, file: string, report: ImportReport): void {
  const { read, added, merged, skipped, rejected, repaired, languages } = report;
  const counts = `${read} read, ${added} added, ${merged} merged, ${skipped} skipped, ${rejectedOf(report)} rejected`;
  session.out(`${file}: ${counts}\n`);
  if (languages.length > 0) {
    session.out(`  ${languages.map(({ language, variants }) => `${language} ${variants}`).join(', ')}\n`);
  }
  for (const { line, reason } of rejected) session.warn(`${file}:${line}: rejected: ${reason}`);
  for (const { line, what } of repaired) session.warn(`${file}:${line}: repaired: ${what}`);
}

const importFiles: Action = async ([memory, ...files], options, session) => {
  if (!memory || files.length === 0) throw wrongUsage('memory import takes a memory and at least one TMX file');
  const wanted = path.resolve(memory);
  const name = path.basename(wanted, '.bmem');
  const isNew = !existsSync(wanted);
  const target = isNew ? (await call(session, 'memory.create', { path: wanted, name })).path : wanted;
  const languages = languageList(options['langs']);
  let code = 0;
  let imported = 0;
  for (const file of files) {
    try {
      const report = await runJob(session, 'memory.import', {
        memory: target,
        file: path.resolve(file),
        ...(languages === undefined ? {} : { languages }),
      });
      imported++;
      if (options['json']) print(session, { file, ...report });
      else showImport(session, file, report);
      const rejected = rejectedOf(report);
      if (rejected > 0) code = Math.max(code, rejected === report.read ? UNUSABLE : FINDINGS);
    } catch (error) {
      if (!(error instanceof CoreError)) throw error;
      // One file that cannot be used does not keep the others out.
      session.warn(error.message);
      code = UNUSABLE;
    }
  }
  // A memory that was made for nothing is not left behind.
  if (isNew && imported === 0) for (const end of ['', '-wal', '-shm']) rmSync(`${target}${end}`, { force: true });
  return code;
};

const exportFile: Action = async (files, options, session) => {
  const memory = oneMemory(files, 'export');
  const output = options['output'];
  if (typeof output !== 'string') throw wrongUsage('-o OUT.tmx is needed: where to write the export');
  const languages = languageList(options['langs']);
  const report = await runJob(session, 'memory.export', {
    memory,
    file: path.resolve(output),
    ...(languages === undefined ? {} : { languages }),
    ...(options['plain'] ? { plain: true } : {}),
  });
  if (options['json']) print(session, report);
  else session.out(`${output}: ${report.units} units, ${report.bytes} bytes\n`);
  return 0;
};

/** What to look up: the text given, the lines of a file, or those of the standard input. */
function queriesOf(text: readonly string[], options: Options): string[] {
  const file = options['file'];
  if (text.length > 0 && file !== undefined) throw wrongUsage('memory lookup takes a text or --file, not both');
  if (text.length > 0) return [text.join(' ')];
  const bytes = typeof file === 'string' && file !== '-' ? readInput(file) : readFileSync(0);
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const round = (base: number): number => Math.round(base * 100) / 100;

function matchObject(match: MemoryMatch): object {
  const { score, base, source, target, memory, unit, parts } = match;
  return {
    score,
    base: round(base),
    source: visibleText(source),
    target: visibleText(target),
    memory,
    unit,
    parts,
  };
}

const lookup: Action = async ([memory, ...text], options, session) => {
  if (!memory) throw wrongUsage('memory lookup takes a memory and a text, or --file LINES.txt');
  const request = {
    memory: path.resolve(memory),
    ...languagePair(options['langs']),
    threshold: numberOption(options['min'], 'min', 70, 30, 100),
    limit: Math.floor(numberOption(options['limit'], 'limit', 5, 1, 100)),
  };
  for await (const { query, matches } of lookupAll(session, request, queriesOf(text, options))) {
    if (options['json']) {
      print(session, { query, matches: matches.map(matchObject) });
      continue;
    }
    session.out(`${query}\n`);
    if (matches.length === 0) session.out('    no match\n');
    for (const { score, source, target } of matches) {
      session.out(`${String(score).padStart(3)} ${visibleText(source)}\n    ${visibleText(target)}\n`);
    }
  }
  return 0;
};

const search: Action = async ([memory, ...text], options, session) => {
  if (!memory || text.length === 0) throw wrongUsage('memory search takes a memory and a text');
  const side = options['in'] ?? 'source';
  if (side !== 'source' && side !== 'target') throw wrongUsage(`--in ${String(side)}: write source or target`);
  const found = await runJob(session, 'memoryFile.search', {
    memory: path.resolve(memory),
    text: text.join(' '),
    side,
    ...(options['langs'] === undefined ? {} : languagePair(options['langs'])),
    regex: options['regex'] === true,
    wholeWords: options['words'] === true,
    limit: Math.floor(numberOption(options['limit'], 'limit', 1_000, 1, 100_000)),
  });
  for (const { source, target, ranges, ...rest } of found.hits) {
    const texts = { source: visibleText(source), target: visibleText(target) };
    if (options['json']) print(session, { ...texts, ranges, ...rest });
    else session.out(`${texts.source}\n    ${texts.target}\n`);
  }
  if (found.more) session.warn(`more was found than the ${found.hits.length} shown; raise --limit or search for more`);
  return 0;
};

function describeFinding(file: string, { kind, unit, line, language, text, detail }: UnitFinding): string {
  const place = line > 0 ? `${file}:${line}` : `${file}: unit ${unit}`;
  const quoted = text === '' ? '' : ` (${language}: ${text.replaceAll(/\s+/g, ' ')})`;
  return `${place}: ${kind}: ${detail}${quoted}\n`;
}

const check: Action = async ([file, ...more], options, session) => {
  if (!file || more.length > 0) throw wrongUsage('memory check takes one memory or TMX file');
  const limit = Math.floor(numberOption(options['limit'], 'limit', 100, 0, 100_000));
  const result = await runJob(session, 'memoryFile.check', { file: path.resolve(file), limit });
  const found = Object.entries(result.counts).filter(([, count]) => count > 0);
  if (options['json']) print(session, { file, ...result });
  else {
    for (const finding of result.findings) session.out(describeFinding(file, finding));
    const summary = found.map(([kind, count]) => `${kind} ${count}`).join(', ');
    session.out(`${file}: ${result.units} units, ${summary === '' ? 'nothing to mend' : summary}\n`);
  }
  return found.length > 0 ? FINDINGS : 0;
};

const preview: Action = async ([file, memory, ...more], options, session) => {
  if (!file || more.length > 0) throw wrongUsage('memory preview takes a TMX file, and the memory it would go to');
  const target = memory === undefined ? null : path.resolve(memory);
  const result = await runJob(session, 'memoryFile.preview', { file: path.resolve(file), memory: target });
  if (options['json']) {
    print(session, { file, ...result });
    return 0;
  }
  const { version, units, languages, duplicates, known, conflicts, rejected, repaired, warnings } = result;
  session.out(`${file}: TMX ${version}, ${units} units\n`);
  for (const { language, codes, variants } of languages) {
    session.out(`  ${language} ${variants} (written ${codes.join(', ')})\n`);
  }
  session.out(`  ${duplicates} repeated, ${known} known to the memory, ${conflicts} with another translation\n`);
  session.out(`  ${rejected.length} to be rejected, ${repaired.length} to be repaired\n`);
  for (const { line, what } of [...rejected, ...repaired, ...warnings]) session.warn(`${file}:${line}: ${what}`);
  return 0;
};

const stats: Action = async (files, options, session) => {
  const memory = oneMemory(files, 'stats');
  const result = await call(session, 'memory.stats', { path: memory });
  if (options['json']) print(session, result);
  else {
    const languages = result.languages.map(({ language, variants }) => `${language} ${variants}`).join(', ');
    session.out(`${memory}\n  ${result.units} units, ${result.bytes} bytes, ${result.batches.length} batches\n`);
    if (languages !== '') session.out(`  ${languages}\n`);
  }
  return 0;
};

const batches: Action = async (files, options, session) => {
  const memory = oneMemory(files, 'batches');
  for (const batch of await call(session, 'memoryFile.batches', { memory })) {
    const { id, kind, name, at, units } = batch;
    if (options['json']) print(session, batch);
    else session.out(`${id}  ${new Date(at).toISOString()}  ${kind}  ${units} units  ${name}\n`);
  }
  return 0;
};

const rollback: Action = async ([memory, batch, ...more], options, session) => {
  const number = Number(batch);
  if (!memory || !Number.isInteger(number) || more.length > 0) {
    throw wrongUsage('memory rollback takes a memory and the number of an import; "memory batches" lists them');
  }
  const result = await runJob(session, 'memoryFile.rollback', { memory: path.resolve(memory), batch: number });
  if (options['json']) print(session, result);
  else session.out(`${memory}: ${result.removed} units taken back\n`);
  return 0;
};

const actions: Readonly<Record<string, Action>> = {
  import: importFiles,
  export: exportFile,
  lookup,
  search,
  check,
  preview,
  stats,
  batches,
  rollback,
};

/** `bifronte memory import|export|lookup|search|check|preview|stats|batches|rollback …` */
export const memoryCommand: Command = {
  name: 'memory',
  usage: [
    'import M.bmem FILE.tmx… [--langs it,en]',
    'export M.bmem -o OUT.tmx [--langs it,en] [--plain]',
    'lookup M.bmem --langs it-en [--min 70] [--limit 5] (TEXT | --file LINES.txt) [--json]',
    'search M.bmem TEXT [--regex] [--words] [--in source|target] [--langs it-en] [--limit N]',
    'check M.bmem|FILE.tmx [--limit N]',
    'preview FILE.tmx [M.bmem]',
    'stats M.bmem',
    'batches M.bmem',
    'rollback M.bmem BATCH',
  ].join('\n                  | '),
  help: 'fill, search, check and write translation memories; TMX may be compressed (.gz, .zip)',
  options: {
    langs: { type: 'string' },
    min: { type: 'string' },
    limit: { type: 'string' },
    file: { type: 'string' },
    in: { type: 'string' },
    regex: { type: 'boolean' },
    words: { type: 'boolean' },
    plain: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
    json: { type: 'boolean' },
  },
  run: async ([name, ...files], options, session) => {
    const action = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) throw wrongUsage(`memory ${name ?? ''}: write one of ${Object.keys(actions).join(', ')}`);
    return action(files, options, session);
  },
};
