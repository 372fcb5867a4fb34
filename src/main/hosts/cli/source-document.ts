import path from 'node:path';
import { guessLanguage } from '../../../shared/alignment/language-check.ts';
import type { DocumentFormat, ParsedDocument } from '../../../shared/formats/document-format.ts';
import { detectFormat } from '../../../shared/formats/registry.ts';
import type { Content } from '../../../shared/text/content.ts';
import { visibleText } from '../../../shared/text/content.ts';
import { defaultSrx } from '../../../shared/text/segmentation/default-srx.ts';
import { segmenter } from '../../../shared/text/segmentation/segmenter.ts';
import { inFile } from './bilingual-file.ts';
import { CommandFailure, UNUSABLE } from './failure.ts';
import { readInput } from './input.ts';

/** A document to translate, as a command works on it. */
export interface SourceDocument {
  readonly bytes: Uint8Array;
  readonly format: DocumentFormat;
  readonly parsed: ParsedDocument;
}

/** A sentence of a unit, with the white space around it that is not translated. */
export interface UnitSentence {
  readonly unit: string;
  readonly lead: string;
  readonly content: Content;
  readonly trail: string;
}

/** Reads a document by its format, or fails with what is wrong and where. */
export function readDocument(file: string, encoding: string | boolean | undefined): SourceDocument {
  const bytes = readInput(file);
  const format = inFile(file, () => detectFormat(path.basename(file), bytes));
  if (!format) {
    throw new CommandFailure(UNUSABLE, `${file}: not a document Bifronte reads; give a .txt, .md or .html file`);
  }
  const parsed = inFile(file, () => format.read(bytes, typeof encoding === 'string' ? { encoding } : {}));
  return { bytes, format, parsed };
}

/** The sentences of a document in order. */
export function sentencesOf({ parsed }: SourceDocument, language: string): UnitSentence[] {
  const { split } = segmenter(defaultSrx(), language);
  return parsed.units.flatMap((unit) => split(unit.content).map((sentence) => ({ unit: unit.id, ...sentence })));
}

/** The language a document says it is in, else the one it looks like; `und` when neither tells. */
export function documentLanguage({ parsed }: SourceDocument): string {
  return parsed.language ?? guessLanguage(parsed.units.map(({ content }) => visibleText(content))) ?? 'und';
}
