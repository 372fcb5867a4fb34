import { describe, expect, it } from 'vitest';
import { ContentBuilder, plain, slice, type Content } from '../../src/shared/text/content.ts';
import type { BilingualDocument, TranslationUnit } from '../../src/shared/formats/bilingual/model.ts';
import { FormatError } from '../../src/shared/formats/document-format.ts';
import { documentUnits, tmxHeader, unitsToDocument } from '../../src/shared/formats/tmx/bilingual.ts';
import { TmxWriter, writeTmx, type TmxWriteOptions } from '../../src/shared/formats/tmx/writer.ts';
import {
  canonicalBytes,
  canonicalTmx,
  dataFiles,
  dtdErrors,
  hasData,
  readTmx,
  rewrite,
  semanticErrors,
} from './tmx-support.ts';

const header = tmxHeader('it', { tool: 'Bifronte', version: '1.0', date: '2026-11-22T10:15:00Z' });

const unit = (contents: Record<string, Content>, extra: Partial<TranslationUnit> = {}): TranslationUnit => ({
  attributes: {},
  annotations: [],
  variants: Object.entries(contents).map(([lang, content]) => ({ lang, attributes: {}, annotations: [], content })),
  ...extra,
});

const write = (units: TranslationUnit[], options?: TmxWriteOptions): string =>
  [...writeTmx(header, units, options)].join('');

const segments = (tmx: string): string[] =>
  [...tmx.matchAll(/<seg>([\s\S]*?)<\/seg>/g)].map(([, seg]) => seg as string);

const bold = (before: string, inside: string, after: string): Content =>
  new ContentBuilder()
    .text(before)
    .code({ kind: 'open', id: '1', data: '<b>', type: 'fmt' })
    .text(inside)
    .code({ kind: 'close', id: '1', data: '</b>' })
    .text(after)
    .build();

