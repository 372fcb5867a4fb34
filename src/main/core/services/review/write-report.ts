import type { ParsedInputOf } from '../../../../shared/contract/contract.ts';
import type { ReviewReport, StateInfo } from '../../../../shared/contract/review.ts';
import { compare } from '../../../../shared/review/compare.ts';
import { passes } from '../../../../shared/review/filter.ts';
import { writeFileAtomically } from '../../store/atomic-file.ts';
import { requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection, SqliteOptions } from '../../store/sqlite.ts';
import { requireAbsolute } from '../files.ts';
import { States } from '../versions/states.ts';
import { openOtherProject } from './other-project.ts';
import { reportBytes } from './report-bytes.ts';
import { resolveState } from './resolve.ts';

type Input = Omit<ParsedInputOf<'review.report'>, 'project'>;

interface ReportContext {
  readonly locale: 'it' | 'en';
  readonly who: string;
  readonly options: SqliteOptions;
}

/** How a report names states that have no name of their own. */
const NAMES = {
  current: { it: 'stato attuale', en: 'present state' },
  import: { it: 'importazione', en: 'import' },
  batch: { it: 'prima di un’operazione in blocco', en: 'before a batch operation' },
  delivery: { it: 'consegna', en: 'delivery' },
  return: { it: 'prima della revisione rientrata', en: 'before the returned review' },
  source: { it: 'prima del nuovo originale', en: 'before the new source' },
  manual: { it: 'versione', en: 'version' },
} as const;

function labelOf({ kind, name, at }: StateInfo, locale: 'it' | 'en'): string {
  if (kind === 'current') return NAMES.current[locale];
  if (kind === 'file' || kind === 'document' || kind === 'manual') return name;
  const moment = at === null ? '' : new Date(at).toLocaleString(locale === 'it' ? 'it-IT' : 'en-GB');
  return [NAMES[kind][locale], name, moment].filter((part) => part !== '').join(', ');
}

/** Compares two states and writes what differs to a file, replaced only when the whole report is on the disk. */
export function writeReport(project: ReadConnection, input: Input, context: ReportContext): ReviewReport {
  const path = requireAbsolute(input.path);
  const others: ReadConnection[] = [];
  try {
    const { comparison, title, labels } = project.snapshot(() => {
      const reviewed = {
        project,
        document: input.document,
        states: new States(project),
        openProject: (other: string) => {
          const connection = openOtherProject(other, context.options);
          others.push(connection);
          return connection;
        },
      };
      const [a, b] = [resolveState(input.a, reviewed), resolveState(input.b, reviewed)];
      return {
        comparison: compare(a.snapshot, b.snapshot),
        title: requireDocument(project, input.document).name,
        labels: [labelOf(a.info, context.locale), labelOf(b.info, context.locale)] as const,
      };
    });
    const { filter } = input;
    const content = reportBytes(comparison, input.format, {
      locale: context.locale,
      title,
      labelA: labels[0],
      labelB: labels[1],
      author: context.who,
      ...(filter === undefined ? {} : { show: (change) => change.kind !== 'same' && passes(change, filter) }),
    });
    return { path, bytes: writeFileAtomically(path, [content]), changes: comparison.statistics.changes };
  } finally {
    for (const connection of others) connection.close();
  }
}
