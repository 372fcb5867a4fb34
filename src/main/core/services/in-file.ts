import { FormatError } from '../../../shared/formats/document-format.ts';

/** The same error with `FILE:LINE:COLUMN: ` before its message and the path among its values; others as they are. */
export function namedIn(path: string, error: unknown): unknown {
  if (!(error instanceof FormatError)) return error;
  const { key, line, column, message, values } = error;
  const place = [path, line, column].filter((part) => part !== undefined).join(':');
  const where = { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
  return new FormatError(key, `${place}: ${message}`, where, { ...values, path });
}

/** What `read` makes of a file; the FormatError it throws names the file too. */
export function inFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw namedIn(path, error);
  }
}
