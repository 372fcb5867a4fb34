import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyFilter, filterTest } from '../../../src/renderer/features/translate/model/search.ts';
import { newBead, sideContent } from '../../../src/shared/bitext/bead.ts';
import type { Content } from '../../../src/shared/text/content.ts';
import { plain } from '../../../src/shared/text/content.ts';
import type { TextQuery } from '../../../src/shared/text/find.ts';
import { expand, hits, patternOf, replaceHits } from '../../../src/shared/text/find.ts';

const query = (text: string, part: Partial<TextQuery> = {}): TextQuery => ({
  text,
  matchCase: false,
  wholeWord: false,
  regex: false,
  ...part,
});

function found(text: string | Content, search: TextQuery): string[] {
  const content = typeof text === 'string' ? plain(text) : text;
  const pattern = patternOf(search);
  if (!pattern || 'error' in pattern) return [];
  return hits(content, pattern).map((hit) => content.text.slice(hit.from, hit.to));
}

const bold: Content = {
  text: 'a \uE000bold\uE001 word',
  codes: [
    { kind: 'open', id: '1', data: '<b>' },
    { kind: 'close', id: '1', data: '</b>' },
  ],
};

describe('searching', () => {
  it('finds any text as it is typed, special characters included', () => {
    for (const text of ['100%', "l'acqua", 'a_b', '(x)', '[1]', 'c++', '\\n', '«eh»', '3–4', '$5']) {
      expect(found(`prima ${text} dopo`, query(text))).toEqual([text]);
    }
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        fc.pre(!/[\s'’\uE000-\uF8FF]/.test(text));
        expect(found(`x ${text} y`, query(text, { matchCase: true }))).toContain(text);
      }),
    );
  });

  it('takes either apostrophe for the other, and any white space for a space', () => {
    expect(found('l’acqua  alta', query("l'acqua alta"))).toEqual(['l’acqua  alta']);
  });

  it('minds case and whole words only when asked', () => {
    expect(found('Roma e romani', query('rom'))).toEqual(['Rom', 'rom']);
    expect(found('Roma e romani', query('rom', { matchCase: true }))).toEqual(['rom']);
    expect(found('Roma e romani', query('roma', { wholeWord: true }))).toEqual(['Roma']);
    expect(found('perché no', query('perch', { wholeWord: true }))).toEqual([]);
  });

  it('looks past inline codes', () => {
    expect(found(bold, query('a bold word'))).toEqual(['a \uE000bold\uE001 word']);
  });

  it('says when a regular expression is not complete', () => {
    expect(patternOf(query('(', { regex: true }))).toHaveProperty('error');
    expect(found('aaa', query('x*', { regex: true }))).toEqual([]);
  });
});

describe('replacing', () => {
  const replaced = (content: Content, search: TextQuery, by: string): Content => {
    const pattern = patternOf(search);
    if (!pattern || 'error' in pattern) throw new Error('no pattern');
    return replaceHits(content, hits(content, pattern), (hit) => expand(by, hit, search.regex));
  };

  it('changes the hits and nothing else', () => {
    expect(replaced(plain('uno due uno'), query('uno'), 'tre').text).toBe('tre due tre');
  });

  it('never loses a code', () => {
    const after = replaced(bold, query('bold word'), 'strong one');
    expect(after.text).toBe('a \uE000strong one\uE001');
    expect(after.codes).toEqual(bold.codes);
  });

  it('fills in groups of a regular expression, and only then', () => {
    expect(replaced(plain('12-34'), query('(\\d+)-(\\d+)', { regex: true }), '$2/$1 $$ $&').text).toBe('34/12 $ 12-34');
    expect(replaced(plain('ab'), query('a'), '$1').text).toBe('$1b');
  });
});

describe('the filter', () => {
  const bead = newBead(
    1,
    [{ id: 1, unit: 'p', lead: '', content: plain('Il gatto'), trail: '' }],
    [{ id: 2, unit: 'p', lead: '', content: plain('The cat'), trail: '' }],
  );
  const fits = (part: Partial<typeof emptyFilter>): boolean => {
    const test = filterTest({ ...emptyFilter, ...part }, (it) => sideContent(it, 'target'), {
      hasCodeIssues: () => false,
      hasNewSource: () => bead.marks.includes('bookmarked'),
    });
    return typeof test === 'function' && test(bead);
  };

  it('looks on the side one asks for', () => {
    expect(fits({ text: 'gatto' })).toBe(true);
    expect(fits({ text: 'gatto', side: 'target' })).toBe(false);
    expect(fits({ text: 'cat', side: 'target' })).toBe(true);
  });

  it('wants both the words and one of the kinds', () => {
    expect(fits({ text: 'cat', kinds: ['translated', 'draft'] })).toBe(true);
    expect(fits({ text: 'cat', kinds: ['confirmed'] })).toBe(false);
    expect(fits({ kinds: ['bookmarked'] })).toBe(false);
  });
});
