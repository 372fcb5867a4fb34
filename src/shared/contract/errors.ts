/** Every error code that crosses the contract. The window translates `error.<code>`; the command line prints `message`. */
export const errorCodes = [
  'badRequest',
  'notFound',
  'fileNotFound',
  'fileUnreadable',
  'fileUnwritable',
  'diskFull',
  'fileTooLarge',
  'unknownFormat',
  'format',
  'projectInUse',
  'projectNewer',
  'projectDamaged',
  'projectReadOnly',
  'memoryNewer',
  'memoryDamaged',
  'memoryInUse',
  'locked',
  'conflict',
  'nothingToUndo',
  'cancelled',
  'unsupported',
  'unauthorised',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export type ErrorValues = Readonly<Record<string, string | number>>;

/** An expected failure: what is wrong, where, and what to do, with a code the window can translate. */
export class CoreError extends Error {
  readonly code: ErrorCode;
  readonly values: ErrorValues;

  /**
   * `message` is complete English (what, where, what to do); `values` fill the translated message of the window.
   * `values.key`, when given, names a finer message than the code (such as a format's own).
   */
  constructor(code: ErrorCode, message: string, values: ErrorValues = {}) {
    super(message);
    this.name = 'CoreError';
    this.code = code;
    this.values = values;
  }
}
