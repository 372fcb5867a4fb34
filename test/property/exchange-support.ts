import fc from 'fast-check';
import { ContentBuilder, type Content, type InlineCode } from '../../src/shared/text/content.ts';
import {
  SEGMENT_STATUSES,
  type BilingualDocument,
  type BilingualSegment,
  type BilingualUnit,
  type SegmentComment,
} from '../../src/shared/formats/bilingual/model.ts';
import { UNIT_KINDS } from '../../src/shared/formats/bilingual/kinds.ts';

/** Text that has something for every format to trip over. */
export const nastyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.constantFrom(
        'città ',
        '<b>',
        '&amp;',
        ']]>',
        '"',
        "'",
        '\t',
        '\n',
        '\r',
        '\r\n',
        ' ',
        '\u00a0',
        '😀',
        '\ue000',
        '\uf8ff',
        '=1+1',
        '@SUM',
        '-3',
        '+4',
        '{1}',
        '{{',
        '}',
        '\\',
        ',',
        ';',
        '|',
        '<!--',
        '-->',
        '\ufeff',
        'שלום',
        '日本',
        '\u2028',
        "'=",
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** Text an XML attribute or note may hold. */
export const cleanText: fc.Arbitrary<string> = nastyText.map((text) =>
  // oxlint-disable-next-line no-control-regex
  text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '?'),
);

const flags = fc.record(
  { canCopy: fc.boolean(), canDelete: fc.boolean(), canReorder: fc.boolean() },
  { requiredKeys: [] },
);

const details = fc.record(
  {
    display: nastyText,
    equiv: nastyText,
    type: fc.constantFrom('fmt', 'link', 'other', 'bold', 'x y'),
    exchange: fc.constantFrom('<ph x="1">a</ph>', 'anything', 'xliff2:sm{"type":"term"}'),
  },
  { requiredKeys: [] },
);

const id = fc.oneof(fc.constantFrom('1', '2', '3'), fc.constantFrom('a b', '', 'p7', '1'), nastyText);

const code: fc.Arbitrary<InlineCode> = fc
  .tuple(fc.constantFrom('open', 'close', 'standalone'), id, nastyText, details, flags)
  .map(([kind, id, data, details, flags]): InlineCode => ({ kind, id, data, ...details, ...flags }))
  .filter((code) => !/^[\ue000-\uf8ff]$/.test(code.data));

/** Content with codes in any order, paired or not, as hostile as an edited segment can be. */
export const content: fc.Arbitrary<Content> = fc.array(fc.oneof(nastyText, code), { maxLength: 5 }).map((parts) => {
  const builder = new ContentBuilder();
  let run = '';
  for (const part of parts) {
    if (typeof part === 'string') run += part;
    else {
      builder.text(run).code(part);
      run = '';
    }
  }
  return builder.text(run).build();
});

const comment: fc.Arbitrary<SegmentComment> = fc.record(
  { text: cleanText, author: cleanText, at: fc.constant('2026-11-22T10:15:00Z') },
  { requiredKeys: ['text'] },
);

const segment: fc.Arbitrary<Omit<BilingualSegment, 'id'>> = fc.record(
  {
    source: content,
    target: fc.option(content),
    status: fc.constantFrom(...SEGMENT_STATUSES),
    comments: fc.array(comment, { maxLength: 2 }),
    changedAt: fc.constant('2026-11-22T10:15:00Z'),
    changedBy: cleanText,
    confidence: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
    ignorable: fc.constant(true as const),
    props: fc.dictionary(
      cleanText.filter((name) => name !== '__proto__'),
      nastyText,
      { maxKeys: 2 },
    ),
  },
  { requiredKeys: ['source', 'target', 'status', 'comments', 'props'] },
);

const ids = (count: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(
    fc.oneof(
      cleanText.filter((text) => text !== ''),
      fc.integer({ min: 1, max: 9 }).map(String),
    ),
    {
      minLength: count,
      maxLength: count,
    },
  );

const unit: fc.Arbitrary<Omit<BilingualUnit, 'id' | 'document'>> = fc
  .array(segment, { minLength: 1, maxLength: 3 })
  .chain((segments) =>
    ids(segments.length).chain((names) =>
      fc.record(
        {
          kind: fc.constantFrom(...UNIT_KINDS),
          context: cleanText,
          segments: fc.constant(segments.map((one, i) => ({ ...one, id: names[i] as string }))),
        },
        { requiredKeys: ['segments'] },
      ),
    ),
  );

/** A document in every shape the model allows. */
export const bilingualDocument: fc.Arbitrary<BilingualDocument> = fc
  .tuple(fc.array(unit, { maxLength: 3 }), fc.array(fc.option(fc.constantFrom('b.txt', 'c & d.md')), { maxLength: 3 }))
  .chain(([units, documents]) =>
    ids(units.length).map((names) => ({
      sourceLang: 'it',
      targetLang: 'en-GB',
      original: 'a "1".txt',
      units: units.map((one, i) => ({
        ...one,
        id: names[i] as string,
        ...(documents[i] ? { document: documents[i] } : {}),
      })),
    })),
  );
