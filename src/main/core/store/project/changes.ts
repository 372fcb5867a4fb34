import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { ReadConnection, WriteConnection } from '../sqlite.ts';

/** The scope of changes to the project itself; any other scope is the number of a document. */
export const PROJECT_SCOPE = 0;

const DEFLATE_FROM = 2_048;

export interface NewChange {
  readonly scope: number;
  readonly at: number;
  readonly who: string;
  readonly label: string;
  readonly kind: 'do' | 'undo' | 'redo';
  readonly operations: unknown;
  /** The beads it touches, for the history of each. */
  readonly beads: Iterable<number>;
  readonly visit?: string | undefined;
  readonly targets?: { readonly from: number; readonly to: number } | undefined;
}

/** Adds a row to the change log and returns its number within the scope. Belongs in the transaction of the change. */
export function appendChange(connection: WriteConnection, change: NewChange): number {
  const { scope } = change;
  const seq = lastSeq(connection, scope) + 1;
  const json = Buffer.from(JSON.stringify(change.operations), 'utf8');
  const deflated = json.length >= DEFLATE_FROM;
  const operations = deflated ? deflateRawSync(json, { level: 3 }) : json;
  connection.run(
    `INSERT INTO change (scope, seq, at, who, label, kind, target_from, target_to, visit, deflated, operations, checksum)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    scope,
    seq,
    change.at,
    change.who,
    change.label,
    change.kind,
    change.targets?.from ?? null,
    change.targets?.to ?? null,
    change.visit ?? null,
    deflated ? 1 : 0,
    operations,
    crc32(json),
  );
  for (const bead of new Set(change.beads)) {
    connection.run('INSERT INTO change_bead (bead, seq, scope) VALUES (?, ?, ?)', bead, seq, scope);
  }
  if (change.kind === 'do') {
    // What had been undone can no longer be done again.
    connection.run("UPDATE step SET state = 'dropped' WHERE scope = ? AND state = 'undone'", scope);
    connection.run(
      "INSERT INTO step (scope, seq, state, visit) VALUES (?, ?, 'done', ?)",
      scope,
      seq,
      change.visit ?? null,
    );
  }
  return seq;
}

/** The number of the last change of a scope, 0 when there is none. */
export function lastSeq(connection: ReadConnection, scope: number): number {
  return connection.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM change WHERE scope = ?', scope)?.seq ?? 0;
}

export function canStep(connection: ReadConnection, scope: number): { canUndo: boolean; canRedo: boolean } {
  const has = (state: string): boolean =>
    connection.get('SELECT 1 FROM step WHERE scope = ? AND state = ? LIMIT 1', scope, state) !== undefined;
  return { canUndo: has('done'), canRedo: has('undone') };
}

/** The steps the next undo takes back, newest first: one, or all edits of one visit; empty when there is none. */
export function nextUndo(connection: ReadConnection, scope: number): number[] {
  return stepsFrom(connection, scope, 'done', 'DESC');
}

/** The steps the next redo does again, oldest first. */
export function nextRedo(connection: ReadConnection, scope: number): number[] {
  return stepsFrom(connection, scope, 'undone', 'ASC');
}

function stepsFrom(
  connection: ReadConnection,
  scope: number,
  state: 'done' | 'undone',
  order: 'ASC' | 'DESC',
): number[] {
  const sql = `SELECT seq, visit FROM step WHERE scope = ? AND state = ? ORDER BY seq ${order}`;
  const steps: number[] = [];
  let visit: string | null = null;
  for (const row of connection.iterate<{ seq: number; visit: string | null }>(sql, scope, state)) {
    if (steps.length === 0) visit = row.visit;
    else if (visit === null || row.visit !== visit) break;
    steps.push(row.seq);
  }
  return steps;
}

/** The steps of a kind that were done and not undone, oldest first. */
export function stepsInForce(connection: ReadConnection, scope: number, label: string): number[] {
  const sql = `SELECT step.seq FROM step JOIN change ON change.scope = step.scope AND change.seq = step.seq
     WHERE step.scope = ? AND step.state = 'done' AND change.label = ? ORDER BY step.seq`;
  return connection.all<{ seq: number }>(sql, scope, label).map(({ seq }) => seq);
}

export function markSteps(
  connection: WriteConnection,
  scope: number,
  steps: readonly number[],
  state: 'done' | 'undone',
): void {
  for (const seq of steps) {
    connection.run('UPDATE step SET state = ? WHERE scope = ? AND seq = ?', state, scope, seq);
  }
}

export interface LoggedChange<Operations> {
  readonly seq: number;
  readonly at: number;
  readonly who: string;
  readonly label: string;
  readonly kind: 'do' | 'undo' | 'redo';
  readonly operations: Operations;
}

interface ChangeRow {
  readonly seq: number;
  readonly at: number;
  readonly who: string;
  readonly label: string;
  readonly kind: 'do' | 'undo' | 'redo';
  readonly deflated: number;
  readonly operations: Uint8Array;
  readonly checksum: number;
}

/**
 * A row of the change log. `Operations` is what the scope's changes are made of.
 * Throws CoreError `projectDamaged` when the row is not what was written.
 */
export function readChange<Operations>(
  connection: ReadConnection,
  scope: number,
  seq: number,
): LoggedChange<Operations> {
  const row = connection.get<ChangeRow>(
    'SELECT seq, at, who, label, kind, deflated, operations, checksum FROM change WHERE scope = ? AND seq = ?',
    scope,
    seq,
  );
  const json = row && (row.deflated === 1 ? inflate(row.operations) : Buffer.from(row.operations));
  if (!json || crc32(json) !== row.checksum) {
    throw new CoreError(
      'projectDamaged',
      `${connection.path}: entry ${seq} of the change log is damaged; restore a backup to be able to undo it`,
      { path: connection.path, seq },
    );
  }
  const { at, who, label, kind } = row;
  return { seq, at, who, label, kind, operations: JSON.parse(json.toString('utf8')) as Operations };
}

function inflate(data: Uint8Array): Buffer | undefined {
  try {
    return inflateRawSync(data);
  } catch {
    return undefined;
  }
}

export interface ChangeSummary {
  readonly seq: number;
  readonly at: number;
  readonly who: string;
  readonly label: string;
  readonly kind: 'do' | 'undo' | 'redo';
  /** `done` for the undo and redo rows themselves. */
  readonly state: 'done' | 'undone' | 'dropped';
}

/** The newest `limit` rows of a scope, newest first; only those that touch `bead` when it is given. */
export function readChanges(
  connection: ReadConnection,
  scope: number,
  bead: number | null,
  limit: number,
): ChangeSummary[] {
  const columns = "change.seq, at, who, label, kind, ifnull(state, 'done') AS state";
  const state = 'LEFT JOIN step ON step.scope = change.scope AND step.seq = change.seq';
  if (bead === null) {
    return connection.all<ChangeSummary>(
      `SELECT ${columns} FROM change ${state} WHERE change.scope = ? ORDER BY change.seq DESC LIMIT ?`,
      scope,
      limit,
    );
  }
  return connection.all<ChangeSummary>(
    `SELECT ${columns} FROM change_bead JOIN change ON change.scope = change_bead.scope AND change.seq = change_bead.seq
     ${state} WHERE change_bead.bead = ? AND change_bead.scope = ? ORDER BY change.seq DESC LIMIT ?`,
    bead,
    scope,
    limit,
  );
}
