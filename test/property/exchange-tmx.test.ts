import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/shared/formats/document-format.ts';
import { TmxReader } from '../../src/shared/formats/tmx/reader.ts';
import { TmxWriter } from '../../src/shared/formats/tmx/writer.ts';
import { ElementScanner, type ElementSink } from '../../src/shared/formats/tmx/scanner.ts';
import { parseXml } from '../../src/shared/formats/xml/parser.ts';
import type { Annotation, TranslationUnit } from '../../src/shared/formats/bilingual/model.ts';
import { dtdErrors, hasData, readTmx, semanticErrors } from '../formats/tmx-support.ts';
import { cleanText, content } from './exchange-support.ts';

/** Pieces that make well-formed and ill-formed units alike. */
const fragment = fc.constantFrom(
  '<tu>',
  '</tu>',
  '<tu tuid="1">',
  "<tuv xml:lang='it'>",
  '</tuv>',
  '<seg>',
  '</seg>',
  '<bpt i="1">',
  '</bpt>',
  '<ph/>',
  '<ph x = "1" />',
  '<prop type="x">',
  '</prop>',
  'a',
  'è',
  '&amp;',
  '&#x41;',
  '&#0;',
  '&nope;',
  '&',
  '>',
  ']]>',
  '<!-- c -->',
  '<![CDATA[<]]>',
  '<?p?>',
  ' ',
  '\n',
  '\r',
  '\r\n',
  '<ph\n/>',
  '<ph x="1"\r/>',
  '</seg\n>',
  '<note>\r</note>',
  '\ue000',
  'Ａ',
  '\u0001',
  '\uffff',
  '😀',
  '<é/>',
  '<a b="1" b="2"/>',
  '<a b="<"/>',
  '<a b="&lt;\n"/>',
  '<a b=1/>',
  '<',
  '</seg ',
  '<tu',
  '"',
);

const events = (run: (sink: ElementSink) => void): string[] => {
  const out: string[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') out.push(`"${text}"`);
    text = '';
  };
  run({
    open: (name, attributes) => {
      flush();
      out.push(`<${name} ${JSON.stringify(attributes)}`);
    },
    text: (value) => {
      text += value;
    },
    keepsSpace: true,
    close: (name) => {
      flush();
      out.push(`</${name}`);
    },
  });
  return out;
};

