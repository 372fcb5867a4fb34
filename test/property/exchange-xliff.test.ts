import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { readXliff } from '../../src/shared/formats/xliff/reader.ts';
import { writeXliff } from '../../src/shared/formats/xliff/writer.ts';
import { bilingualDocument } from './exchange-support.ts';

const SCHEMAS = resolve(import.meta.dirname, '../../../shared/data/xliff/oasis/schemas-21');

it('a document written as XLIFF 2.1 and read again is the same document', () => {
  fc.assert(
    fc.property(bilingualDocument, (document) => {
      const bytes = new TextEncoder().encode([...writeXliff(document)].join(''));
      expect(readXliff(bytes)).toEqual(document);
    }),
    { numRuns: 300 },
  );
});

it.skipIf(!existsSync(SCHEMAS))(
  'every document gives XLIFF that is valid by the OASIS schemas (needs ../shared/data)',
  async () => {
    const preload = readdirSync(SCHEMAS, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.xsd'))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return { fileName: path.slice(SCHEMAS.length + 1), contents: readFileSync(path, 'utf8') };
      });
    const files = fc
      .sample(bilingualDocument, { numRuns: 60, seed: 7 })
      .map((document, i) => ({ fileName: `d${i}.xlf`, contents: [...writeXliff(document)].join('') }));
    const schema = 'xliff_core_2.0.xsd';
    const result = await validateXML({
      xml: files,
      schema: [preload.find(({ fileName }) => fileName === schema)].filter((file) => file !== undefined),
      preload: preload.filter(({ fileName }) => fileName !== schema),
    });
    expect(result.errors.slice(0, 5)).toEqual([]);
    expect(result.valid).toBe(true);
  },
);
