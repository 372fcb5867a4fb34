import { CoreError } from '../../../shared/contract/errors.ts';
import type { ErrorCode, ErrorValues } from '../../../shared/contract/errors.ts';
import { FormatError } from '../../../shared/formats/document-format.ts';
import { asSqliteFailure } from './sqlite.ts';

/** An error in the form in which it crosses threads and the contract. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly values: ErrorValues;
}

const OUT_OF_SPACE = 'the disk is full; free some space and try again: what was acknowledged before is saved';
const DAMAGED =
  'the file is damaged; restore a backup (project view, or `bifronte project restore`) and keep the damaged file';
const READ_ONLY = 'the file or its folder is read-only; copy it to a folder you can write to and open the copy';
const BUSY = 'another program keeps the file locked; close that program and try again';

const FILE_ERRORS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOENT: ['fileNotFound', 'there is no such file; check the path'],
  ENOTDIR: ['fileNotFound', 'there is no such folder; check the path'],
  EISDIR: ['fileUnreadable', 'this is a folder, not a file; choose a file in it'],
  EACCES: ['fileUnreadable', 'access is denied; check the permissions of the file and its folder'],
  EPERM: ['fileUnreadable', 'access is denied; check the permissions of the file and its folder'],
  EROFS: ['fileUnwritable', 'the disk is read-only; choose another folder'],
  ENOSPC: ['diskFull', OUT_OF_SPACE],
  EDQUOT: ['diskFull', OUT_OF_SPACE],
  EFBIG: ['diskFull', 'the file grew beyond what the disk allows; choose another folder'],
  EEXIST: ['conflict', 'there is already a file of that name; choose another name'],
};

function sqliteFailure(code: string, path: string): [ErrorCode, string] | null {
  const memory = path.endsWith('.bmem');
  if (code.startsWith('SQLITE_FULL')) return ['diskFull', OUT_OF_SPACE];
  if (code.startsWith('SQLITE_IOERR')) {
    return ['fileUnwritable', 'the disk refused to read or write; check that it is connected and not full'];
  }
  if (code.startsWith('SQLITE_READONLY')) return [memory ? 'fileUnwritable' : 'projectReadOnly', READ_ONLY];
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
    return [memory ? 'memoryDamaged' : 'projectDamaged', DAMAGED];
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return [memory ? 'memoryInUse' : 'projectInUse', BUSY];
  }
  if (code.startsWith('SQLITE_CANTOPEN')) {
    return ['fileUnreadable', 'the file cannot be opened; check that it exists and that you may read and write there'];
  }
  return null;
}

function systemCode(error: Error): { code: string; path: string } | null {
  if (!('code' in error) || typeof error.code !== 'string') return null;
  return { code: error.code, path: 'path' in error && typeof error.path === 'string' ? error.path : '' };
}

/**
 * What an error means to the user: expected errors as they are, those of SQLite and the file system translated.
 * `path` is the file that was worked on, for the message. Null when the error is a fault of the program.
 */
export function expectedFailure(error: unknown, path = ''): Failure | null {
  if (error instanceof CoreError) return { code: error.code, message: error.message, values: error.values };
  if (error instanceof FormatError) {
    const where = error.line === undefined ? {} : { line: error.line, column: error.column ?? 0 };
    return { code: 'format', message: error.message, values: { ...error.values, ...where, key: error.key } };
  }
  const sqlite = asSqliteFailure(error);
  if (sqlite) {
    const file = sqlite.file ?? path;
    const known = sqliteFailure(sqlite.code, file);
    if (known) return { code: known[0], message: withPath(file, known[1]), values: { path: file } };
    return null;
  }
  const system = error instanceof Error ? systemCode(error) : null;
  const known = system ? FILE_ERRORS[system.code] : undefined;
  if (system && known) {
    const file = system.path || path;
    return { code: known[0], message: withPath(file, known[1]), values: { path: file } };
  }
  return null;
}

/** The same for any error; a fault of the program is logged with its stack and answered as `internal`. */
export function failureOf(error: unknown, log: (level: 'error', message: string) => void, path = ''): Failure {
  const expected = expectedFailure(error, path);
  if (expected) return expected;
  log('error', error instanceof Error ? (error.stack ?? error.message) : String(error));
  const detail = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message: `something went wrong inside Bifronte (${detail}); what was saved is safe: try again, and report it if it comes back`,
    values: { detail },
  };
}

function withPath(path: string, message: string): string {
  return path === '' ? message : `${path}: ${message}`;
}
