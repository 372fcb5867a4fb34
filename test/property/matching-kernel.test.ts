import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { distance as otherDistance } from 'fastest-levenshtein';
import { beforeAll, describe, expect, it } from 'vitest';
import { Columns } from '../../src/main/core/memory/columns.ts';
import { lookup, type Hit } from '../../src/main/core/memory/lookup.ts';
import { characterCount } from '../../src/shared/matching/distance.ts';
import { matchText } from '../../src/shared/matching/normal.ts';
import { baseOf } from '../../src/shared/matching/score.ts';
import { plain } from '../../src/shared/text/content.ts';
import { currentKernel } from '../support/kernel.ts';
import { textbookDistance } from '../support/levenshtein.ts';

let kernel: WebAssembly.Module;
beforeAll(() => {
  kernel = currentKernel();
});

function columnsOf(texts: readonly string[]): Columns {
  const columns = new Columns(kernel);
  texts.forEach((text, i) => columns.add(i + 1, text));
  return columns;
}

function found(texts: readonly string[], query: string, threshold: number, columns = columnsOf(texts)): Hit[] {
  return lookup(columns, (ids) => ids.map((id) => texts[id - 1]), query, threshold, Infinity);
}

function bruteForce(
  texts: readonly string[],
  query: string,
  threshold: number,
  distance: (a: string, b: string) => number = textbookDistance,
): Hit[] {
  return texts
    .map((text, i) => {
      const longest = Math.max(characterCount(query), characterCount(text));
      return { id: i + 1, base: baseOf(distance(query, text), longest) };
    })
    .filter(({ id, base }) => base >= threshold && texts[id - 1] !== '')
    .toSorted((a, b) => b.base - a.base || a.id - b.id);
}

/** A text with some of its characters replaced, dropped, doubled or a stretch of it moved. */
const editsOf = (text: string, alphabet: fc.Arbitrary<string>, share: number): fc.Arbitrary<string> => {
  const chars = Array.from(text);
  const edit = fc.tuple(fc.nat({ max: Math.max(0, chars.length - 1) }), fc.nat({ max: 3 }), alphabet);
  return fc.array(edit, { maxLength: Math.ceil(chars.length * share) }).map((edits) => {
    const out = chars.slice();
    for (const [at, kind, char] of edits) {
      if (kind === 0) out.splice(at, 1);
      else if (kind === 1) out.splice(at, 0, char);
      else if (kind === 2) out[at] = char;
      else out.push(...out.splice(at, 3));
    }
    return out.join('');
  });
};

const alphabets: Record<string, string> = {
  'two letters': 'ab',
  'Italian with accents': 'abcdefghilmnopqrstuvz àèéìòù’., AEIO0123',
  emoji: '😀👍🏽👎❤️🎉🇮🇹 a',
  'right to left': 'אבגדהוזחטי مرحبا بالعالم ‏,.',
  CJK: '的一是不了人我在有他这为之大来以个中上们日本語カナ',
  'codes and marks': '\ue000<>/="\'()[]{}%$#@!?;:-_ab',
};

