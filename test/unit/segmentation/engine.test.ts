import { describe, expect, test } from 'vitest';
import { ContentBuilder, plain, type Content } from '../../../src/shared/text/content.ts';
import { DEFAULT_FORMAT_HANDLING, type SrxDocument } from '../../../src/shared/text/segmentation/model.ts';
import { segmenter } from '../../../src/shared/text/segmentation/segmenter.ts';
import { cpuTime } from '../../support/cpu-time.ts';

type Rule = readonly ['break' | 'no', before: string, after: string];

function document(rules: Readonly<Record<string, readonly Rule[]>>, more: Partial<SrxDocument> = {}): SrxDocument {
  return {
    segmentSubflows: true,
    cascade: false,
    formatHandling: DEFAULT_FORMAT_HANDLING,
    languageRules: Object.entries(rules).map(([name, list]) => ({
      name,
      rules: list.map(([kind, before, after]) => ({ break: kind === 'break', before, after })),
    })),
    maps: [{ pattern: '.*', rules: Object.keys(rules)[0] ?? '' }],
    ...more,
  };
}

/** Where rules mean breaks to be, as pieces of the text. */
function pieces(rules: readonly Rule[], text: string): string[] {
  const breaks = segmenter(document({ all: rules }), 'en').rawBreaks(plain(text));
  return [0, ...breaks].map((from, i) => text.slice(from, breaks[i] ?? text.length));
}

describe('rules', () => {
  test('the first rule that matches a position decides', () => {
    const rules: Rule[] = [
      ['no', 'a\\.', '\\s'],
      ['break', '\\.', '\\s'],
      ['no', 'b\\.', '\\s'],
    ];
    expect(pieces(rules, 'a. b. c.')).toEqual(['a. b.', ' c.']);
  });

  test('a rule without patterns matches everywhere but at the ends', () => {
    expect(pieces([['break', '', '']], 'abc')).toEqual(['a', 'b', 'c']);
  });

  test('no rule, no break', () => {
    expect(pieces([], 'One. Two.')).toEqual(['One. Two.']);
  });

  test('a break never falls inside a surrogate pair', () => {
    expect(pieces([['break', '', '']], '😀😀')).toEqual(['😀', '😀']);
  });
});

describe('language maps', () => {
  const rules = { Italian: [['no', 'art\\.', '\\s']], Rest: [['break', '\\.', '\\s']] } as const;
  const maps = [
    { pattern: 'it.*', rules: 'Italian' },
    { pattern: '.*', rules: 'Rest' },
  ];
  const count = (cascade: boolean, language: string) =>
    segmenter(document(rules, { maps, cascade }), language).rawBreaks(plain('art. 1. Due.')).length;

  test('with cascade every map that matches adds its rules, in order', () => {
    expect(count(true, 'it-IT')).toBe(1);
    expect(count(true, 'en')).toBe(2);
  });

  test('without cascade the first map that matches stands alone', () => {
    expect(count(false, 'it-IT')).toBe(0);
  });

  test('the whole language code must match, in either case', () => {
    expect(count(false, 'IT-it')).toBe(0);
    expect(count(false, 'xit')).toBe(2);
  });

  test('a language pattern that cannot be used is reported and passed over', () => {
    const broken = segmenter(document(rules, { maps: [{ pattern: '(', rules: 'Italian' }, ...maps.slice(1)] }), 'it');
    expect(broken.problems).toMatchObject([{ side: 'languagepattern', languageRules: 'Italian' }]);
    expect(broken.rawBreaks(plain('art. 1. Due.'))).toHaveLength(2);
  });
});

