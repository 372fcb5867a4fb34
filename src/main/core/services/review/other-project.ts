import { statSync } from 'node:fs';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { PROJECT_APPLICATION_ID, PROJECT_VERSION } from '../../store/project-file.ts';
import type { ReadConnection, SqliteOptions } from '../../store/sqlite.ts';
import { asSqliteFailure, openForReading, pragmaNumber } from '../../store/sqlite.ts';

/**
 * Opens a project file that nobody has opened or checked, to read a document of it. Throws CoreError `fileNotFound`,
 * `unknownFormat`, `projectNewer`.
 */
export function openOtherProject(path: string, options: SqliteOptions): ReadConnection {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw new CoreError('fileNotFound', `${path}: there is no such project; check the name`, { path });
  }
  let connection: ReadConnection;
  try {
    connection = openForReading(path, options);
  } catch (error) {
    throw asSqliteFailure(error) ? notAProject(path) : error;
  }
  try {
    if (applicationId(connection) !== PROJECT_APPLICATION_ID) throw notAProject(path);
    const version = pragmaNumber(connection, 'user_version');
    if (version > PROJECT_VERSION) {
      throw new CoreError(
        'projectNewer',
        `${path}: this project was saved by a newer Bifronte (format ${version}, this one knows ${PROJECT_VERSION}); install the newer Bifronte to read it`,
        { path, version, known: PROJECT_VERSION },
      );
    }
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** 0 for a file that is no database. */
function applicationId(connection: ReadConnection): number {
  try {
    return pragmaNumber(connection, 'application_id');
  } catch (error) {
    if (asSqliteFailure(error)) return 0;
    throw error;
  }
}

function notAProject(path: string): CoreError {
  return new CoreError('unknownFormat', `${path}: this is not a Bifronte project; choose a .bifronte file`, { path });
}
