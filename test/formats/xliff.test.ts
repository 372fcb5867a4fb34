import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ContentBuilder, visibleText } from '../../src/shared/text/content.ts';
import type { BilingualDocument } from '../../src/shared/formats/bilingual/model.ts';
import { FormatError } from '../../src/shared/formats/document-format.ts';
import { readXliff } from '../../src/shared/formats/xliff/reader.ts';
import { writeXliff } from '../../src/shared/formats/xliff/writer.ts';

const DATA = resolve(import.meta.dirname, '../../../shared/data/xliff');
const hasData = existsSync(DATA);

const read = (text: string): BilingualDocument => readXliff(new TextEncoder().encode(text));
const failure = (text: string): FormatError => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
};

const v2 = (unit: string): string =>
  `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="it" trgLang="en"><file id="f1" original="a.txt">${unit}</file></xliff>`;
const v1 = (unit: string): string =>
  `<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a.txt" source-language="it" target-language="en" datatype="plaintext"><body>${unit}</body></file></xliff>`;

describe('reading XLIFF 2', () => {
  it('reads segments, ignorables, codes with their original data, states and notes', () => {
    const { units } = read(
      v2(
        `<unit id="u1" name="p 1"><notes><note>guarda</note></notes><originalData><data id="d1">&lt;b&gt;</data><data id="d2">&lt;/b&gt;</data></originalData>` +
          `<segment id="a" state="translated"><source>Il <pc id="1" dataRefStart="d1" dataRefEnd="d2" canDelete="no">gatto</pc>.</source><target>The <pc id="1" dataRefStart="d1" dataRefEnd="d2" canDelete="no">cat</pc>.</target></segment>` +
          `<ignorable><source> </source></ignorable><segment state="final"><source>Sì<cp hex="0001"/><ph id="2" equiv="&#10;"/></source><target>Yes</target></segment><segment><source>x</source></segment></unit>`,
      ),
    );
    const [first, gap, second, third] = units[0]?.segments ?? [];
    expect(first).toMatchObject({ id: 'a', status: 'translated', comments: [{ text: 'guarda' }] });
    expect(first?.source.codes.map(({ kind, id, data, canDelete }) => [kind, id, data, canDelete])).toEqual([
      ['open', '1', '<b>', false],
      ['close', '1', '</b>', false],
    ]);
    expect(gap).toMatchObject({ ignorable: true, source: { text: ' ' }, target: null });
    expect(visibleText(second?.source ?? { text: '', codes: [] })).toBe('Sì\u0001\n');
    expect([second?.status, third?.status, third?.target]).toEqual(['confirmed', 'untranslated', null]);
    expect([units[0]?.context, units[0]?.document]).toEqual(['p 1', undefined]);
  });

  it.each([
    [
      'a dataRef without data',
      '<unit id="u"><segment><source><ph id="1" dataRef="d9"/></source></segment></unit>',
      'd9',
    ],
    ['a unit without segments', '<unit id="u"/>', 'at least one segment'],
    [
      'two units with one id',
      '<unit id="u"><segment><source/></segment></unit><unit id="u"><segment><source/></segment></unit>',
      'comes twice',
    ],
    [
      'an unknown inline element',
      '<unit id="u"><segment><source><g id="1"/></source></segment></unit>',
      'no inline element',
    ],
  ])('refuses %s and names the rule', (_, unit, rule) => {
    expect(failure(v2(unit)).message).toContain(rule);
  });

  it('names a version or a root it does not know', () => {
    expect(failure('<xliff version="3.0"/>').message).toContain('3.0');
    expect(failure('<tmx/>').key).toBe('xliff.notXliff');
  });
});

describe('reading XLIFF 1', () => {
  it('reads units with codes, states, notes and approval', () => {
    const { sourceLang, targetLang, units } = read(
      v1(
        '<group><trans-unit id="1"><source>Il <g id="1" ctype="bold">gatto</g><x id="2" equiv-text=" "/></source><target state="needs-review-translation">The cat</target><note from="Anna">?</note></trans-unit></group>' +
          '<trans-unit id="2" approved="yes"><source>a</source><target>b</target><alt-trans><target>no</target></alt-trans></trans-unit>' +
          '<trans-unit id="3" translate="no"><source>c</source></trans-unit>',
      ),
    );
    expect([sourceLang, targetLang]).toEqual(['it', 'en']);
    const segments = units.map(({ segments }) => segments[0]);
    expect(segments.map((segment) => segment?.status)).toEqual(['draft', 'confirmed', 'locked']);
    expect(segments[0]?.comments).toEqual([{ text: '?', author: 'Anna' }]);
    expect(segments[0]?.source.codes.map(({ kind, id, type }) => [kind, id, type])).toEqual([
      ['open', '1', 'fmt'],
      ['close', '1', 'fmt'],
      ['standalone', '2', undefined],
    ]);
    expect(segments[1]?.target?.text).toBe('b');
  });

  it('reads the segments of seg-source, with what stands between them', () => {
    const [unit] = read(
      v1(
        '<trans-unit id="1"><source>A. B.</source><seg-source><g id="9"><mrk mtype="seg" mid="0">A.</mrk> <mrk mtype="seg" mid="1">B.</mrk></g></seg-source>' +
          '<target><g id="9"><mrk mtype="seg" mid="0">X.</mrk> <mrk mtype="seg" mid="1">Y.</mrk></g></target></trans-unit>',
      ),
    ).units;
    expect(
      unit?.segments
        .filter(({ ignorable }) => ignorable !== true)
        .map(({ id, source, target }) => [id, source.text, target?.text]),
    ).toEqual([
      ['0', 'A.', 'X.'],
      ['1', 'B.', 'Y.'],
    ]);
    expect(
      unit?.segments.filter(({ ignorable }) => ignorable).map(({ source }) => source.codes.map(({ kind }) => kind)),
    ).toEqual([['open'], [], ['close']]);
  });
});

