import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOf, notate, parseNotation } from '../../src/shared/text/code-notation.ts';
import { ContentBuilder, sameContent, type Content } from '../../src/shared/text/content.ts';

const code = fc.record({
  kind: fc.constantFrom('open' as const, 'close' as const, 'standalone' as const),
  id: fc.constantFrom('1', '2'),
  data: fc.constantFrom('<b>', '</b>', '<br/>'),
});
/** Texts full of what could be taken for a code. */
const text = fc.array(
  fc.constantFrom('a', ' ', '\\', '{', '}', '<', '>', '1', '2', '{1}', '{1>', '<1}', '\\{2}', '\uE000'),
  { maxLength: 8 },
);
const contents: fc.Arbitrary<Content> = fc
  .array(
    fc.oneof(
      text.map((parts) => parts.join('')),
      code,
    ),
    { maxLength: 6 },
  )
  .map((parts) => {
    const builder = new ContentBuilder();
    for (const part of parts) {
      if (typeof part === 'string') builder.text(part);
      else builder.code(part);
    }
    return builder.build();
  });

describe('codes in typed text', () => {
  it('come back as they were, whatever the text around them looks like', () => {
    fc.assert(
      fc.property(contents, contents, (content, other) => {
        const codes = codesOf([other, content]);
        const { content: again, unknown } = parseNotation(notate(content, codes), codes);
        expect(unknown).toEqual([]);
        expect(sameContent(again, content)).toBe(true);
      }),
    );
  });

  it('are written {1> and <1} around text, {1} alone', () => {
    const bold = new ContentBuilder()
      .code({ kind: 'open', id: '1', data: '<b>' })
      .text('red')
      .code({ kind: 'close', id: '1', data: '</b>' })
      .code({ kind: 'standalone', id: '2', data: '<br/>' })
      .build();
    expect(notate(bold, codesOf([bold]))).toBe('{1>red<1}{2}');
  });

  it('leave a number without a code as text and say so', () => {
    const { content, unknown } = parseNotation('Chapter {7}', []);
    expect(content.text).toBe('Chapter {7}');
    expect(unknown).toEqual(['{7}']);
  });
});
