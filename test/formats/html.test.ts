import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { htmlFormat } from '../../src/shared/formats/html/html-format.ts';
import { type Content, plain, visibleText } from '../../src/shared/text/content.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (page: string) => htmlFormat.read(bytes(page));
const shown = (page: string): string[] => read(page).units.map((unit) => visibleText(unit.content));

function translate(page: string, targets: Record<string, string | Content>): string {
  const map = new Map(
    Object.entries(targets).map(([unit, target]) => [unit, typeof target === 'string' ? plain(target) : target]),
  );
  return new TextDecoder().decode(htmlFormat.write(bytes(page), read(page).skeleton, map));
}

describe('units', () => {
  test('a block element is a unit and an inline element a pair of codes', () => {
    const [unit] = read('<p>Testo <b>forte</b> qui.</p>').units;
    expect(unit).toMatchObject({ id: 'u1', kind: 'paragraph', context: 'p' });
    expect(unit?.content.text).toBe('Testo \ue000forte\ue001 qui.');
    expect(unit?.content.codes.map(({ kind, id, data, display }) => [kind, id, data, display])).toEqual([
      ['open', '1', '<b>', 'b'],
      ['close', '1', '</b>', 'b'],
    ]);
  });

  test('kinds follow the elements', () => {
    const page = '<title>a</title><h2>b</h2><li>c<td>d<figcaption>e</figcaption><p title=f>g';
    expect(read(page).units.map((unit) => unit.kind)).toEqual([
      'title',
      'heading',
      'listItem',
      'cell',
      'caption',
      'attribute',
      'paragraph',
    ]);
  });

  test('a pair around the whole unit and codes at its ends stay in the skeleton', () => {
    const page = '<p> <b><i>Tutto</i> in grassetto</b> <img src=a.png> <!-- nota --> </p>';
    const [unit] = read(page).units;
    expect(unit?.content.codes.map((code) => code.data)).toEqual(['<i>', '</i>']);
    expect(shown('<li><a href="/"><b>Home</b></a></li>')).toEqual(['Home']);
    expect(read('<li><a href="/"><b>Home</b></a></li>').units[0]?.content.codes).toEqual([]);
  });

  test('a line break is a code within the unit; two in a row end it', () => {
    const page = '<p>Prima<br>\n  seconda<br><br>Terza</p>';
    expect(shown(page)).toEqual(['Prima\nseconda', 'Terza']);
    expect(read(page).units[0]?.content.codes[0]?.data).toBe('<br>\n  ');
  });

  test('white space is one space, no-break spaces and references are their characters', () => {
    expect(shown('<p>\n  Uno\n\t due&nbsp;tre &egrave;&#232;&lt;b&gt;\n</p>')).toEqual(['Uno due\u00a0tre èè<b>']);
  });

  test('attributes that people read are units within or beside the text', () => {
    const page =
      '<meta name=description content="Una pagina"><meta property="og:title" content="Titolo"><meta name=viewport content="width=device-width">' +
      '<p>Vai <a href="x" title="Il collegamento">qui</a>.</p><input type=submit value=Invia><input type=text value=dato><img alt="Foto">';
    expect(shown(page)).toEqual(['Una pagina', 'Titolo', 'Vai qui.', 'Il collegamento', 'Invia', 'Foto']);
    expect(read(page).units.map((unit) => unit.context)).toContain('meta@og:title');
  });

  test('what is not for translation stays out: scripts, styles, code, marked elements and their attributes', () => {
    const page =
      '<style>p{}</style><script>var a="<p>x</p>"</script><pre>a b</pre><p translate=no title=no>no <b>no</b></p>' +
      '<div class="box notranslate"><p>no<p translate=yes>sì</div><svg><title>no</title></svg>' +
      '<p>Premi <code>npm &lt;x></code> e <span translate="no">Ctrl <b>C</b></span> ora</p>';
    const { units } = read(page);
    expect(units.map((unit) => visibleText(unit.content))).toEqual(['sì', 'Premi npm <x> e Ctrl C ora']);
    expect(units[1]?.content.codes.map((code) => code.data)).toEqual([
      '<code>npm &lt;x></code>',
      '<span translate="no">Ctrl <b>C</b></span>',
    ]);
  });

  test('unclosed and misnested tags keep their order and places', () => {
    expect(shown('<ul><li>Uno<li>Due <b>forte<li>Tre</ul><p translate=no>no<p>Quattro</b>')).toEqual([
      'Uno',
      'Due forte',
      'Tre',
      'Quattro',
    ]);
    const [unit] = read('<p>a <b>b <i>c</b> d</i> e</p>').units;
    expect(unit?.content.codes.map((code) => code.kind)).toEqual(['open', 'open', 'close', 'close']);
  });

  test('server code is not read as tags or text', () => {
    const page = '<p>Ciao <?php echo $user->name ?>, oggi è <%= a > b %>.</p>';
    const { units } = read(page);
    expect(units[0]?.content.codes.map((code) => code.data)).toEqual(['<?php echo $user->name ?>', '<%= a > b %>']);
  });

  test('the language of the page is noted', () => {
    expect(read('<html lang="it-IT"><p>Ciao').language).toBe('it-IT');
  });

  test('a paragraph with more codes than one content holds becomes several units', () => {
    const page = `<p>${'<b>x</b> '.repeat(5000)}</p>`;
    const { units } = read(page);
    expect(units.length).toBe(2);
    expect(
      units
        .map((unit) => visibleText(unit.content))
        .join(' ')
        .match(/x/g),
    ).toHaveLength(5000);
  });
});

