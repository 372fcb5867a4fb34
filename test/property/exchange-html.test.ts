import fc from 'fast-check';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { expect, it } from 'vitest';
import { readBilingualHtml } from '../../src/shared/formats/bilingual-html/reader.ts';
import { writeBilingualHtml } from '../../src/shared/formats/bilingual-html/writer.ts';
import { bilingualDocument } from './exchange-support.ts';

it('a document written as a bilingual page and read again is the same document', () => {
  fc.assert(
    fc.property(bilingualDocument, (document) => {
      expect(readBilingualHtml(new TextEncoder().encode([...writeBilingualHtml(document)].join('')))).toEqual(document);
    }),
    { numRuns: 200 },
  );
});

it('no text of the document becomes an element of the page', () => {
  const own = new Set(
    'html head meta title style body header h1 p main table colgroup col thead tbody tr th td bdi span ul li'.split(
      ' ',
    ),
  );
  const check = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) expect(own).toContain(node.tagName);
    if ('attrs' in node) for (const { name } of node.attrs) expect(name).not.toMatch(/^on|^src$|^href$/);
    if ('childNodes' in node) node.childNodes.forEach(check);
  };
  fc.assert(
    fc.property(bilingualDocument, (document) => check(parse([...writeBilingualHtml(document)].join('')))),
    { numRuns: 100 },
  );
});