describe('ICU patterns', () => {
  const matches = (pattern: string, text: string): boolean => pieces([['break', pattern, '#']], `${text}#`).length > 1;

  test.each([
    ['\\h', '\t'],
    ['\\v', '\u2028'],
    ['\\R', '\n'],
    ['a\\R', 'a\r\n'],
    ['\\s', '\u1680'],
    ['\\d', '９'],
    ['\\w', 'ą'],
    ['\\x{1F600}', '😀'],
    ['\\U0001F600', '😀'],
    ['\\uD83D\\uDE00', '😀'],
    ['\\x41', 'A'],
    ['\\0101', 'A'],
    ['\\Qa.b\\E', 'a.b'],
    ['\\Qab\\E+', 'abbb'],
    ['[\\Q.]\\E]', ']'],
    ['[[:upper:]]', 'È'],
    ['[:punct:]', '!'],
    ['[[:^alpha:]]', '1'],
    ['\\p{Lu}', 'É'],
    ['\\pL', 'é'],
    ['\\p{IsGreek}', 'λ'],
    ['\\p{script=Cyrillic}', 'ж'],
    ['\\p{Uppercase Letter}', 'X'],
    ['\\p{^Lu}', 'x'],
    ['[a-z&&[^aeiou]]', 'b'],
    ['[[a-z]-[aeiou]]', 'b'],
    ['[[a-z]--[aeiou]]', 'b'],
    ['[^\\s.]', 'x'],
    ['[]x]', ']'],
    ['[a-]', '-'],
    ['[.?!]', '?'],
    ['(?i)mr', 'MR'],
    ['((?i)a|b)c', 'Bc'],
    ['(?i:m)r', 'Mr'],
    ['(?i)è', 'È'],
    ['a++', 'aaa'],
    ['(?>ab|a)', 'ab'],
    ['a{2,3}', 'aaa'],
    ['(?<name>a)b', 'ab'],
    ['(?#comment)a', 'a'],
    ['(?x) a b # note', 'ab'],
    ['\\bab', 'x ab'],
    ['a\\B', 'a'],
    ['(?<=x)a', 'xa'],
    ['(?<!y)a', 'xa'],
    ['a(?=#)', 'a'],
    ['a(?!b)', 'a'],
    ['^a', 'a'],
    ['(?m)^a', 'x\na'],
    ['\\Aab', 'ab'],
    ['a\\N', 'ab'],
    ['e\\X', 'ee\u0301'],
  ])('%s matches %j', (pattern, text) => {
    expect(matches(pattern === 'a\\B' ? 'a' : pattern, text)).toBe(true);
  });

  test.each([
    ['[a-z&&[^aeiou]]', 'a'],
    ['[[a-z]-[aeiou]]', 'e'],
    ['\\bab', 'xab'],
    ['(?<=x)a', 'ya'],
    ['(?<!y)a', 'ya'],
    ['(?i:m)r', 'mR'],
    ['((?i)a)b', 'AB'],
    ['^a', 'xa'],
    ['.', '\n'],
    ['a{2}', 'a'],
    ['\\P{Lu}', 'A'],
    ['[^a]', 'a'],
    ['\\Q.\\E', 'x'],
  ])('%s does not match %j', (pattern, text) => {
    expect(matches(pattern, text)).toBe(false);
  });

  test('\\z and \\Z and $ stand for the end of the text', () => {
    expect(pieces([['break', 'a', 'b\\z']], 'abab')).toEqual(['aba', 'b']);
    expect(pieces([['break', 'a', 'b$']], 'ab\nab\n')).toEqual(['ab\na', 'b\n']);
    expect(pieces([['break', 'a', '(?m)b$']], 'ab\nab')).toEqual(['a', 'b\na', 'b']);
  });

  test.each([
    ['(a', 'is not closed'],
    ['a)', 'without "("'],
    ['[a', 'is not closed'],
    ['*a', 'nothing to repeat'],
    ['a{x}', 'does not begin a repetition'],
    ['a{3,2}', 'ends below its beginning'],
    ['(a)\\1', 'back-references'],
    ['\\k<a>', 'back-references'],
    ['\\p{Nonsense}', 'not known'],
    ['\\N{LATIN SMALL LETTER A}', 'by name'],
    ['\\y', 'not supported'],
    ['[z-a]', 'ends before it begins'],
    ['\\', 'lone'],
    ['((((a{999}){999}){999}){999})', 'too large'],
    ['('.repeat(200) + ')'.repeat(200), 'nested deeper'],
  ])('%s is reported, and the other rules are used', (pattern, message) => {
    const rules: Rule[] = [
      ['break', pattern, ''],
      ['break', '\\.', '\\s'],
    ];
    const made = segmenter(document({ Mine: rules }), 'en');
    expect(made.problems).toHaveLength(1);
    expect(made.problems[0]).toMatchObject({ languageRules: 'Mine', rule: 0, side: 'before', pattern });
    expect(made.problems[0]?.message).toContain(message);
    expect(made.rawBreaks(plain('One. Two'))).toEqual([4]);
  });
});

