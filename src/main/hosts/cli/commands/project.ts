import path from 'node:path';
import type { WordListInfo } from '../../../../shared/contract/align.ts';
import type { ProjectInfo } from '../../../../shared/contract/types.ts';
import { call, runJob } from '../call.ts';
import type { Command, Session } from '../command.ts';
import { wrongUsage } from '../failure.ts';
import { languagePair } from '../input.ts';

type Options = Readonly<Record<string, string | boolean | undefined>>;

function describe(info: ProjectInfo): string {
  const lines = [
    `${info.name}  ${info.sourceLang} → ${info.targetLang}`,
    info.path,
    ...info.documents.map(({ id, name, progress }) => {
      const { beads, byStatus, words, wordsLeft } = progress;
      return `  ${id}  ${name}: ${byStatus.confirmed} of ${beads} confirmed, ${wordsLeft} of ${words} words left`;
    }),
    ...info.memories.map((memory) => {
      const use = [memory.readable ? 'read' : '', memory.writable ? 'written to' : ''].filter((word) => word !== '');
      return `  memory ${memory.path}: ${memory.units} units (${use.join(', ') || 'not used'})`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}

const show = (session: Session, options: Options, info: ProjectInfo): void =>
  session.out(options['json'] ? `${JSON.stringify(info)}\n` : describe(info));

/** Opens a project for one action and closes it again. */
async function within<T>(session: Session, file: string, action: (info: ProjectInfo) => Promise<T>): Promise<T> {
  const info = await call(session, 'project.open', { path: path.resolve(file) });
  try {
    return await action(info);
  } finally {
    await call(session, 'project.close', { project: info.project });
  }
}

async function create(file: string, options: Options, session: Session): Promise<number> {
  const name = typeof options['name'] === 'string' ? options['name'] : path.basename(file, '.bifronte');
  const langs = languagePair(options['langs']);
  const info = await call(session, 'project.create', { path: path.resolve(file), name, ...langs });
  show(session, options, info);
  await call(session, 'project.close', { project: info.project });
  return 0;
}

async function add(file: string, documents: readonly string[], options: Options, session: Session): Promise<number> {
  if (documents.length === 0) throw wrongUsage('project add takes a project and at least one document');
  const encoding = options['encoding'];
  return within(session, file, async ({ project }) => {
    for (const document of documents) {
      const added = await runJob(session, 'document.add', {
        project,
        path: path.resolve(document),
        ...(typeof encoding === 'string' ? { encoding } : {}),
      });
      const { beads, words } = added.progress;
      session.out(
        options['json']
          ? `${JSON.stringify(added)}\n`
          : `${added.id}  ${added.name}: ${beads} sentences, ${words} words\n`,
      );
    }
    return 0;
  });
}

const listLine = (list: WordListInfo): string =>
  `${list.name}  ${list.sourceLang} → ${list.targetLang}  ${list.entries} pairs  ${list.path}\n`;

/** The word lists of a project: shows them, after adding those of some files or removing some by name. */
async function words(
  file: string,
  [action, ...names]: readonly string[],
  options: Options,
  session: Session,
): Promise<number> {
  if (action !== undefined && ((action !== 'add' && action !== 'remove') || names.length === 0)) {
    throw wrongUsage('project words takes a project, and perhaps `add LIST…` or `remove NAME…`');
  }
  return within(session, file, async ({ project }) => {
    if (action === 'add') {
      for (const name of names) await call(session, 'align.addWordList', { project, path: path.resolve(name) });
    }
    if (action === 'remove') {
      for (const name of names) {
        const lists = await call(session, 'align.wordLists', { project });
        const list = lists.find((known) => known.name === name);
        if (!list) throw wrongUsage(`${name}: this project has no word list of that name; see project words ${file}`);
        await call(session, 'align.removeWordList', { project, list: list.id });
      }
    }
    const lists = await call(session, 'align.wordLists', { project });
    session.out(options['json'] ? `${JSON.stringify(lists)}\n` : lists.map(listLine).join(''));
    return 0;
  });
}

const formats = ['tmx', 'xliff', 'html', 'tsv', 'document'] as const;

async function exportProject(file: string, options: Options, session: Session): Promise<number> {
  const format = formats.find((known) => known === (options['format'] ?? 'tmx'));
  if (!format) throw wrongUsage(`--format ${String(options['format'])}: write one of ${formats.join(', ')}`);
  const out = options['output'];
  if (typeof out !== 'string') throw wrongUsage('-o OUT is needed: where to write the export');
  const document = options['document'];
  return within(session, file, async ({ project }) => {
    const report = await runJob(session, 'export.run', {
      project,
      documents: typeof document === 'string' ? [Number(document)] : [],
      format,
      path: path.resolve(out),
    });
    session.out(options['json'] ? `${JSON.stringify(report)}\n` : `${report.path}: ${report.units} units\n`);
    if (report.untranslated > 0) session.warn(`${report.untranslated} sentences have no translation yet`);
    return 0;
  });
}

async function restore(file: string, options: Options, session: Session): Promise<number> {
  const target = path.resolve(file);
  const backups = await call(session, 'project.backups', { path: target });
  const wanted = typeof options['from'] === 'string' ? path.resolve(options['from']) : backups[0]?.path;
  if (!wanted) throw wrongUsage(`${file}: there is no backup of this project yet`);
  const info = await call(session, 'project.restore', { path: target, backup: wanted });
  show(session, options, info);
  await call(session, 'project.close', { project: info.project });
  return 0;
}

/** `bifronte project new|add|info|words|export|backup|backups|restore …` */
export const projectCommand: Command = {
  name: 'project',
  usage:
    'new FILE --langs it-en | add FILE DOC… | info FILE | words FILE [add LIST…|remove NAME…] | export FILE --format tmx -o OUT | backup FILE | restore FILE',
  help: 'make a project, add documents and word lists, see how far it is, export it, back it up',
  options: {
    langs: { type: 'string' },
    name: { type: 'string' },
    encoding: { type: 'string' },
    format: { type: 'string' },
    document: { type: 'string' },
    from: { type: 'string' },
    output: { type: 'string', short: 'o' },
    json: { type: 'boolean' },
  },
  run: async ([action, file, ...more], options, session) => {
    if (!file)
      throw wrongUsage('project takes an action (new, add, info, words, export, backup, backups, restore) and a file');
    switch (action) {
      case 'new':
        return create(file, options, session);
      case 'add':
        return add(file, more, options, session);
      case 'info':
        return within(session, file, async (info) => {
          show(session, options, info);
          return 0;
        });
      case 'words':
        return words(file, more, options, session);
      case 'export':
        return exportProject(file, options, session);
      case 'backup':
        return within(session, file, async ({ project }) => {
          const backup = await call(session, 'project.backup', { project });
          session.out(`${backup.path}\n`);
          return 0;
        });
      case 'backups':
        for (const backup of await call(session, 'project.backups', { path: path.resolve(file) })) {
          session.out(`${new Date(backup.at).toISOString()}  ${backup.bytes}  ${backup.path}\n`);
        }
        return 0;
      case 'restore':
        return restore(file, options, session);
      default:
        throw wrongUsage(`project ${action ?? ''}: write new, add, info, words, export, backup, backups or restore`);
    }
  },
};
