import type { UnitKind } from '../document-format.ts';

/** Every kind a unit may be, for readers that find one as text. */
export const UNIT_KINDS: readonly UnitKind[] = [
  'paragraph',
  'heading',
  'listItem',
  'cell',
  'caption',
  'title',
  'attribute',
  'line',
];
