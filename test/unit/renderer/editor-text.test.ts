import fc from 'fast-check';
import { Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { adopt, contentOf } from '../../../src/renderer/bitext/code-table.ts';
import { rebased, replacement } from '../../../src/renderer/features/translate/editor/rebase.ts';
import { codeIssues, missingCodes } from '../../../src/renderer/features/translate/model/codes.ts';
import { splitPlace } from '../../../src/renderer/features/translate/model/source-position.ts';
import { nextBurst } from '../../../src/renderer/features/translate/model/burst.ts';
import type { Sentence } from '../../../src/shared/bitext/bead.ts';
import { newBead, sideContent } from '../../../src/shared/bitext/bead.ts';
import type { Content, InlineCode } from '../../../src/shared/text/content.ts';
import { codeChar, plain, sameContent } from '../../../src/shared/text/content.ts';

const open: InlineCode = { kind: 'open', id: '1', data: '<b>' };
const close: InlineCode = { kind: 'close', id: '1', data: '</b>' };
const br: InlineCode = { kind: 'standalone', id: '2', data: '<br>' };

/** A content written with `[` `]` `|` for the three codes. */
function content(text: string): Content {
  const codes: InlineCode[] = [];
  const out = Array.from(text, (char) => {
    const code = { '[': open, ']': close, '|': br }[char];
    if (!code) return char;
    codes.push(code);
    return codeChar(codes.length - 1);
  });
  return { text: out.join(''), codes };
}

const anyContent = fc.string({ unit: fc.constantFrom('a', 'è', ' ', '[', ']', '|', '𝄞'), maxLength: 20 }).map(content);
const applied = (before: string, after: string, current: string): string =>
  rebased(before, after, current)
    .apply(Text.of([current]))
    .toString();

describe('the text of the editor', () => {
  it('gives back any content it adopted, whatever stood in its table before', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (first, second) => {
        const one = adopt([], first);
        const two = adopt(one.table, second);
        expect(sameContent(contentOf(one.text, two.table), first)).toBe(true);
        expect(sameContent(contentOf(two.text, two.table), second)).toBe(true);
        expect(adopt(two.table, second)).toEqual(two);
      }),
    );
  });

  it('becomes what the core stored when nothing was typed meanwhile', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        fc.pre(!/[\r\n]/.test(before + after));
        expect(applied(before, after, before)).toBe(after);
      }),
    );
  });

  it('keeps what was typed while the stored text changed elsewhere', () => {
    expect(applied('the cat sat', 'a cat sat', 'the cat sat down')).toBe('a cat sat down');
    expect(applied('one two', 'one', 'one two three')).toBe('one three');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
        fc.pre(!/[\r\nΩ]/.test(before + after));
        expect(applied(before, after, `${before}Ω`)).toContain('Ω');
      }),
    );
  });

  it('changes as little as it can', () => {
    expect(replacement('abcd', 'abXcd')).toEqual({ from: 2, to: 2, insert: 'X' });
    expect(replacement('aaa', 'aa')).toEqual({ from: 2, to: 3, insert: '' });
    expect(replacement('same', 'same')).toBeNull();
  });
});

describe('the codes of a target', () => {
  it('are compared with those of the source as a set', () => {
    expect(codeIssues(content('a [b] c|'), content('[x] y|'))).toBeNull();
    expect(codeIssues(content('[b]'), content('b]'))?.missing).toEqual([open]);
    expect(codeIssues(content('b'), content('b|'))?.extra).toEqual([br]);
    expect(codeIssues(content('[b]'), content(']b['))?.unbalanced).toBe(true);
  });

  it('are not missed before there is a target', () => expect(codeIssues(content('[b]'), plain(''))).toBeNull());
  it('are offered in the order of the source', () => {
    expect(missingCodes(content('[a]|'), content('x]'))).toEqual([open, br]);
  });
});

describe('a split of the source', () => {
  const sentence = (id: number, text: string, trail = ''): Sentence => ({
    id,
    unit: 'p',
    lead: '',
    content: plain(text),
    trail,
  });
  const bead = newBead(1, [sentence(1, 'One two.', ' '), sentence(2, 'Three.')]);

  it('falls between sentences or within one', () => {
    expect(sideContent(bead, 'source').text).toBe('One two. Three.');
    expect(splitPlace(bead, 4)).toEqual({ sentence: 0, offset: 4 });
    expect(splitPlace(bead, 8)).toEqual({ sentence: 0 });
    expect(splitPlace(bead, 9)).toEqual({ sentence: 0 });
    expect(splitPlace(bead, 11)).toEqual({ sentence: 1, offset: 2 });
  });

  it('is impossible at the ends', () => {
    expect(splitPlace(bead, 0)).toBeNull();
    expect(splitPlace(bead, 15)).toBeNull();
  });
});

describe('a step of undo', () => {
  let made = 0;
  const fresh = (): string => `g${made++}`;
  const type = (now: number, atSpace = false): Parameters<typeof nextBurst>[1] => ({ kind: 'insert', atSpace, now });

  it('goes on while one types', () => {
    const first = nextBurst(null, type(0), fresh);
    expect(nextBurst(first, type(300), fresh).group).toBe(first.group);
  });

  it('ends with a pause, a change to deleting, a paste, or at a space after a while', () => {
    const first = nextBurst(null, type(0), fresh);
    const long = { ...first, lastAt: 5_900 };
    for (const [state, edit] of [
      [first, type(2_000)],
      [first, { ...type(100), kind: 'delete' as const }],
      [first, { ...type(100), kind: 'whole' as const }],
      [long, type(6_000, true)],
    ] as const) {
      expect(nextBurst(state, edit, fresh).group).not.toBe(first.group);
    }
    expect(nextBurst(long, type(6_000), fresh).group).toBe(first.group);
  });
});