describe('the fast scanner and the strict parser', () => {
  it('agree: what the scanner accepts, the parser accepts, and both see the same', () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 14 }), (parts) => {
        const bytes = new TextEncoder().encode(`<tu>${parts.join('')}</tu>`);
        let end = 0;
        let fast: string[] = [];
        let target: ElementSink = { open: () => {}, text: () => {}, close: () => {}, keepsSpace: true };
        const scanner = new ElementScanner({
          open: (name, attributes) => target.open(name, attributes),
          text: (text, ordinary) => target.text(text, ordinary),
          close: (name) => target.close(name),
          keepsSpace: true,
        });
        // Tags that come again are remembered, so the scanner is tried when it knows none and when it knows all.
        for (let time = 0; time < 4; time++) {
          const last = fast;
          fast = events((sink) => {
            target = sink;
            end = scanner.scan(bytes, 0);
          });
          if (time > 0) expect(fast).toEqual(last);
        }
        if (end < 0) return;
        expect(events((sink) => parseXml(new TextDecoder().decode(bytes.subarray(0, end)), sink))).toEqual(fast);
      }),
      { numRuns: 3_000 },
    );
  });

  it('give the same outcome however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const body = `<tmx version="1.4"><header/><body><tu><tuv xml:lang="it"><seg>a</seg></tuv></tu>\r\n${parts.join('')}</body></tmx>`;
        const outcome = (step: number): unknown => {
          try {
            const { units, lines, notices } = readTmx(new TextEncoder().encode(body), step);
            return { units, lines, notices };
          } catch (error) {
            // The parser gives the place where it noticed the error, which may lie further on when more text is there.
            if (error instanceof FormatError) return error.key;
            throw error;
          }
        };
        expect(outcome(size)).toEqual(outcome(100_000));
      }),
      { numRuns: 400, examples: [[['😀', '\n', '&#x41;'], 1]] },
    );
  });

  it('tell the line on which a unit begins, whoever asks and whatever ends a line', () => {
    const space = fc.constantFrom('', ' ', '\n', '\r', '\r\n', '\n\n', '\t\r\n', 'è');
    const oneUnit = fc.tuple(space, space, space, space, space, fc.boolean());
    fc.assert(
      fc.property(fc.array(oneUnit, { maxLength: 12 }), fc.integer({ min: 1, max: 200 }), (parts, size) => {
        const body = parts
          .map(
            ([before, inTag, inValue, inText, between], i) =>
              `${before.trim() === '' ? before : ''}<tu tuid="${i}" creationid="${inValue}"${inTag.trim() === '' ? inTag : ''}><tuv xml:lang="it"><seg>${inText}</seg></tuv>${between}</tu>`,
          )
          .join('');
        const text = `<tmx version="1.4"><header/><body>${body}</body></tmx>`;
        const lines: [number, number][] = [];
        const reader = new TmxReader({
          unit: ({ attributes }, line) => {
            const number = Number(attributes['tuid']);
            if (parts[number]?.[5] === true) lines.push([number, line()]);
          },
        });
        const bytes = new TextEncoder().encode(text);
        for (let i = 0; i < bytes.length; i += size) reader.push(bytes.subarray(i, i + size));
        reader.end();
        const wanted = parts.flatMap(([, , , , , asked], i): [number, number][] => {
          const before = text.slice(0, text.indexOf(`<tu tuid="${i}"`)).replace(/\r\n?/g, '\n');
          return asked ? [[i, before.split('\n').length]] : [];
        });
        expect(lines).toEqual(wanted);
      }),
      { numRuns: 400 },
    );
  });
});

const annotation: fc.Arbitrary<Annotation> = fc
  .tuple(fc.constantFrom('prop', 'note'), cleanText, cleanText)
  .map(([kind, type, text]) => ({ kind, attributes: kind === 'prop' ? { type } : {}, text }));

const unit: fc.Arbitrary<TranslationUnit> = fc.record({
  attributes: fc.record({ tuid: cleanText, creationid: cleanText }, { requiredKeys: [] }),
  annotations: fc.array(annotation, { maxLength: 2 }),
  variants: fc.array(
    fc.record({
      lang: fc.constantFrom('it', 'en', 'IT_it'),
      attributes: fc.record({ changedate: fc.constant('20260101T000000Z') }, { requiredKeys: [] }),
      annotations: fc.array(annotation, { maxLength: 1 }),
      content,
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

describe('any unit, however its codes were edited,', () => {
  const file = (one: TranslationUnit): string => {
    const writer = new TmxWriter();
    return writer.begin({ attributes: {}, annotations: [] }) + writer.unit(one) + writer.end();
  };

  it.skipIf(!hasData)('gives TMX valid by the DTD and the rules beyond it (needs ../shared/data)', () => {
    fc.assert(
      fc.property(unit, (one) => {
        const text = file(one);
        expect([...dtdErrors(text), ...semanticErrors(text)]).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('comes back with everything but what XML cannot hold, and is written the same way again', () => {
    fc.assert(
      fc.property(unit, (one) => {
        const text = file(one);
        const { units } = readTmx(text);
        expect(units).toHaveLength(1);
        const [back] = units as [TranslationUnit];
        expect(back.attributes).toEqual(one.attributes);
        expect(back.annotations).toEqual(one.annotations);
        expect(back.variants.map(({ lang }) => lang)).toEqual(one.variants.map(({ lang }) => lang));
        expect(file(back)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
