import type { Content } from '../text/content.ts';

/** What a piece of a document is; alignment uses the sequence of kinds, the window may show it. */
export type UnitKind = 'paragraph' | 'heading' | 'listItem' | 'cell' | 'caption' | 'title' | 'attribute' | 'line';

/** The paragraph-like piece of a document that sentences come from. */
export interface Unit {
  /** Stable within one version of the document. */
  readonly id: string;
  readonly kind: UnitKind;
  readonly content: Content;
  /** Where it stands, for messages and for context in a memory, such as `p 12` or `img@alt`. */
  readonly context?: string;
}

export interface ReadOptions {
  /** A WHATWG encoding label chosen by the user; otherwise the encoding is detected. */
  readonly encoding?: string;
  /** The largest file to accept, in bytes; each format has a default. */
  readonly maxBytes?: number;
}

export interface WriteOptions {
  /** Write in UTF-8 whatever the encoding of the original; unmarked unless the original has a byte order mark. */
  readonly convertToUtf8?: boolean;
}

/** A thing the user should know but that does not stop the work: a message key with its values. */
export interface FormatWarning {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** How sure the reader is of the encoding: certain (BOM, declaration, valid UTF-8), or a guess to be confirmed. */
export interface EncodingGuess {
  readonly encoding: string;
  readonly bom: boolean;
  readonly certain: boolean;
}

/** What a reader leaves for the writer: plain JSON, opaque to everyone else. */
export interface Skeleton {
  readonly format: string;
  readonly encoding: EncodingGuess;
  readonly slots: readonly unknown[];
}

export interface ParsedDocument {
  readonly units: readonly Unit[];
  readonly skeleton: Skeleton;
  readonly warnings: readonly FormatWarning[];
  /** The language the document says it is in, as a BCP 47 tag. */
  readonly language?: string;
}

/**
 * A document format. `read` and `write` are pure: bytes in, bytes out.
 * `write` splices the given unit contents into the original bytes; units that are not given keep their bytes, so that
 * writing no unit at all returns the original byte for byte.
 */
export interface DocumentFormat {
  readonly id: string;
  /** Lower case, without the dot; the first is the usual one. */
  readonly extensions: readonly string[];
  readonly read: (bytes: Uint8Array, options?: ReadOptions) => ParsedDocument;
  readonly write: (
    original: Uint8Array,
    skeleton: Skeleton,
    targets: ReadonlyMap<string, Content>,
    options?: WriteOptions,
  ) => Uint8Array;
}

/** A file that cannot be used: what is wrong, where, and what the user can do. */
export class FormatError extends Error {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly line: number | undefined;
  readonly column: number | undefined;

  /** `key` names a message for the window; `message` is the same in English for logs and the command line. */
  constructor(
    key: string,
    message: string,
    where: { line?: number; column?: number } = {},
    values: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.name = 'FormatError';
    this.key = key;
    this.values = values;
    this.line = where.line;
    this.column = where.column;
  }
}
