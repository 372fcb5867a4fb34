import fc from 'fast-check';
import { expect, it } from 'vitest';
import { guardCell, parseCells, unguardCell, writeCells } from '../../src/shared/formats/tsv/cells.ts';
import { readTable, writeTable } from '../../src/shared/formats/tsv/table.ts';
import { bilingualDocument, nastyText } from './exchange-support.ts';

it.each([
  { separator: '\t', lineEnd: '\n', mark: false },
  { separator: ',', lineEnd: '\r\n', mark: true },
] as const)('a document written as a table with %j and read again is the same document', (shape) => {
  fc.assert(
    fc.property(
      bilingualDocument.filter(({ units }) => units.length > 0),
      (document) => {
        expect(readTable(new TextEncoder().encode([...writeTable(document, shape)].join('')))).toEqual(document);
      },
    ),
    { numRuns: 200 },
  );
});

it('cells come back whatever they hold', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(nastyText, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      (rows) => {
        for (const separator of ['\t', ',', ';']) {
          const text = rows.map((cells) => writeCells(cells, separator, '\r\n')).join('');
          expect(parseCells(text, separator).map(({ cells }) => cells)).toEqual(rows);
        }
      },
    ),
  );
});

it('no cell can be taken for a formula, and guarding is undone exactly', () => {
  fc.assert(
    fc.property(nastyText, (text) => {
      expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r]/);
      expect(unguardCell(guardCell(text))).toBe(text);
    }),
  );
});
