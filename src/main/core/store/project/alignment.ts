import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { LanguageFinding } from '../../../../shared/alignment/language-check.ts';
import type { Parameters } from '../../../../shared/alignment/model.ts';
import type { WordTable } from '../../../../shared/alignment/word-table.ts';
import { parseWordTable, serialiseWordTable } from '../../../../shared/alignment/word-table.ts';
import type { Side } from '../../../../shared/bitext/bead.ts';
import type { UnitKind } from '../../../../shared/formats/document-format.ts';
import type { ReadConnection, WriteConnection } from '../sqlite.ts';

/** What the aligner found out about the two texts of a document. */
export interface AlignmentFacts {
  readonly related: boolean;
  readonly findings: readonly LanguageFinding[];
  /** Null for an alignment that came from a file. */
  readonly parameters: Parameters | null;
}

interface AlignmentRow {
  readonly related: number;
  readonly findings: string;
  readonly parameters: string | null;
}

export function readAlignment(connection: ReadConnection, document: number): AlignmentFacts | undefined {
  const row = connection.get<AlignmentRow>(
    'SELECT related, findings, parameters FROM alignment WHERE document = ?',
    document,
  );
  return (
    row && {
      related: row.related === 1,
      findings: JSON.parse(row.findings) as LanguageFinding[],
      parameters: row.parameters === null ? null : (JSON.parse(row.parameters, reviveNumbers) as Parameters),
    }
  );
}

export function putAlignment(connection: WriteConnection, document: number, facts: AlignmentFacts): void {
  connection.run(
    'INSERT OR REPLACE INTO alignment (document, related, findings, parameters) VALUES (?, ?, ?, ?)',
    document,
    facts.related ? 1 : 0,
    JSON.stringify(facts.findings),
    facts.parameters === null ? null : JSON.stringify(facts.parameters, keepNumbers),
  );
}

/** JSON has no typed arrays; they are written as `{ "floats": [...] }`. */
function keepNumbers(_key: string, value: unknown): unknown {
  return value instanceof Float64Array ? { floats: Array.from(value) } : value;
}

function reviveNumbers(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('floats' in value)) return value;
  return Float64Array.from(value.floats as number[]);
}

/** The languages of a word table. */
export interface LanguagePair {
  readonly sourceLang: string;
  readonly targetLang: string;
}

export interface WordTableRow {
  readonly id: number;
  readonly origin: string;
  readonly stamp: string;
}

/** The word tables of a pair of languages, without their contents. */
export function readWordTables(connection: ReadConnection, { sourceLang, targetLang }: LanguagePair): WordTableRow[] {
  return connection.all<WordTableRow>(
    'SELECT id, origin, stamp FROM word_table WHERE source_lang = ? AND target_lang = ? ORDER BY id',
    sourceLang,
    targetLang,
  );
}

/** The contents of a word table; undefined when it is gone, or was written by another version of the aligner. */
export function readWordTable(connection: ReadConnection, id: number): WordTable | undefined {
  const row = connection.get<{ bytes: Uint8Array }>('SELECT bytes FROM word_table WHERE id = ?', id);
  if (!row) return undefined;
  try {
    return parseWordTable(inflateRawSync(row.bytes));
  } catch {
    // What an older aligner has learnt is learnt again from its document; the project stays usable without it.
    return undefined;
  }
}

/** Stores what was learnt from an origin, in the place of what was learnt from it before. */
export function putWordTable(
  connection: WriteConnection,
  { sourceLang, targetLang }: LanguagePair,
  origin: string,
  stamp: string,
  table: WordTable,
): void {
  removeWordTable(connection, { sourceLang, targetLang }, origin);
  connection.run(
    'INSERT INTO word_table (source_lang, target_lang, origin, stamp, bytes) VALUES (?, ?, ?, ?, ?)',
    sourceLang,
    targetLang,
    origin,
    stamp,
    deflateRawSync(serialiseWordTable(table), { level: 1 }),
  );
}

export function removeWordTable(
  connection: WriteConnection,
  { sourceLang, targetLang }: LanguagePair,
  origin: string,
): void {
  connection.run(
    'DELETE FROM word_table WHERE source_lang = ? AND target_lang = ? AND origin = ?',
    sourceLang,
    targetLang,
    origin,
  );
}

/** Makes what was learnt from documents count as out of date: it is learnt again from their beads when next needed. */
export function outdateDocumentTables(connection: WriteConnection): void {
  connection.run("UPDATE word_table SET stamp = '' WHERE origin LIKE 'document:%'");
}

/** The kinds of the units of one side by their names, without their contents. */
export function readUnitKinds(connection: ReadConnection, document: number, side: Side): Map<string, UnitKind> {
  const rows = connection.all<{ id: string; kind: UnitKind }>(
    'SELECT id, kind FROM unit WHERE document = ? AND side = ?',
    document,
    side,
  );
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}
