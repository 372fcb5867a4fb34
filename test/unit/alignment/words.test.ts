import { describe, expect, it } from 'vitest';
import { align } from '../../../src/shared/alignment/align.ts';
import { checkLanguages, guessLanguage } from '../../../src/shared/alignment/language-check.ts';
import { learnWordTable } from '../../../src/shared/alignment/learn-words.ts';
import { linkWords } from '../../../src/shared/alignment/word-links.ts';
import {
  emptyWordTable,
  mergeWordTables,
  parseWordTable,
  restrictWordTables,
  serialiseWordTable,
} from '../../../src/shared/alignment/word-table.ts';
import { randomNumbers } from '../../support/random.ts';
import { TRANSLATED, inventedPairs } from './texts.ts';

const pairs = inventedPairs(300, randomNumbers(11)).map(([source, target]) => ({ source, target }));
const LANGUAGES = ['xx', 'yy'] as const;

describe('a word table', () => {
  const table = learnWordTable(pairs, LANGUAGES);

  it('comes back from its bytes', () => {
    const back = parseWordTable(serialiseWordTable(table));
    expect(back.source.types).toEqual(table.source.types);
    expect(back.forward.column).toEqual(table.forward.column);
    expect(back.backward.start).toEqual(table.backward.start);
    expect(serialiseWordTable(back)).toEqual(serialiseWordTable(table));
  });

  it('of nothing comes back too', () => {
    expect(parseWordTable(serialiseWordTable(emptyWordTable())).source.types).toEqual([]);
  });

  it('is not read from other bytes', () => {
    const bytes = serialiseWordTable(table);
    expect(() => parseWordTable(bytes.subarray(0, bytes.length - 3))).toThrow('not a word table');
    expect(() => parseWordTable(new Uint8Array(100))).toThrow('not a word table');
    expect(() => parseWordTable(new Uint8Array(0))).toThrow('not a word table');
  });

  it('adds up with another as their counts do', () => {
    const sum = mergeWordTables([table, table]);
    expect(sum.source.types).toEqual(table.source.types);
    sum.forward.value.forEach((value, k) => expect(value).toBeCloseTo(2 * table.forward.value[k]!, 4));
    expect(sum.source.frequency[0]).toBe(2 * table.source.frequency[0]!);
  });

  it('can be cut down to some words, remembering how much it had seen', () => {
    const small = restrictWordTables([table], table.source.types.slice(0, 2), table.target.types.slice(0, 3));
    expect(small.forward.rows).toBe(2);
    expect(small.forward.columns).toBe(3);
    expect(small.sourceTotal).toBe(table.source.frequency.reduce((sum, count) => sum + count, 0));
  });
});

