import type { Bead } from '../../../../shared/bitext/bead.ts';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { WriteOptions } from '../../../../shared/formats/document-format.ts';
import { documentFormats } from '../../../../shared/formats/registry.ts';
import type { Content } from '../../../../shared/text/content.ts';
import { concat, plain } from '../../../../shared/text/content.ts';
import { iterateBeads } from '../../store/project/beads.ts';
import { readOriginalContent, requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection } from '../../store/sqlite.ts';

export interface TranslatedDocument {
  readonly bytes: Uint8Array;
  readonly units: number;
  /** Sentences without a translation, written in the source language. */
  readonly untranslated: number;
}

/**
 * The translated document in its own format: every unit that has a translation is spliced into the original bytes,
 * everything else stays byte for byte. Throws CoreError `unsupported` for a document that came from no file.
 */
export function translatedDocument(
  project: ReadConnection,
  document: number,
  options: WriteOptions,
): TranslatedDocument {
  const { name } = requireDocument(project, document);
  const original = readOriginalContent(project, document, 'source');
  const format = documentFormats.find(({ id }) => id === original?.skeleton.format);
  if (!original || !format) {
    throw new CoreError(
      'unsupported',
      `${name}: this document cannot be written in its original format; export TMX or XLIFF`,
      {
        document,
      },
    );
  }
  const { contents, untranslated } = unitContents(iterateBeads(project, document));
  const bytes = format.write(original.bytes, original.skeleton, contents, options);
  return { bytes, units: contents.size, untranslated };
}

/**
 * The content of each unit in which at least one sentence is translated: sentence by sentence with the white space
 * around it, untranslated sentences in the source language.
 */
function unitContents(beads: Iterable<Bead>): { contents: Map<string, Content>; untranslated: number } {
  const parts = new Map<string, Content[]>();
  const translated = new Set<string>();
  let untranslated = 0;
  for (const bead of beads) {
    const unit = bead.source[0]?.unit;
    if (unit === undefined || unit === null) continue;
    const done = bead.target.length > 0;
    if (done) translated.add(unit);
    else untranslated += bead.source.length;
    const pieces = parts.get(unit) ?? [];
    parts.set(unit, pieces);
    pieces.push(
      plain(bead.source[0]?.lead ?? ''),
      sideContent(bead, done ? 'target' : 'source'),
      plain(bead.source.at(-1)?.trail ?? ''),
    );
  }
  const contents = new Map<string, Content>();
  for (const unit of translated) contents.set(unit, concat(parts.get(unit) ?? []));
  return { contents, untranslated };
}