describe('writing', () => {
  test('text is escaped for where it stands, and nothing else changes', () => {
    const page = `<p title="Uno" data-x='1'>Due <b>tre</b></p><!-- z --><input type=submit value=Sei>`;
    expect(translate(page, { u1: 'a "b" & <c>', u2: plain('R&D < 5'), u3: 'Ok > "no"' })).toBe(
      `<p title="a &quot;b&quot; &amp; &lt;c&gt;" data-x='1'>R&amp;D &lt; 5</p><!-- z --><input type=submit value="Ok &gt; &quot;no&quot;">`,
    );
  });

  test('codes can move, and readable attributes within them are translated', () => {
    const page = '<p>Il <a title="Casa">gatto</a> nero</p>';
    const [unit] = read(page).units;
    const moved = { text: 'The black \ue000cat\ue001', codes: unit!.content.codes };
    expect(translate(page, { u1: moved, u2: 'House' })).toBe('<p>The black <a title="House">cat</a></p>');
    expect(translate(page, { u2: 'House' })).toBe('<p>Il <a title="House">gatto</a> nero</p>');
  });

  test('a missing closing code is added and a closing code alone left out', () => {
    const page = '<p>Il <b>gatto</b> nero</p>';
    const { codes } = read(page).units[0]!.content;
    expect(translate(page, { u1: { text: 'The \ue000cat', codes } })).toBe('<p>The <b>cat</b></p>');
    expect(translate(page, { u1: { text: 'The cat\ue001', codes } })).toBe('<p>The cat</p>');
  });

  test('markup that is not of the unit is never written', () => {
    const codes = [{ kind: 'standalone', id: '1', data: '<script>alert(1)</script>', equiv: '!<' }] as const;
    expect(translate('<p>Uno</p>', { u1: { text: 'One\ue000', codes } })).toBe('<p>One!&lt;</p>');
  });

  test('a no-break space is written the way the page writes it', () => {
    expect(translate('<p>a&nbsp;b</p>', { u1: 'c\u00a0d' })).toBe('<p>c&nbsp;d</p>');
    expect(translate('<p>a\u00a0b</p>', { u1: 'c\u00a0d' })).toBe('<p>c\u00a0d</p>');
  });

  test('characters the encoding cannot hold become references; UTF-8 on request changes the declaration', () => {
    const page = '<meta charset="iso-8859-1"><p title="x">Perch\u00e9</p>';
    const original = Uint8Array.from(page, (char) => char.charCodeAt(0));
    const { skeleton } = htmlFormat.read(original);
    expect(skeleton.encoding).toEqual({ encoding: 'iso-8859-1', bom: false, certain: true });
    const targets = new Map([['u2', plain('5 € “è”')]]);
    const kept = htmlFormat.write(original, skeleton, targets);
    expect(String.fromCharCode(...kept)).toBe(
      '<meta charset="iso-8859-1"><p title="x">5 &#8364; &#8220;\u00e8&#8221;</p>',
    );
    const converted = htmlFormat.write(original, skeleton, targets, { convertToUtf8: true });
    expect(new TextDecoder().decode(converted)).toBe('<meta charset="utf-8"><p title="x">5 € “è”</p>');
  });
});

const AUTHORED = '../shared/data/documents/authored';
describe.skipIf(!existsSync(AUTHORED))('authored pages (skipped without ../shared/data)', () => {
  const expected = JSON.parse(existsSync(AUTHORED) ? readFileSync(`${AUTHORED}/expected.json`, 'utf8') : '[]') as {
    file: string;
    units: string[];
    not_translatable: string[];
  }[];
  test.each(expected.filter(({ file }) => file.endsWith('.html')))('$file', ({ file, units, not_translatable }) => {
    const original = new Uint8Array(readFileSync(`${AUTHORED}/${file}`));
    const document = htmlFormat.read(original);
    // A line break may split a unit or stand within it; here it stands within.
    const lines = document.units.flatMap((unit) => visibleText(unit.content).split('\n'));
    expect(lines).toEqual(units);
    for (const text of not_translatable) expect(lines).not.toContain(text);
    expect(htmlFormat.write(original, document.skeleton, new Map())).toEqual(original);
  });
});
