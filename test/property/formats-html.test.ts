import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Unit } from '../../src/shared/formats/document-format.ts';
import { htmlFormat } from '../../src/shared/formats/html/html-format.ts';
import { tokenizeHtml } from '../../src/shared/formats/html/tokens.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

const scrap = fc.constantFrom(
  '<p>',
  '</p>',
  '<div class="x">',
  '</div>',
  '<li>',
  '<ul>',
  '</ul>',
  '<td>',
  '<tr>',
  '<table>',
  '<b>',
  '</b>',
  '<i>',
  '</i>',
  '<a href="/x?a=1&amp;b" title="Vai &quot;qui&quot;">',
  "<a title='È così'>",
  '<a title=corto>',
  '</a>',
  '<br>',
  '<br/>\n',
  '<img alt="Una foto" src=a.png>',
  '<span translate="no">',
  '</span>',
  '<code>x &lt; y</code>',
  '<code>',
  '<pre>',
  '</pre>',
  '<script>var a = "<p>";</script>',
  '<style>',
  '</style>',
  '<svg><title>x</title></svg>',
  '<title>Titolo &amp; co</title>',
  '<textarea> a\n b </textarea>',
  '<!-- nota -->',
  '<!doctype html>',
  '<?php echo $a->b ?>',
  '<% x > y %>',
  '<option>',
  '<input type=submit value="Invia">',
  'Testo',
  ' parola ',
  '\n',
  '  ',
  '&nbsp;',
  '\u00a0',
  '&egrave;',
  '&amp;lt;',
  '&',
  '<',
  '>',
  '"',
  "'",
  '\ue000',
  '\r\n',
  '😀',
  '</',
  '<!',
  '<a title="',
);
/** All of a unit but the markup of tags with attributes, which are units themselves and may be escaped differently. */
function comparable({ kind, context, content }: Unit): unknown {
  const codes = content.codes.map(({ data, ...code }) => ({ ...code, data: data.includes('=') ? '…' : data }));
  return [kind, context, content.text, codes];
}

const html = fc.array(scrap, { maxLength: 40 }).map((scraps) => scraps.join(''));

test('a page written without targets keeps every byte', () => {
  fc.assert(
    fc.property(html, (page) => {
      fc.pre(page !== '');
      const bytes = encode(page);
      const { skeleton } = htmlFormat.read(bytes);
      expect(htmlFormat.write(bytes, JSON.parse(JSON.stringify(skeleton)), new Map())).toEqual(bytes);
      // The splicing itself changes nothing either: no unit has the name asked for.
      expect(decode(htmlFormat.write(bytes, skeleton, new Map([['none', { text: 'x', codes: [] }]])))).toBe(page);
    }),
    { numRuns: 1000 },
  );
});

test('a page written with what was read reads to the same units', () => {
  fc.assert(
    fc.property(html, (page) => {
      fc.pre(page !== '');
      const bytes = encode(page);
      const first = htmlFormat.read(bytes);
      const targets = new Map(first.units.map((unit) => [unit.id, unit.content]));
      const second = htmlFormat.read(htmlFormat.write(bytes, first.skeleton, targets));
      expect(second.units.map(comparable)).toEqual(first.units.map(comparable));
    }),
    { numRuns: 3000 },
  );
});

test('any text as a target stays text: no tag, comment or reference comes of it', () => {
  const page = '<p title="Uno">Due</p><input type=submit value=Tre><title>Quattro</title>';
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), scrap, (text, piece) => {
      const target = `a${text}${piece}${text}b`.replace(/[\uE000-\uF8FF]/g, '').replace(/\s+/g, ' ');
      const bytes = encode(page);
      const { skeleton, units } = htmlFormat.read(bytes);
      const out = htmlFormat.write(
        bytes,
        skeleton,
        new Map(units.map((unit) => [unit.id, { text: target, codes: [] }])),
      );
      fc.pre(!target.includes('\0') && target.isWellFormed());
      // Server code is recognised anywhere in a page, so a target that looks like it is read back as such.
      expect(tagNames(decode(out))).toEqual(tagNames(page));
      if (!/<[?%]/.test(target)) {
        expect(htmlFormat.read(out).units.map((unit) => unit.content.text)).toEqual(units.map(() => target));
      }
    }),
    { numRuns: 1000 },
  );
});

function tagNames(page: string): string[] {
  const names: string[] = [];
  tokenizeHtml(page, false, {
    start: (tag) => names.push(tag.name),
    end: (name) => names.push(`/${name}`),
    text: () => {},
    comment: () => names.push('!'),
  });
  return names;
}
