import { describe, expect, it } from 'vitest';
import { ContentBuilder, plain } from '../../src/shared/text/content.ts';
import type { BilingualDocument } from '../../src/shared/formats/bilingual/model.ts';
import { readBilingualHtml } from '../../src/shared/formats/bilingual-html/reader.ts';
import { writeBilingualHtml } from '../../src/shared/formats/bilingual-html/writer.ts';

const coded = new ContentBuilder()
  .text('Il ')
  .code({ kind: 'open', id: '1', data: '<b>', display: 'b' })
  .text('gatto')
  .code({ kind: 'close', id: '1', data: '</b>', display: 'b' })
  .build();
const document: BilingualDocument = {
  sourceLang: 'it',
  targetLang: 'en',
  original: '<script>.txt',
  units: [
    {
      id: 'p1',
      kind: 'heading',
      segments: [
        {
          id: '1',
          source: coded,
          target: plain('The cat'),
          status: 'confirmed',
          comments: [{ text: '<img onerror=x>', author: 'Anna', at: '2026-11-22T10:15:00Z' }],
          props: {},
        },
        { id: '2', source: plain('Dorme.'), target: null, status: 'untranslated', comments: [], props: {} },
      ],
    },
  ],
};
const page = (language?: 'it' | 'en'): string => [...writeBilingualHtml(document, language)].join('');
const read = (text: string): BilingualDocument => readBilingualHtml(new TextEncoder().encode(text));

describe('the bilingual page', () => {
  it('is self-contained and lets nothing act', () => {
    expect(page()).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page()).not.toMatch(/<(?:script|img|link)\b|(?:src|href)=/);
    expect(page()).toContain('<title>&lt;script&gt;.txt (it – en)</title>');
  });

  it('tells each status by a word, in the language of the page', () => {
    expect(page()).toContain('</span>confirmed</td>');
    expect(page('it')).toContain('</span>da tradurre</td>');
    expect(page('it')).toContain('<html lang="it"');
    expect(page('it')).toContain('>italiano</th>');
  });

  it('comes back unchanged', () => {
    expect(read(page())).toEqual(document);
  });

  it('gives back a target that was edited in the page', () => {
    const edited = page().replace(
      '<bdi class="text">The cat</bdi>',
      '<bdi class="text">The <span class="code" data-code="1">b</span>cat {x}</bdi>',
    );
    const target = read(edited).units[0]?.segments[0]?.target;
    expect(target?.text).toBe('The \ue000cat {x}');
    expect(target?.codes[0]?.data).toBe('<b>');
  });

  it('refuses any other page', () => {
    expect(() => read('<table><tr><td>a</td></tr></table>')).toThrow(
      expect.objectContaining({ key: 'html.noTable' }) as Error,
    );
  });
});