describe('word links', () => {
  const table = learnWordTable(pairs, LANGUAGES);

  it('lead from a word to its learnt translation', () => {
    const { source, target } = pairs[0]!;
    const links = linkWords(source, target, LANGUAGES, [table]);
    const sourceWords = source.split(' ');
    const targetWords = target.split(' ');
    const right = links.filter((link) => {
      const from = sourceWords.indexOf(source.slice(link.source.start, link.source.end));
      return sourceWords.some(
        (word, k) => word === sourceWords[from] && targetWords[k] === target.slice(link.target.start, link.target.end),
      );
    });
    expect(links.length).toBeGreaterThan(sourceWords.length / 2);
    expect(right.length / links.length).toBeGreaterThan(0.8);
  });

  it('need no table for names and numbers', () => {
    const [source, target] = TRANSLATED[0]!;
    const links = linkWords(source, target, ['it', 'en'], []).map(
      (link) =>
        `${source.slice(link.source.start, link.source.end)}~${target.slice(link.target.start, link.target.end)}`,
    );
    expect(links).toContain('Bologna~Bologna');
    expect(links).toContain('7:45~7:45');
  });

  it('are known from the word lists of the user, also for terms of several words', () => {
    const source = 'La bolletta doganale accompagna le merci.';
    const target = 'The customs note goes with the goods.';
    const links = (dictionary: readonly { source: string; target: string }[]): string[] =>
      linkWords(source, target, ['it', 'en'], [], dictionary).map(
        (link) =>
          `${source.slice(link.source.start, link.source.end)}~${target.slice(link.target.start, link.target.end)}`,
      );
    expect(links([])).not.toContain('merci~goods');
    const known = links([
      { source: 'merce', target: 'goods' },
      { source: 'merci', target: 'goods' },
      { source: 'bolletta doganale', target: 'customs note' },
    ]);
    expect(known).toEqual(expect.arrayContaining(['merci~goods', 'doganale~customs', 'bolletta~note']));
    expect(known).not.toContain('merci~note');
  });

  it('do not lead to words of one or two letters, which go with everything, unless these are alike', () => {
    const texts = TRANSLATED.map(([source, target]) => ({ source, target }));
    const learnt = learnWordTable(texts, ['it', 'en']);
    const links = texts.flatMap(({ source, target }) =>
      linkWords(source, target, ['it', 'en'], [learnt]).map((link) => [
        source.slice(link.source.start, link.source.end).toLowerCase(),
        target.slice(link.target.start, link.target.end).toLowerCase(),
      ]),
    );
    expect(links.length).toBeGreaterThan(0);
    const short = links.filter((words) => words.some((word) => /^\p{L}{1,2}$/u.test(word)));
    expect(short.filter(([from, to]) => from !== to)).toEqual([]);
  });

  it('are none between empty texts', () => {
    expect(linkWords('', '', LANGUAGES, [table])).toEqual([]);
  });
});

describe('a bilingual word list', () => {
  it('helps where nothing else does', () => {
    const [first, second] = [pairs.slice(0, 6), pairs.slice(6, 12)];
    const source = [...first, ...second].map((pair) => pair.source);
    // The other way round: only words can tell.
    const target = second.map((pair) => pair.target);
    const dictionary = pairs.flatMap((pair) => {
      const from = pair.source.split(' ');
      return pair.target.split(' ').map((word, k) => ({ source: from[k]!, target: word }));
    });
    const unique = [...new Map(dictionary.map((entry) => [`${entry.source}~${entry.target}`, entry])).values()];
    const { beads } = align({
      documents: [{ source: { sentences: source }, target: { sentences: target } }],
      languages: LANGUAGES,
      dictionary: unique,
      passes: 0,
    }).documents[0]!;
    const matches = beads.filter((bead) => bead.target.length > 0);
    expect(matches.map((bead) => `${bead.source.join(',')}:${bead.target.join(',')}`)).toEqual(
      [0, 1, 2, 3, 4, 5].map((k) => `${k + 6}:${k}`),
    );
  });
});

describe('the language check', () => {
  const italian = TRANSLATED.map(([text]) => text);
  const english = TRANSLATED.map(([, text]) => text);

  it('knows Italian from English', () => {
    expect(guessLanguage(italian)).toBe('it');
    expect(guessLanguage(english)).toBe('en');
  });

  it('knows languages by their script', () => {
    expect(guessLanguage(['我喜欢北京的秋天。'])).toBe('zh');
    expect(guessLanguage(['Η Αθήνα είναι η πρωτεύουσα.'])).toBe('el');
  });

  it('says nothing of a few words', () => {
    expect(guessLanguage(['Bologna 2024'])).toBeUndefined();
    expect(guessLanguage([])).toBeUndefined();
  });

  it('is content with texts in the languages said', () => {
    expect(checkLanguages(italian, english, ['it-IT', 'en-GB'])).toEqual([]);
  });

  it('notices swapped sides', () => {
    expect(checkLanguages(english, italian, ['it', 'en'])).toEqual([{ kind: 'swapped' }]);
  });

  it('notices a wrong language', () => {
    expect(checkLanguages(italian, italian, ['it', 'en'])).toEqual([
      { kind: 'wrong', side: 'target', expected: 'en', found: 'it' },
    ]);
  });
});
