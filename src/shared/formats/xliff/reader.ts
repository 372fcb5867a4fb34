import type { BilingualDocument } from '../bilingual/model.ts';
import { exchangeError } from '../bilingual/notice.ts';
import { decodeXml } from '../xml/encoding.ts';
import { childElement, parseXmlTree } from '../xml/tree.ts';
import { readXliff1 } from './read1.ts';
import { readXliff2 } from './read2.ts';

/**
 * Reads an XLIFF file (1.0 to 1.2, with SDLXLIFF, or 2.0 to 2.2) as a document. Skeletons and references are never
 * opened. Throws FormatError for what is no XLIFF or breaks a rule without which it cannot be understood.
 */
export function readXliff(bytes: Uint8Array): BilingualDocument {
  const root = parseXmlTree(decodeXml(bytes));
  const where = { line: root.line };
  if (root.name !== 'xliff') throw exchangeError('xliff.notXliff', { root: root.name.slice(0, 40) }, where);
  const version = root.attributes['version'] ?? '';
  if (/^2\.[012]$/.test(version)) return readXliff2(root);
  // Some programs leave the version out of files that are XLIFF 1.
  const unnamed = version === '' && childElement(root, 'file')?.attributes['source-language'] !== undefined;
  if (unnamed || /^1\.[012]$/.test(version)) return readXliff1(root);
  throw exchangeError('xliff.version', { version: version.slice(0, 40) }, where);
}
