import type { Verdict } from '../../../../shared/contract/review.ts';
import type { ReadConnection, WriteConnection } from '../sqlite.ts';

export interface Decision {
  readonly fingerprint: string;
  readonly verdict: Verdict;
  readonly why: string | null;
}

/** What was decided about changes of a document and still stands, the latest about each. */
export function readDecisions(connection: ReadConnection, document: number): Map<string, Decision> {
  const rows = connection.all<Decision>(
    `SELECT fingerprint, verdict, why FROM decision
     JOIN step ON step.scope = decision.document AND step.seq = decision.seq AND step.state = 'done'
     LEFT JOIN reason ON reason.scope = decision.document AND reason.seq = decision.seq
     WHERE decision.document = ? ORDER BY decision.seq`,
    document,
  );
  return new Map(rows.map((row) => [row.fingerprint, row]));
}

export function insertDecision(
  connection: WriteConnection,
  document: number,
  seq: number,
  fingerprint: string,
  verdict: Verdict,
): void {
  connection.run(
    'INSERT OR REPLACE INTO decision (document, fingerprint, seq, verdict) VALUES (?, ?, ?, ?)',
    document,
    fingerprint,
    seq,
    verdict,
  );
}

export function insertReason(connection: WriteConnection, scope: number, seq: number, why: string): void {
  connection.run('INSERT OR REPLACE INTO reason (scope, seq, why) VALUES (?, ?, ?)', scope, seq, why);
}

export function readReason(connection: ReadConnection, scope: number, seq: number): string | null {
  return connection.get<{ why: string }>('SELECT why FROM reason WHERE scope = ? AND seq = ?', scope, seq)?.why ?? null;
}
