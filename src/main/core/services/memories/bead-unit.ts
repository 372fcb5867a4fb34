import type { Bead } from '../../../../shared/bitext/bead.ts';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import type { TranslationUnit } from '../../../../shared/formats/bilingual/model.ts';
import type { DocumentRow } from '../../store/project/documents.ts';

/** Milliseconds since 1970-01-01 UTC as TMX 1.4b writes dates: `20261122T101500Z`. */
function tmxDate(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** The translation unit a bead with text on both sides makes. */
export function beadUnit(bead: Bead, document: DocumentRow): TranslationUnit {
  const { at, by } = bead;
  return {
    attributes: {
      ...(at === null ? {} : { changedate: tmxDate(at) }),
      ...(by === null ? {} : { changeid: by }),
      srclang: document.sourceLang,
    },
    annotations: [{ kind: 'prop', attributes: { type: 'x-document' }, text: document.name }],
    variants: [
      { lang: document.sourceLang, attributes: {}, annotations: [], content: sideContent(bead, 'source') },
      { lang: document.targetLang, attributes: {}, annotations: [], content: sideContent(bead, 'target') },
    ],
  };
}
