import type { Content } from '../../../../shared/text/content.ts';
import { visibleText } from '../../../../shared/text/content.ts';

/** The words of a text, whatever white space stands between them. */
export function normaliseSpace(content: Content): string {
  return visibleText(content).replace(/\s+/gu, ' ').trim();
}
