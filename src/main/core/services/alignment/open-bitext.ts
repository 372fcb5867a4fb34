import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Bead, Sentence } from '../../../../shared/bitext/bead.ts';
import { newBead } from '../../../../shared/bitext/bead.ts';
import { sentencesByCuts } from '../../../../shared/bitext/sentence-cuts.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { DocumentInfo } from '../../../../shared/contract/types.ts';
import { languageMatch } from '../../../../shared/formats/bilingual/language.ts';
import type { BilingualDocument, BilingualSegment, BilingualUnit } from '../../../../shared/formats/bilingual/model.ts';
import { bilingualFormatFor } from '../../../../shared/formats/bilingual/registry.ts';
import { EMPTY } from '../../../../shared/text/content.ts';
import { putAlignment } from '../../store/project/alignment.ts';
import { insertFirstBeads } from '../../store/project/beads.ts';
import { insertDocument, insertOriginal } from '../../store/project/documents.ts';
import { withFreshIds } from '../../store/project/ids.ts';
import { startProgress } from '../../store/project/progress.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import { documentInfo } from '../documents/documents.ts';
import { SOURCE_CUTS, REASONS, TARGET_CUTS } from '../exchange/bead-props.ts';
import { refuseLarge } from '../files.ts';
import { inFile } from '../in-file.ts';
import { readProjectFacts } from '../projects/facts.ts';
import { recordProjectStep } from '../projects/history.ts';
import { takeVersion } from '../versions/take.ts';

const LIMIT = 200 * 1024 * 1024;

/**
 * Opens a bitext file (XLIFF, TMX, TSV, CSV, bilingual HTML) as an alignment of the project: its segments become beads,
 * with their status and confidence, cut into sentences as they were when this program wrote it. A file whose languages
 * are those of the project the other way round is turned.
 */
export function openBitext(project: WriteConnection, path: string, author: Author): DocumentInfo {
  const { sourceLang, targetLang } = readProjectFacts(project);
  refuseLarge(path, LIMIT);
  const bytes = readFileSync(path);
  const format = bilingualFormatFor(basename(path));
  const options = { languages: { source: sourceLang, target: targetLang }, name: basename(path) };
  const read = inFile(path, () => format.read(bytes, options));
  const bitext = inLanguages(read, path, sourceLang, targetLang);
  return project.transaction(() =>
    withFreshIds(project, (nextId) => {
      const document = nextId();
      const name = bitext.original === '' ? basename(path) : bitext.original;
      insertDocument(project, { id: document, name, kind: 'alignment', sourceLang, targetLang, addedAt: author.now });
      const { size, mtimeMs } = statSync(path);
      const encoding = { encoding: 'utf-8', bom: false, certain: true };
      insertOriginal(
        project,
        document,
        'source',
        {
          path,
          format: format.id,
          encoding,
          size,
          modified: mtimeMs,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        },
        {
          bytes,
          skeleton: { format: format.id, encoding, slots: [] },
          units: bitext.units.map(({ id, kind = 'paragraph', context }) => ({
            id,
            kind,
            content: EMPTY,
            ...(context === undefined ? {} : { context }),
          })),
        },
      );
      const segments = bitext.units.flatMap((unit) => sidesOf(unit, nextId));
      // Beads are numbered after all sentences, so that a sentence split off later can be told by its number.
      const beads = segments.map((sides) => beadOf(sides, basename(path), nextId));
      insertFirstBeads(project, document, beads);
      startProgress(project, document, beads);
      takeVersion(project, document, { kind: 'import', ...author });
      putAlignment(project, document, { related: true, findings: [], parameters: null });
      recordProjectStep(project, author, 'addDocument', [
        { document, before: { removed: true }, after: { removed: false } },
      ]);
      return documentInfo(project, document);
    }),
  );
}

function inLanguages(
  bitext: BilingualDocument,
  path: string,
  sourceLang: string,
  targetLang: string,
): BilingualDocument {
  const fits = (wanted: string, found: string): boolean => found === 'und' || languageMatch(wanted, found) > 0;
  if (fits(sourceLang, bitext.sourceLang) && fits(targetLang, bitext.targetLang)) return bitext;
  if (fits(targetLang, bitext.sourceLang) && fits(sourceLang, bitext.targetLang)) return turned(bitext);
  throw new CoreError(
    'badRequest',
    `${path}: the file is in ${bitext.sourceLang} and ${bitext.targetLang} and the project in ${sourceLang} and ${targetLang}; open it in a project of its languages`,
    {
      path,
      key: 'otherLanguages',
      found: `${bitext.sourceLang}–${bitext.targetLang}`,
      wanted: `${sourceLang}–${targetLang}`,
    },
  );
}

/** The same bitext with its sides exchanged. */
function turned(bitext: BilingualDocument): BilingualDocument {
  const turn = (segment: BilingualSegment): BilingualSegment => {
    const { [SOURCE_CUTS]: sourceCuts, [TARGET_CUTS]: targetCuts, ...props } = segment.props;
    return {
      ...segment,
      source: segment.target ?? EMPTY,
      target: segment.source.text === '' ? null : segment.source,
      props: {
        ...props,
        ...(targetCuts === undefined ? {} : { [SOURCE_CUTS]: targetCuts }),
        ...(sourceCuts === undefined ? {} : { [TARGET_CUTS]: sourceCuts }),
      },
    };
  };
  return {
    ...bitext,
    sourceLang: bitext.targetLang,
    targetLang: bitext.sourceLang,
    units: bitext.units.map((unit) => ({ ...unit, segments: unit.segments.map(turn) })),
  };
}

interface SegmentSides {
  readonly segment: BilingualSegment;
  readonly source: readonly Sentence[];
  readonly target: readonly Sentence[];
}

/** The sentences of a unit's segments; white space between sentences and segments without any text are left out. */
function sidesOf({ id, segments }: BilingualUnit, nextId: () => number): SegmentSides[] {
  return segments.flatMap((segment) => {
    if (segment.ignorable === true) return [];
    const source = sentencesByCuts(segment.source, segment.props[SOURCE_CUTS], id, nextId);
    const target = segment.target ? sentencesByCuts(segment.target, segment.props[TARGET_CUTS], id, nextId) : [];
    return source.length === 0 && target.length === 0 ? [] : [{ segment, source, target }];
  });
}

function beadOf({ segment, source, target }: SegmentSides, file: string, nextId: () => number): Bead {
  const { status, confidence, comments, changedAt, changedBy } = segment;
  const at = changedAt === undefined ? Number.NaN : Date.parse(changedAt);
  const bead = newBead(nextId(), source, target);
  return {
    ...bead,
    status: status === 'locked' ? 'confirmed' : status === 'draft' ? 'translated' : status,
    marks: status === 'locked' ? ['locked'] : [],
    origin: { kind: 'imported', from: file },
    confidence: confidence ?? null,
    reasons: reasonsOf(segment.props[REASONS]),
    comments: comments.map(({ text, author = '', at: when }) => ({
      id: nextId(),
      text,
      author,
      at: (when === undefined ? 0 : Date.parse(when)) || 0,
    })),
    by: changedBy ?? null,
    at: Number.isNaN(at) ? null : at,
  };
}

function reasonsOf(text: string | undefined): string[] {
  return text === undefined || text === '' ? [] : text.split('; ');
}
