import type { DocumentFormat } from '../document-format.ts';
import { openText } from '../encoding/open-text.ts';
import { parsedDocument, writeDocument } from '../splice.ts';
import { extractMarkdown, type MarkdownSlot } from './extract.ts';
import { markdownRenderer } from './render.ts';

/**
 * Markdown: CommonMark with the GFM extensions and front matter. Headings, paragraphs, list items and table cells are
 * units with emphasis, links, images, inline code and HTML tags as codes; link titles, image descriptions, the text of
 * HTML blocks and the front matter values that readers see are units too. Code blocks stay as they are.
 */
export const markdownFormat: DocumentFormat = {
  id: 'markdown',
  extensions: ['md', 'markdown', 'mdown', 'mkd'],
  read(bytes, options) {
    const { text, encoding, warnings } = openText(bytes, options);
    return parsedDocument<MarkdownSlot>(markdownFormat.id, encoding, extractMarkdown(text), { warnings });
  },
  write(original, skeleton, targets, options) {
    return writeDocument<MarkdownSlot>(original, skeleton, targets, options, markdownRenderer);
  },
};