describe('writing XLIFF 2.1', () => {
  const content = new ContentBuilder()
    .text('Il ')
    .code({ kind: 'open', id: '1', data: '<b>', type: 'fmt', display: 'b' })
    .text('gatto')
    .code({ kind: 'close', id: '1', data: '</b>', display: 'b' })
    .code({ kind: 'standalone', id: '2', data: '<br>' })
    .build();
  const text = [
    ...writeXliff({
      sourceLang: 'it',
      targetLang: 'en',
      original: 'a.html',
      units: [
        {
          id: 'p 1',
          kind: 'paragraph',
          segments: [
            {
              id: '1',
              source: content,
              target: content,
              status: 'confirmed',
              comments: [{ text: 'nota', author: 'Anna' }],
              props: {},
            },
          ],
        },
      ],
    }),
  ].join('');

  it('writes paired codes as pc, the others as ph, and their native code once', () => {
    expect(text).toContain(
      '<pc id="c2" dataRefStart="d1" dataRefEnd="d2" type="fmt" dispStart="b" dispEnd="b">gatto</pc>',
    );
    expect(text.match(/<data /g)).toHaveLength(3);
    expect(text).toContain('state="reviewed"');
    expect(text).toContain('<note category="comment" bf:segment="1" bf:author="Anna">nota</note>');
  });

  it('writes a pair that two sentences share as sc and ec', () => {
    const open = new ContentBuilder().code({ kind: 'open', id: 'x', data: '<i>' }).text('A.').build();
    const close = new ContentBuilder().text('B.').code({ kind: 'close', id: 'x', data: '</i>' }).build();
    const segment = { target: null, status: 'untranslated', comments: [], props: {} } as const;
    const out = [
      ...writeXliff({
        sourceLang: 'it',
        targetLang: 'en',
        original: 'a',
        units: [
          {
            id: 'u',
            segments: [
              { id: '1', source: open, ...segment },
              { id: '2', source: close, ...segment },
            ],
          },
        ],
      }),
    ].join('');
    expect(out).toContain('<sc id="x" dataRef="d1"/>A.');
    expect(out).toContain('B.<ec startRef="x" dataRef="d2"/>');
  });
});

describe.skipIf(!hasData)('the XLIFF files of OASIS and other programs (needs ../shared/data)', () => {
  interface Oracle {
    file: string;
    ok: boolean;
    root?: string;
    expected: string | null;
    counts?: Record<string, number>;
  }
  const all = ['oasis', 'peers'].flatMap((folder) =>
    hasData
      ? readFileSync(join(DATA, folder, 'oracle.jsonl'), 'utf8')
          .trim()
          .split('\n')
          .map((line) => ({ folder, ...(JSON.parse(line) as Oracle) }))
          .filter(({ file }) => existsSync(join(DATA, folder, file)))
      : [],
  );
  /** Files that are in the suites as valid but break a rule of XML or of unique ids. */
  const KNOWN_DEFECTS = /Good-pgs_plural|v2-duplicate-ids/;

  it('reads every valid one, with all its segments', () => {
    for (const { folder, file, ok, expected, root, counts } of all) {
      if (!ok || expected === 'invalid' || root !== 'xliff' || KNOWN_DEFECTS.test(file)) continue;
      const { units } = readXliff(readFileSync(join(DATA, folder, file)));
      const segments = units.flatMap((unit) => unit.segments).filter(({ ignorable }) => ignorable !== true);
      if (counts?.['segment'] !== undefined) expect([file, segments.length]).toEqual([file, counts['segment']]);
    }
  });

  it('gives the same document after it was written and read again', () => {
    for (const { folder, file, ok, expected } of all) {
      if (!ok || expected === 'invalid' || KNOWN_DEFECTS.test(file)) continue;
      const document = readXliff(readFileSync(join(DATA, folder, file)));
      const again = readXliff(new TextEncoder().encode([...writeXliff(document)].join('')));
      expect([file, again]).toEqual([file, document]);
    }
  });

  it('refuses broken ones with a message and never fails in another way', () => {
    for (const { folder, file } of all) {
      try {
        readXliff(readFileSync(join(DATA, folder, file)));
      } catch (error) {
        expect([file, error]).toEqual([file, expect.any(FormatError)]);
      }
    }
  });
});