describe('writing TMX 1.4b', () => {
  it('writes paired codes as bpt and ept, linked over the variants by x', () => {
    expect(segments(write([unit({ it: bold('Il ', 'gatto', ' & io'), en: bold('The ', 'cat', '') })]))).toEqual([
      'Il <bpt i="1" x="1" type="fmt">&lt;b&gt;</bpt>gatto<ept i="1">&lt;/b&gt;</ept> &amp; io',
      'The <bpt i="1" x="1" type="fmt">&lt;b&gt;</bpt>cat<ept i="1">&lt;/b&gt;</ept>',
    ]);
  });

  it('writes a code whose partner is in another segment as an isolated one', () => {
    const whole = bold('a', 'b', 'c');
    expect(segments(write([unit({ it: slice(whole, 0, 3), en: slice(whole, 3) })]))).toEqual([
      'a<it pos="begin" x="1" type="fmt">&lt;b&gt;</it>b',
      '<it pos="end" x="1">&lt;/b&gt;</it>c',
    ]);
  });

  it('keeps what a TMX file said about its codes even after the text was edited around them', () => {
    const { units } = readTmx(
      '<tmx version="1.4"><header/><body><tu><tuv xml:lang="it"><seg>' +
        '<bpt i="4" x="2" type="bold">&lt;b&gt;</bpt>a<hi type="t">b</hi><ept i="4">&lt;/b&gt;</ept><ph x="3" assoc="p">&lt;img alt="<sub type="alt">c</sub>"&gt;</ph>' +
        '</seg></tuv></tu></body></tmx>',
    );
    const [tu] = units as [TranslationUnit];
    const content = tu.variants[0]?.content as Content;
    expect(segments(write([tu]))[0]).toContain('<bpt i="4" x="2" type="bold">');
    expect(segments(write([tu]))[0]).toContain('<ph x="3" assoc="p">&lt;img alt="<sub type="alt">c</sub>"&gt;</ph>');
    for (let cut = 0; cut <= content.text.length; cut++) {
      const out = write([unit({ it: slice(content, 0, cut), en: slice(content, cut) })]);
      expect([...semanticErrors(out), ...(hasData ? dtdErrors(out) : [])]).toEqual([]);
    }
  });

  it('does not trust a kept element that is no XML', () => {
    const content = new ContentBuilder()
      .code({ kind: 'standalone', id: '1', data: 'x', exchange: '<ph x="1"><script></ph>' })
      .code({ kind: 'standalone', id: '2', data: 'y', exchange: '<seg/>' })
      .build();
    expect(segments(write([unit({ it: content, en: plain('') })]))[0]).toBe('<ph x="1">x</ph><ph x="2">y</ph>');
  });

  it('replaces characters XML cannot hold, and counts them', () => {
    const writer = new TmxWriter();
    expect(writer.unit(unit({ it: plain('a\0b\ud800'), en: plain('c') }))).toContain('a\ufffdb\ufffd');
    expect(writer.replacedCharacters).toBe(2);
  });

  it('turns attributes TMX does not know into props', () => {
    const out = write([unit({ it: plain('a'), en: plain('b') }, { attributes: { tuid: '1', foo: 'bar' } })]);
    expect(out).toContain('<tu tuid="1">\n<prop type="x-attribute-foo">bar</prop>');
  });

  it('writes only the chosen languages, and counts units left with one', () => {
    const writer = new TmxWriter({ languages: ['it', 'en-GB'] });
    const text = writer.unit(unit({ IT_it: plain('a'), en: plain('b'), fr: plain('c') }));
    expect(text.match(/xml:lang="[^"]*"/g)).toEqual(['xml:lang="IT_it"', 'xml:lang="en"']);
    expect(writer.unit(unit({ it: plain('a'), fr: plain('c') }))).toBe('');
    expect(writer.skipped).toBe(1);
  });

  it('writes level 1 without codes, and nothing private when asked', () => {
    const tu = unit(
      { it: bold('Il ', 'gatto', ''), en: plain('The cat') },
      {
        attributes: { creationid: 'ANNA', creationdate: '20260101T000000Z' },
        annotations: [{ kind: 'note', attributes: {}, text: 'secret' }],
      },
    );
    expect(segments(write([tu], { codes: false }))[0]).toBe('Il gatto');
    const out = write([tu], { privateData: false });
    expect(out).not.toMatch(/ANNA|secret/);
    expect(out).toContain('creationdate="20260101T000000Z"');
    expect(out).toContain('creationtool="Bifronte"');
  });
});

const document: BilingualDocument = {
  sourceLang: 'it',
  targetLang: 'en',
  original: 'articolo.txt',
  units: [
    {
      id: 'p1',
      kind: 'paragraph',
      context: 'p 1',
      segments: [
        {
          id: 's1',
          source: bold('Il ', 'gatto', '.'),
          target: bold('The ', 'cat', '.'),
          status: 'confirmed',
          comments: [{ text: 'sicuro?', author: 'Anna', at: '2026-11-20T08:00:00Z' }, { text: 'sì' }],
          changedAt: '2026-11-22T10:15:00Z',
          changedBy: 'Anna',
          confidence: 0.97,
          props: { 'x-batch': '3' },
        },
        { id: 's2', source: plain('Dorme.'), target: plain('It sleeps.'), status: 'draft', comments: [], props: {} },
      ],
    },
    {
      id: 'p2',
      segments: [{ id: 's1', source: plain('Fine.'), target: null, status: 'untranslated', comments: [], props: {} }],
    },
  ],
};

describe('a document as TMX', () => {
  it('carries languages, dates, author, document and context', () => {
    const out = [...writeTmx(header, documentUnits(document))].join('');
    expect(out).toContain('<prop type="x-document">articolo.txt</prop>');
    expect(out).toContain('<prop type="x-context">p 1</prop>');
    expect(out).toContain('<tuv xml:lang="en" changedate="20261122T101500Z" changeid="Anna">');
    expect(out.match(/<tu>/g)).toHaveLength(2);
    if (hasData) expect(dtdErrors(out)).toEqual([]);
  });

  it('comes back with its units, statuses, comments and dates', () => {
    const { units } = readTmx([...writeTmx(header, documentUnits(document))].join(''));
    const back = unitsToDocument(units, { source: 'it', target: 'en' }, 'articolo.txt');
    expect(back.units).toHaveLength(1);
    const [unit] = back.units;
    expect([unit?.id, unit?.kind, unit?.context]).toEqual(['p1', 'paragraph', 'p 1']);
    const [first, second] = unit?.segments ?? [];
    const { source, target, ...rest } = first ?? {};
    const { source: _, target: __, ...wanted } = document.units[0]?.segments[0] ?? {};
    expect(rest).toEqual(wanted);
    expect(source?.codes.map(({ data }) => data)).toEqual(['<b>', '</b>']);
    expect(target?.text).toBe('The \ue000cat\ue001.');
    expect([second?.id, second?.status]).toEqual(['s2', 'draft']);
  });
});

describe.skipIf(!hasData)('TMX files written again (needs ../shared/data)', () => {
  const files = dataFiles('tmx', /\.(tmx|gz|xml|gold)$/i).flatMap(({ name, bytes }) => {
    try {
      return [{ name, bytes, read: readTmx(bytes) }];
    } catch (error) {
      if (error instanceof FormatError) return [];
      throw error;
    }
  });

  it('are valid by the DTD and the rules beyond it, even where the original was not', () => {
    for (const { name, read } of files) {
      for (const options of [{}, { codes: false }, { privateData: false }]) {
        const out = rewrite(read, options);
        expect([name, ...dtdErrors(out), ...semanticErrors(out)]).toEqual([name]);
      }
    }
  });

  it('equal the original in canonical form wherever that was valid', () => {
    let equal = 0;
    for (const { name, bytes, read } of files) {
      const original = canonicalBytes(bytes);
      const valid = new TextDecoder().decode(new TextEncoder().encode(original.join('')));
      if (!isValidOriginal(bytes, valid)) continue;
      expect([name, ...canonicalTmx(rewrite(read))]).toEqual([name, ...original]);
      equal++;
    }
    expect(equal).toBeGreaterThan(files.length * 0.9);
  });
});

/** True when nothing has to be put right: valid by the DTD but for the version, the header and `lang`. */
function isValidOriginal(bytes: Uint8Array, canonical: string): boolean {
  const text = new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8').decode(bytes);
  // oxlint-disable-next-line no-control-regex
  if (/[\0-\x08\x0b\x0c\x0e-\x1f]/.test(canonical)) return false;
  const serious = (error: string): boolean => !/^(?:tmx|header) /.test(error) && error !== 'tuv lacks xml:lang';
  const namespaced = /xmlns:|<header[^>]*>\s*<note ex:/.test(text);
  return (
    !namespaced &&
    /<body\b/.test(canonical) &&
    dtdErrors(plainUtf8(bytes)).filter(serious).length === 0 &&
    semanticErrors(plainUtf8(bytes)).length === 0 &&
    !/<tuv>|xml:lang=""/.test(canonical)
  );
}

function plainUtf8(bytes: Uint8Array): string {
  return canonicalBytes(bytes)
    .map((item) => (item.startsWith('"') ? escapeText(item.slice(1, -1)) : item))
    .map((item) =>
      item.startsWith('<')
        ? item.replace(/=("(?:[^"\\]|\\.)*")/g, (_, json: string) => `="${escapeText(JSON.parse(json) as string)}"`)
        : item,
    )
    .join('');
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
