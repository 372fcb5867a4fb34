import type { ParsedInputOf } from '../../../../shared/contract/contract.ts';
import type {
  ChangePage,
  ComparisonInfo,
  LogCheck,
  MergePreview,
  OtherDocument,
  SeriesPoint,
  SourceUpdatePreview,
} from '../../../../shared/contract/review.ts';
import type { SourceNote } from '../../../../shared/review/source-notes.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { OnProgress } from '../../../../shared/review/compare.ts';
import type { ReadConnection, SqliteOptions } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import type { PreparedDocument } from '../documents/prepare.ts';
import { prepareDocument } from '../documents/prepare.ts';
import { States } from '../versions/states.ts';
import { versionSeries } from '../versions/series.ts';
import { checkLog } from '../versions/versions.ts';
import { Comparisons } from './comparisons.ts';
import { otherDocuments } from './other-documents.ts';
import { openOtherProject } from './other-project.ts';
import type { Plan } from './plan.ts';
import { planDecision, planMerge, planSource, previewMerge, previewSource } from './plan.ts';
import type { Reviewed } from './resolve.ts';
import { readSourceNotes } from './source-notes.ts';

interface Surroundings {
  /** The connection to a project that is open. */
  readonly read: (project: string) => ReadConnection;
  readonly options: SqliteOptions;
  /** The user's own segmentation rules, if there are any. */
  readonly srx: () => unknown;
  readonly author: () => Author;
  /** Whether the comparison with this ticket was given up. */
  readonly isCancelled: (ticket: string) => boolean;
  readonly progress: (ticket: string, done: number, total: number) => void;
}

const PROGRESS_EVERY_MS = 50;

type PlannedInput =
  | { readonly method: 'review.decide'; readonly input: ParsedInputOf<'review.decide'> }
  | { readonly method: 'review.merge'; readonly input: ParsedInputOf<'review.merge'> }
  | { readonly method: 'review.updateSource'; readonly input: ParsedInputOf<'review.updateSource'> };

/** Answers the questions of the review view; keeps the states and comparisons it needs for the next ones. */
export class ReviewReader {
  readonly #with: Surroundings;
  readonly #comparisons = new Comparisons();
  readonly #states = new Map<string, States>();

  constructor(surroundings: Surroundings) {
    this.#with = surroundings;
  }

  check(project: string, document: number): LogCheck {
    return checkLog(this.#with.read(project), document);
  }

  compare({ project, document, a, b, ticket }: ParsedInputOf<'review.compare'>): ComparisonInfo {
    const onProgress = ticket === undefined ? undefined : this.#progressOf(ticket);
    return this.#reviewing(project, document, (reviewed) =>
      this.#comparisons.compare(project, reviewed, a, b, onProgress),
    );
  }

  series(project: string, document: number): SeriesPoint[] {
    return this.#reviewing(project, document, ({ project: connection, states }) =>
      versionSeries(connection, document, states),
    );
  }

  documents(path: string): OtherDocument[] {
    return otherDocuments(path, this.#with.options);
  }

  changes({ project, handle, filter, from, count }: ParsedInputOf<'review.changes'>): ChangePage {
    return this.#comparisons.page(this.#with.read(project), handle, filter, from, count);
  }

  mergePreview({ project, document, ...input }: ParsedInputOf<'review.mergePreview'>): MergePreview {
    return this.#reviewing(project, document, (reviewed) => previewMerge(reviewed, input));
  }

  sourcePreview({ project, document, path }: ParsedInputOf<'review.sourcePreview'>): SourceUpdatePreview {
    const prepared = this.#prepare(project, path);
    return this.#reviewing(project, document, (reviewed) => previewSource(reviewed, prepared));
  }

  sourceNotes(project: string, document: number): SourceNote[] {
    return this.#reviewing(project, document, (reviewed) =>
      readSourceNotes(reviewed.project, document, reviewed.states),
    );
  }

  /** Works a planned write out. */
  plan({ method, input }: PlannedInput): Plan {
    const { project, document } = input;
    if (method === 'review.decide') {
      const connection = this.#with.read(project);
      const opened = this.#comparisons.get(connection, input.handle);
      return connection.snapshot(() => planDecision(connection, opened, input, this.#with.author()));
    }
    if (method === 'review.merge') {
      return this.#reviewing(project, document, (reviewed) => planMerge(reviewed, input, this.#with.author()));
    }
    const prepared = this.#prepare(project, input.path);
    const { unlock = false } = input;
    return this.#reviewing(project, document, (reviewed) => planSource(reviewed, prepared, unlock));
  }

  release(project: string): void {
    this.#states.delete(project);
    this.#comparisons.release(project);
  }

  /** Tells how far a comparison is, not too often; throws CoreError `cancelled` once it was given up. */
  #progressOf(ticket: string): OnProgress {
    let told = Number.NEGATIVE_INFINITY;
    let furthest = 0;
    return (done, total) => {
      furthest = Math.max(furthest, done);
      const now = performance.now();
      if (now - told < PROGRESS_EVERY_MS) return;
      told = now;
      if (this.#with.isCancelled(ticket)) throw new CoreError('cancelled', 'the comparison was cancelled');
      this.#with.progress(ticket, furthest, total);
    };
  }

  #prepare(project: string, path: string): PreparedDocument {
    return prepareDocument(this.#with.read(project), path, { srx: this.#with.srx() }, () => undefined);
  }

  #reviewing<T>(path: string, document: number, action: (reviewed: Reviewed) => T): T {
    const project = this.#with.read(path);
    const states = this.#states.get(path) ?? new States(project);
    this.#states.set(path, states);
    const others: ReadConnection[] = [];
    const openProject = (other: string): ReadConnection => {
      const connection = openOtherProject(other, this.#with.options);
      others.push(connection);
      return connection;
    };
    try {
      return project.snapshot(() => action({ project, document, states, openProject }));
    } finally {
      for (const connection of others) connection.close();
    }
  }
}
