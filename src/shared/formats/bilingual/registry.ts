import { readBilingualHtml } from '../bilingual-html/reader.ts';
import { writeBilingualHtml } from '../bilingual-html/writer.ts';
import { documentUnits, tmxHeader, type TmxOrigin } from '../tmx/bilingual.ts';
import { readTmxDocument } from '../tmx/read-document.ts';
import { writeTmx, type TmxWriteOptions } from '../tmx/writer.ts';
import { readTable, writeTable, type TableReadOptions } from '../tsv/table.ts';
import { readXliff } from '../xliff/reader.ts';
import { writeXliff } from '../xliff/writer.ts';
import type { BilingualDocument } from './model.ts';
import { exchangeError } from './notice.ts';

/** `languages`: the pair where a file does not settle it; `name`: of the document; `onNotice`: repairs and rejections. */
export type BilingualReadOptions = TableReadOptions;

export interface BilingualWriteOptions extends TmxOrigin {
  /** The language of headings where the format has any. */
  readonly language?: 'it' | 'en';
  readonly tmx?: TmxWriteOptions;
}

/** A file format for a document with its translation. */
export interface BilingualFormat {
  readonly id: 'tmx' | 'xliff' | 'tsv' | 'csv' | 'html';
  /** Lower case, without the dot; the first is the usual one. */
  readonly extensions: readonly string[];
  /** Throws FormatError for a file that cannot be used. */
  readonly read: (bytes: Uint8Array, options?: BilingualReadOptions) => BilingualDocument;
  /** The file as UTF-8 text, in pieces. */
  readonly write: (document: BilingualDocument, options: BilingualWriteOptions) => Iterable<string>;
}

export const bilingualFormats: readonly BilingualFormat[] = [
  {
    id: 'tmx',
    extensions: ['tmx'],
    read: readTmxDocument,
    write: (document, options) =>
      writeTmx(tmxHeader(document.sourceLang, options), documentUnits(document), options.tmx),
  },
  {
    id: 'xliff',
    extensions: ['xlf', 'xliff', 'mqxliff', 'sdlxliff', 'mxliff', 'txlf'],
    read: readXliff,
    write: writeXliff,
  },
  {
    id: 'tsv',
    extensions: ['tsv', 'tab'],
    read: readTable,
    write: (document) => writeTable(document, { separator: '\t', lineEnd: '\n', mark: false }),
  },
  {
    id: 'csv',
    extensions: ['csv'],
    read: readTable,
    write: (document) => writeTable(document, { separator: ',', lineEnd: '\r\n', mark: true }),
  },
  {
    id: 'html',
    extensions: ['html', 'htm'],
    read: readBilingualHtml,
    write: (document, options) => writeBilingualHtml(document, options.language),
  },
];

/** The format for a file name, by its extension. Throws FormatError when there is none. */
export function bilingualFormatFor(fileName: string): BilingualFormat {
  const extension = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const format = bilingualFormats.find(({ extensions }) => extensions.includes(extension));
  if (!format) throw exchangeError('exchange.unknownFormat', { name: fileName });
  return format;
}
