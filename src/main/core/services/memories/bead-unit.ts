import type { Bead } from '../../../../shared/bitext/bead.ts';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import type { Annotation, TranslationUnit } from '../../../../shared/formats/bilingual/model.ts';
import type { DocumentRow } from '../../store/project/documents.ts';

/** Milliseconds since 1970-01-01 UTC as TMX 1.4b writes dates: `20261122T101500Z`. */
export function tmxDate(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

function prop(type: string, text: string): Annotation {
  return { kind: 'prop', attributes: { type }, text };
}

/** The translation unit a bead with text on both sides makes. */
export function beadUnit(bead: Bead, document: DocumentRow): TranslationUnit {
  const { at, by, confidence } = bead;
  return {
    attributes: {
      ...(at === null ? {} : { changedate: tmxDate(at) }),
      ...(by === null ? {} : { changeid: by }),
      srclang: document.sourceLang,
    },
    annotations: [
      prop('x-document', document.name),
      ...(document.kind === 'alignment' ? [prop('x-origin', 'alignment')] : []),
      ...(confidence === null ? [] : [prop('x-confidence', confidence.toFixed(2))]),
    ],
    variants: [
      { lang: document.sourceLang, attributes: {}, annotations: [], content: sideContent(bead, 'source') },
      { lang: document.targetLang, attributes: {}, annotations: [], content: sideContent(bead, 'target') },
    ],
  };
}
