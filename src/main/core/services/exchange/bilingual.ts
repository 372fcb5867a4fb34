import type { Bead, Comment } from '../../../../shared/bitext/bead.ts';
import { isMarked, sideContent } from '../../../../shared/bitext/bead.ts';
import type {
  BilingualDocument,
  BilingualSegment,
  BilingualUnit,
  SegmentComment,
} from '../../../../shared/formats/bilingual/model.ts';
import type { Unit } from '../../../../shared/formats/document-format.ts';
import { plain } from '../../../../shared/text/content.ts';
import { iterateBeads } from '../../store/project/beads.ts';
import type { DocumentRow } from '../../store/project/documents.ts';
import { readUnits, requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { alignmentProps } from './bead-props.ts';

/** Which beads an export takes: all, those at least translated, or only confirmed ones. */
export type Selection = 'all' | 'translated' | 'confirmed';

function isSelected(bead: Bead, only: Selection): boolean {
  if (isMarked(bead, 'excluded')) return false;
  if (only === 'all') return true;
  return bead.status === 'confirmed' || (only === 'translated' && bead.status === 'translated');
}

interface Draft {
  readonly unit: Omit<BilingualUnit, 'segments'>;
  readonly segments: BilingualSegment[];
}

interface Placed {
  readonly bead: Bead;
  readonly draft: Draft;
}

/** A document of a project as it is exchanged with other tools: its units in order, each with its segments. */
export function bilingualDocument(project: ReadConnection, document: number, only: Selection): BilingualDocument {
  const row = requireDocument(project, document);
  return bilingualOf(row, readUnits(project, document, 'source'), iterateBeads(project, document), only);
}

/** The same of beads that are in no project: what `of` is, the units of its source, its beads in order. */
export function bilingualOf(
  of: Pick<DocumentRow, 'name' | 'kind' | 'sourceLang' | 'targetLang'>,
  sourceUnits: readonly Unit[],
  beads: Iterable<Bead>,
  only: Selection,
): BilingualDocument {
  const { name, kind, sourceLang, targetLang } = of;
  const known = new Map(sourceUnits.map((unit) => [unit.id, unit]));
  const drafts = new Map<string, Draft>();
  let above: Placed | undefined;
  for (const bead of beads) {
    // A bead of an alignment may come from several units, or from none on the source side: then it stays where it is.
    const id: string = bead.source[0]?.unit ?? above?.draft.unit.id ?? 'text';
    const draft = drafts.get(id) ?? { unit: describeUnit(id, known.get(id)), segments: [] };
    drafts.set(id, draft);
    if (isSelected(bead, only)) {
      if (above?.draft === draft && draft.segments.length > 0) draft.segments.push(...between(above.bead, bead));
      draft.segments.push({ ...segmentOf(bead), props: kind === 'alignment' ? alignmentProps(bead) : {} });
    }
    above = { bead, draft };
  }
  const units = [...drafts.values()].filter(({ segments }) => segments.length > 0);
  return { sourceLang, targetLang, original: name, units: units.map(({ unit, segments }) => ({ ...unit, segments })) };
}

function describeUnit(id: string, unit: Unit | undefined): Draft['unit'] {
  return {
    id,
    ...(unit === undefined ? {} : { kind: unit.kind }),
    ...(unit?.context === undefined ? {} : { context: unit.context }),
  };
}

function segmentOf(bead: Bead): BilingualSegment {
  const { at, by, confidence } = bead;
  return {
    id: `s${bead.id}`,
    source: sideContent(bead, 'source'),
    target: bead.target.length === 0 ? null : sideContent(bead, 'target'),
    status: isMarked(bead, 'locked') ? 'locked' : bead.status,
    comments: bead.comments.map(commentOf),
    ...(at === null ? {} : { changedAt: isoDate(at) }),
    ...(by === null ? {} : { changedBy: by }),
    ...(confidence === null ? {} : { confidence }),
    props: {},
  };
}

function commentOf({ text, author, at }: Comment): SegmentComment {
  return { text, author, at: isoDate(at) };
}

/** The white space between two sentences of a unit, as a segment that is never translated. */
function between(above: Bead, below: Bead): BilingualSegment[] {
  const space = (above.source.at(-1)?.trail ?? '') + (below.source[0]?.lead ?? '');
  if (space === '') return [];
  const content = plain(space);
  return [
    {
      id: `i${below.id}`,
      source: content,
      target: content,
      status: 'translated',
      comments: [],
      ignorable: true,
      props: {},
    },
  ];
}

function isoDate(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
