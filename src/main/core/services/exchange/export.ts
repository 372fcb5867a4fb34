import { mkdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { ParsedInputOf } from '../../../../shared/contract/contract.ts';
import type { ExportReport } from '../../../../shared/contract/types.ts';
import type { BilingualDocument, TranslationUnit } from '../../../../shared/formats/bilingual/model.ts';
import { writeBilingualHtml } from '../../../../shared/formats/bilingual-html/writer.ts';
import type { WriteOptions } from '../../../../shared/formats/document-format.ts';
import type { TmxOrigin } from '../../../../shared/formats/tmx/bilingual.ts';
import { documentUnits, tmxHeader } from '../../../../shared/formats/tmx/bilingual.ts';
import { writeTmx } from '../../../../shared/formats/tmx/writer.ts';
import { writeTable } from '../../../../shared/formats/tsv/table.ts';
import { writeXliff } from '../../../../shared/formats/xliff/writer.ts';
import { writeFileAtomically } from '../../store/atomic-file.ts';
import { readDocuments, requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { requireAbsolute } from '../files.ts';
import { readProjectFacts } from '../projects/facts.ts';
import { bilingualDocument } from './bilingual.ts';
import { translatedDocument } from './translated-document.ts';

export type ExportInput = Omit<ParsedInputOf<'export.run'>, 'project'>;

const EXTENSIONS: Readonly<Record<Exclude<ExportInput['format'], 'document'>, string>> = {
  tmx: '.tmx',
  xliff: '.xlf',
  html: '.html',
  tsv: '.tsv',
};

const WRITERS: Readonly<
  Record<'xliff' | 'html' | 'tsv', (document: BilingualDocument, context: ExportContext) => Iterable<string>>
> = {
  xliff: (document) => writeXliff(document),
  html: (document, { language }) => writeBilingualHtml(document, language),
  tsv: (document) => writeTable(document, { separator: '\t', lineEnd: '\n', mark: false }),
};

export interface ExportContext {
  readonly origin: TmxOrigin;
  /** Of the words in files for people, such as the headings of the printable page. */
  readonly language: 'it' | 'en';
  readonly progress: (done: number, total: number) => void;
}

/**
 * Writes documents of a project to a file. TMX takes them all into one; of the other formats several documents become
 * one file each, and `path` names a folder for them.
 */
export function runExport(project: ReadConnection, input: ExportInput, context: ExportContext): ExportReport {
  const path = requireAbsolute(input.path);
  return project.snapshot(() => {
    const documents = chosenDocuments(project, input.documents);
    if (input.format === 'tmx') return exportTmx(project, documents, path, input, context);
    const targets = documents.length === 1 ? [path] : namesIn(project, path, documents, input.format);
    const reports = documents.map((document, i) => {
      context.progress(i, documents.length);
      return exportOne(project, document, targets[i] ?? path, input, context);
    });
    const sum = (of: (report: ExportReport) => number): number =>
      reports.reduce((total, report) => total + of(report), 0);
    return {
      path,
      units: sum(({ units }) => units),
      bytes: sum(({ bytes }) => bytes),
      untranslated: sum(({ untranslated }) => untranslated),
    };
  });
}

function chosenDocuments(project: ReadConnection, chosen: readonly number[]): number[] {
  if (chosen.length > 0) return chosen.map((id) => requireDocument(project, id).id);
  const all = readDocuments(project).map(({ id }) => id);
  if (all.length === 0) {
    throw new CoreError('badRequest', 'the project has no documents yet; add one before you export', {
      key: 'noDocuments',
    });
  }
  return all;
}

/** One file a document in a folder, named after the documents. */
function namesIn(
  project: ReadConnection,
  folder: string,
  documents: readonly number[],
  format: ExportInput['format'],
): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isFile() === true) {
    throw new CoreError('badRequest', `${folder}: several documents become several files; choose a folder for them`, {
      path: folder,
      key: 'folderWanted',
    });
  }
  mkdirSync(folder, { recursive: true });
  const { targetLang } = readProjectFacts(project);
  const used = new Set<string>();
  return documents.map((document) => {
    const { name } = requireDocument(project, document);
    const safe = name.replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, '_');
    const extension = format === 'document' ? extname(safe) : EXTENSIONS[format];
    const stem = `${safe.slice(0, safe.length - extname(safe).length)}.${targetLang}`;
    let file = `${stem}${extension}`;
    for (let n = 2; used.has(file.toLowerCase()); n++) file = `${stem} ${n}${extension}`;
    used.add(file.toLowerCase());
    return join(folder, file);
  });
}

function exportOne(
  project: ReadConnection,
  document: number,
  path: string,
  input: ExportInput,
  context: ExportContext,
): ExportReport {
  if (input.format === 'tmx') throw new Error('TMX takes all documents into one file');
  if (input.format === 'document') {
    const { bytes, units, untranslated } = translatedDocument(project, document, encodingOptions(input.encoding));
    return { path, units, bytes: writeFileAtomically(path, [bytes]), untranslated };
  }
  const bilingual = bilingualDocument(project, document, input.only ?? 'all');
  return {
    path,
    bytes: writeFileAtomically(path, WRITERS[input.format](bilingual, context)),
    ...countSegments(bilingual),
  };
}

function encodingOptions(encoding: string | undefined): WriteOptions {
  if (encoding === undefined) return {};
  if (/^utf-?8$/i.test(encoding)) return { convertToUtf8: true };
  throw new CoreError('unsupported', `${encoding}: a document is written in its own encoding or in UTF-8`, {
    encoding,
  });
}

function exportTmx(
  project: ReadConnection,
  documents: readonly number[],
  path: string,
  input: ExportInput,
  { origin, progress }: ExportContext,
): ExportReport {
  let units = 0;
  let untranslated = 0;
  function* allUnits(): IterableIterator<TranslationUnit> {
    for (const [i, document] of documents.entries()) {
      progress(i, documents.length);
      const bilingual = bilingualDocument(project, document, input.only ?? 'all');
      untranslated += countSegments(bilingual).untranslated;
      for (const unit of documentUnits(bilingual)) {
        units++;
        yield unit;
      }
    }
  }
  const header = tmxHeader(readProjectFacts(project).sourceLang, origin);
  const bytes = writeFileAtomically(path, writeTmx(header, allUnits()));
  return { path, units, bytes, untranslated };
}

function countSegments({ units }: BilingualDocument): { units: number; untranslated: number } {
  const segments = units.flatMap((unit) => unit.segments.filter(({ ignorable }) => ignorable !== true));
  return {
    units: segments.length,
    untranslated: segments.filter(({ source, target }) => source.text !== '' && target === null).length,
  };
}
