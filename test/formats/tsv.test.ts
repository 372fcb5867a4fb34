import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ContentBuilder, plain } from '../../src/shared/text/content.ts';
import type { BilingualDocument } from '../../src/shared/formats/bilingual/model.ts';
import { FormatError } from '../../src/shared/formats/document-format.ts';
import { readTable, writeTable, type TableReadOptions } from '../../src/shared/formats/tsv/table.ts';
import { cpuTime } from '../support/cpu-time.ts';

const HOSTILE = resolve(import.meta.dirname, '../../../shared/data/security/text');
const read = (text: string, options?: TableReadOptions): BilingualDocument =>
  readTable(new TextEncoder().encode(text), options);
const pairs = ({ units }: BilingualDocument): unknown[] =>
  units.flatMap(({ segments }) => segments.map(({ source, target }) => [source.text, target?.text ?? null]));

describe('a table written here', () => {
  const bold = new ContentBuilder()
    .text('Il {')
    .code({ kind: 'open', id: '1', data: '<b>' })
    .text('gatto')
    .code({ kind: 'close', id: '1', data: '</b>' })
    .build();
  const document: BilingualDocument = {
    sourceLang: 'it',
    targetLang: 'en',
    original: 'a.txt',
    units: [
      {
        id: 'p1',
        segments: [{ id: '1', source: bold, target: plain('=cmd|1'), status: 'draft', comments: [], props: {} }],
      },
    ],
  };
  const text = [...writeTable(document, { separator: '\t', lineEnd: '\n', mark: false })].join('');

  it('shows codes as numbers, names languages and status, and keeps formulas from acting', () => {
    const [header, row] = text.split('\n').map((line) => line.split('\t'));
    expect(header?.slice(0, 7)).toEqual(['document', 'unit', 'context', 'segment', 'source:it', 'target:en', 'status']);
    expect(row?.slice(4, 7)).toEqual(['Il {{{1}gatto{2}', "'=cmd|1", 'draft']);
  });

  it('gives back a target that was edited in the table, codes included', () => {
    const [unit] = read(text.replace("'=cmd|1", 'The {1}cat{2} {9}')).units;
    const target = unit?.segments[0]?.target;
    expect(target?.codes.map(({ data }) => data)).toEqual(['<b>', '</b>']);
    expect(target?.text).toBe('The \ue000cat\ue001 {9}');
  });

  it('takes an unknown status for what the cells say', () => {
    const status = (word: string): string | undefined =>
      read(text.replace('\tdraft\t', `\t${word}\t`)).units[0]?.segments[0]?.status;
    expect([status('Confirmed'), status('fatto')]).toEqual(['confirmed', 'translated']);
  });
});

describe('a table from elsewhere', () => {
  it.each([
    ['words and commas', 'Source,Target\n"a ""b"", c",d\n'],
    ['Italian words and semicolons', 'Origine;Traduzione\r\n"a ""b"", c";d\r\n'],
    ['language codes and tabs', 'note\tit\ten\nx\ta "b", c\td\n'],
    ['language codes the other way round', 'en\tit\nd\ta "b", c\n', { languages: { source: 'it', target: 'en' } }],
    ['no header but known languages', 'a "b", c\td\n', { languages: { source: 'it', target: 'en' } }],
  ])('is read by %s', (_, text, options?: TableReadOptions) => {
    expect(pairs(read(text, options))).toEqual([['a "b", c', 'd']]);
  });

  it('leaves apostrophes and braces as they are', () => {
    expect(pairs(read("it\ten\n'-3 {1}\t'=x\n"))).toEqual([["'-3 {1}", "'=x"]]);
  });

  it('reads an empty target as not translated', () => {
    const [unit] = read('it\ten\nciao\t\n').units;
    expect(unit?.segments[0]).toMatchObject({ target: null, status: 'untranslated' });
  });

  it.each([
    ['table.columns', 'a\tb\n1\t2\n'],
    ['table.quote', 'it\ten\n"open\tb\n'],
    ['format.empty', ''],
  ])('refuses with %s what cannot be a table of pairs', (key, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ key, name: 'FormatError' }) as Error);
  });
});

describe.skipIf(!existsSync(HOSTILE))('hostile tables (needs ../shared/data)', () => {
  it('are read with their text unchanged, and made safe when written', () => {
    const document = read(readFileSync(`${HOSTILE}/bilingual-html.csv`, 'utf8'), {
      languages: { source: 'it', target: 'en' },
    });
    const out = [...writeTable(document, { separator: ',', lineEnd: '\r\n', mark: true })].join('');
    expect(out).not.toMatch(/(?:^|[,\n])"?[=+@]/);
    expect(pairs(readTable(new TextEncoder().encode(out)))).toEqual(pairs(document));
  });

  it('are refused or read in linear time', () => {
    const start = cpuTime();
    try {
      readTable(readFileSync(`${HOSTILE}/quotes.csv`), { languages: { source: 'it', target: 'en' } });
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
    }
    expect(cpuTime() - start).toBeLessThan(5_000);
  });
});