describe('the kernel against plain Levenshtein', () => {
  for (const [name, letters] of Object.entries(alphabets)) {
    it(`finds every unit that reaches the threshold, and no other: ${name}`, () => {
      const letter = fc.constantFrom(...Array.from(letters));
      const text = fc
        .integer({ min: 1, max: 90 })
        .chain((length) => fc.array(letter, { minLength: length, maxLength: length }));
      const scene = text.chain((chars) =>
        fc.tuple(
          fc.constant(chars.join('')),
          fc.array(editsOf(chars.join(''), letter, 0.4), { minLength: 1, maxLength: 24 }),
          fc.constantFrom(50, 66.6, 70, 75, 85, 99, 100),
        ),
      );
      fc.assert(
        fc.property(scene, ([query, texts, threshold]) => {
          expect(found(texts, query, threshold)).toEqual(bruteForce(texts, query, threshold));
        }),
        { numRuns: 60 },
      );
    });
  }

  it('finds them whatever the length, at each width of the band', () => {
    const letter = fc.constantFrom(...Array.from('etaoin shrdlucmfwypvbgkqjxz.,0123456789'));
    for (const length of [7, 23, 24, 25, 60, 99, 100, 101, 128, 160, 200, 213, 300, 420, 511, 512, 513, 600]) {
      const scene = fc
        .array(letter, { minLength: length, maxLength: length })
        .chain((chars) =>
          fc.tuple(
            fc.constant(chars.join('')),
            fc.array(editsOf(chars.join(''), letter, 0.33), { minLength: 20, maxLength: 20 }),
          ),
        );
      fc.assert(
        fc.property(scene, ([query, texts]) => {
          for (const threshold of [60, 70, 80]) {
            expect(found(texts, query, threshold)).toEqual(bruteForce(texts, query, threshold));
          }
        }),
        { numRuns: 2 },
      );
    }
  });

  it('finds them among many of the same length, which take another way through the kernel', () => {
    const letter = fc.constantFrom(...Array.from('etaoin shrdlucm èà.,01'));
    for (const length of [24, 50, 97, 150, 300, 512]) {
      const scene = fc.array(letter, { minLength: length, maxLength: length }).chain((chars) => {
        // Replacing, and moving stretches about, keep the length.
        const place = fc.nat({ max: length - 4 });
        const edits = fc.array(fc.tuple(place, place, fc.boolean(), letter), { maxLength: Math.ceil(length * 0.4) });
        return fc.tuple(fc.constant(chars), fc.array(edits, { minLength: 200, maxLength: 200 }));
      });
      fc.assert(
        fc.property(scene, ([chars, all]) => {
          const texts = all.map((edits) => {
            const out = chars.slice();
            for (const [from, to, move, char] of edits) {
              if (move) out.splice(to, 0, ...out.splice(from, 3));
              else out[from] = char;
            }
            return out.join('');
          });
          const columns = columnsOf(texts);
          for (const query of [chars.join(''), chars.slice(3).join(''), `xy${chars.join('')}`]) {
            for (const threshold of [60, 70, 85]) {
              expect(found(texts, query, threshold, columns)).toEqual(
                bruteForce(texts, query, threshold, otherDistance),
              );
            }
          }
        }),
        { numRuns: 2 },
      );
    }
  });

  it('finds segments of 5,000 characters', () => {
    const sentence = 'La pressione dell’impianto non deve superare 10,5 bar; perché? Così è scritto. ';
    const long = sentence.repeat(64).slice(0, 5000);
    const texts = [
      long,
      `${long.slice(0, 2000)}una frase in più${long.slice(2000)}`,
      long.slice(700),
      long.slice(0, 3500),
      long.slice(0, 3499),
      long.replaceAll('è', 'e').replaceAll('o', 'u'),
      Array.from(long).toReversed().join(''),
    ];
    expect(found(texts, long, 70)).toEqual(bruteForce(texts, long, 70));
  });
});

describe('the kernel on real text', () => {
  const file = new URL('../../../shared/data/tm/tm-100k.tmx.gz', import.meta.url);
  it.skipIf(!existsSync(file))('agrees with plain Levenshtein on software manuals (needs ../shared/data)', () => {
    const tmx = gunzipSync(readFileSync(file)).toString();
    const texts = Array.from(tmx.matchAll(/xml:lang="it-IT"><seg>(.*?)<\/seg>/g), ([, seg = '']) =>
      matchText(plain(seg.replace(/<(ph|bpt|ept)[^>]*>.*?<\/\1>/g, '\ue000'))),
    ).filter((text, i) => i % 25 === 0 && !/[\uD800-\uDFFF]/.test(text));
    expect(texts.length).toBeGreaterThan(1000);
    const columns = columnsOf(texts);
    for (let i = 0; i < texts.length; i += 200) {
      const words = (texts[i] as string).split(' ');
      words.splice(Math.floor(words.length / 2), 1, 'diverso');
      const query = words.join(' ');
      for (const threshold of [60, 75]) {
        expect(found(texts, query, threshold, columns)).toEqual(bruteForce(texts, query, threshold, otherDistance));
      }
    }
  });
});
