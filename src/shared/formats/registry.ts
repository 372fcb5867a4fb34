import { type DocumentFormat, FormatError } from './document-format.ts';
import { openText } from './encoding/open-text.ts';
import { htmlFormat } from './html/html-format.ts';
import { markdownFormat } from './markdown/markdown-format.ts';
import { textFormat } from './text/text-format.ts';

/** The monolingual document formats. */
export const documentFormats: readonly DocumentFormat[] = [textFormat, markdownFormat, htmlFormat];

/** How much of a file without a known extension is read to tell what it is. */
const SAMPLE = 4096;

/**
 * The format of a document: by the extension of its name, else by its content. Undefined when it is no text at all,
 * or when the extension belongs to a kind of file that is not a document here.
 */
export function detectFormat(name: string, bytes: Uint8Array): DocumentFormat | undefined {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase();
  const named = documentFormats.find((format) => extension !== undefined && format.extensions.includes(extension));
  if (named) return named;
  const head = textSample(bytes);
  if (head === undefined) return undefined;
  return /^\s*</.test(head) && /<(!doctype\s+html|html)\b/i.test(head) ? htmlFormat : textFormat;
}

/** The beginning of a file as text, or undefined when it is not text. */
function textSample(bytes: Uint8Array): string | undefined {
  try {
    // Cut at a line end, so that no character is cut in two.
    const end = bytes.length <= SAMPLE ? bytes.length : bytes.subarray(0, SAMPLE).lastIndexOf(0x0a) + 1;
    return openText(bytes.subarray(0, end || SAMPLE)).text;
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