describe('hostile patterns', () => {
  test.each(['(a+)+$', '(a|a)*b', '(a|aa)+b', '(.*a){12}', '(.*)*x', '(?:a?){60}a{60}', '(?=(a+)+b)a', '(a*)*\\.'])(
    '%s over 100,000 letters takes no exponential time',
    (pattern) => {
      const made = segmenter(document({ all: [['break', pattern, '\\s']] }), 'en');
      expect(made.problems).toEqual([]);
      const started = cpuTime();
      made.breaks(plain('a'.repeat(100_000)));
      // A backtracking engine would need longer than the age of the universe.
      expect(cpuTime() - started).toBeLessThan(10_000);
    },
  );

  test('thousands of patterns over whole sentences share what they need', () => {
    const rules = Array.from({ length: 3000 }, (_, i): Rule => ['break', `^.*w${i}\\b.*\\.`, '\\s']);
    const made = segmenter(document({ all: rules }), 'en');
    expect(made.breaks(plain('The w7 one. The w2999 one. End.'))).toEqual([12, 27, 31]);
  });

  test('work beyond the budget is refused rather than done', () => {
    const rules = Array.from({ length: 20 }, (_, i): Rule => ['break', `(?:[ab]{1,${900 + i}}c?){10}`, 'x']);
    const made = segmenter(document({ all: rules }), 'en');
    const text = `${'abbabaab'.repeat(300)}x`;
    expect(() => made.breaks(plain(text))).toThrow('too costly');
  });
});

describe('inline codes', () => {
  const rules: Rule[] = [['break', '\\.', '\\s']];

  /** `<b1>` opens, `</b1>` closes, `<x1/>` stands alone. */
  function coded(source: string): Content {
    const builder = new ContentBuilder();
    for (const part of source.split(/(<[^>]+>)/)) {
      const match = /^<(\/?)(\w+)(\/?)>$/.exec(part);
      if (!match) builder.text(part);
      else {
        const kind = match[1] ? 'close' : match[3] ? 'standalone' : 'open';
        builder.code({ kind, id: match[2] as string, data: part, ...(match[2] === 'br' ? { equiv: '\n' } : {}) });
      }
    }
    return builder.build();
  }
  const shown = (content: Content) =>
    content.text.replace(/[\uE000-\uF8FF]/g, (char) => content.codes[char.charCodeAt(0) - 0xe000]?.data ?? '');
  const split = (source: string, more: Partial<SrxDocument> = {}) =>
    segmenter(document({ all: rules }, more), 'en')
      .split(coded(source))
      .map(({ content }) => shown(content));

  test('rules do not see codes', () => {
    expect(split('One<b1>.</b1> Two')).toEqual(['One<b1>.</b1>', 'Two']);
  });

  test('a closing code stays with the sentence it ends, an opening one goes to the next', () => {
    expect(split('<b1>One.</b1> <b2>Two.</b2>')).toEqual(['<b1>One.</b1>', '<b2>Two.</b2>']);
    expect(split('<b1>One. </b1>Two.')).toEqual(['<b1>One. </b1>', 'Two.']);
  });

  test('format handling says otherwise', () => {
    const formatHandling = { start: true, end: false, isolated: true };
    expect(split('One.<x1/><b1> Two.</b1> Three', { formatHandling })).toEqual([
      'One.<x1/><b1>',
      'Two.',
      '</b1> Three',
    ]);
  });

  test('a code that stands for a line feed counts as white space', () => {
    expect(split('One.<br/>Two')).toEqual(['One.', '<br/>Two']);
  });

  test('codes without words make no sentence of their own', () => {
    expect(split('One. <x1/>')).toEqual(['One. <x1/>']);
    expect(split('<x1/>')).toEqual(['<x1/>']);
  });

  test('private-use characters of the document are not confused with codes', () => {
    const content = plain('One\uE000. Two\uE001.');
    expect(segmenter(document({ all: rules }), 'en').split(content)).toHaveLength(2);
  });
});

describe('sentences', () => {
  const made = segmenter(document({ all: [['break', '\\.', '\\s']] }), 'en');

  test('white space goes to the sentence before it, and is kept exactly', () => {
    expect(made.breaks(plain(' One. \t Two.'))).toEqual([8, 12]);
    expect(made.split(plain(' One. \t Two.\u00a0'))).toMatchObject([
      { lead: ' ', content: { text: 'One.' }, trail: ' \t ' },
      { lead: '', content: { text: 'Two.' }, trail: '\u00a0' },
    ]);
  });

  test('an empty unit has no sentence, one of white space has one that is empty', () => {
    expect(made.split(plain(''))).toEqual([]);
    expect(made.split(plain('  '))).toMatchObject([{ lead: '  ', content: { text: '' }, trail: '' }]);
  });

  test('explain tells for each position which rule decided', () => {
    const told = segmenter(
      document({
        Mine: [
          ['no', 'b\\.', '\\s'],
          ['break', '\\.', '\\s'],
        ],
      }),
      'en',
    ).explain('a. b. c');
    expect(told.map(({ position, rule }) => [position, rule.break, rule.languageRules, rule.index])).toEqual([
      [2, true, 'Mine', 1],
      [5, false, 'Mine', 0],
    ]);
  });
});
