import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FormatError } from '../../src/shared/formats/document-format.ts';
import { markdownFormat } from '../../src/shared/formats/markdown/markdown-format.ts';
import { type Content, plain, visibleText } from '../../src/shared/text/content.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => markdownFormat.read(bytes(text));
const shown = (text: string): string[] => read(text).units.map((unit) => visibleText(unit.content));

function translate(text: string, targets: Record<string, string | Content>): string {
  const map = new Map(
    Object.entries(targets).map(([unit, target]) => [unit, typeof target === 'string' ? plain(target) : target]),
  );
  return new TextDecoder().decode(markdownFormat.write(bytes(text), read(text).skeleton, map));
}

describe('units', () => {
  test('headings, paragraphs, items, cells and quotations, in order and by kind', () => {
    const text =
      '# Uno\n\nDue\ntre\n\n- Quattro\n  - Cinque\n\n> Sei\n\n| Sette | 8 |\n|---|---|\n| Nove | |\n\nDieci\n---\n';
    expect(read(text).units.map((unit) => [unit.kind, unit.content.text])).toEqual([
      ['heading', 'Uno'],
      ['paragraph', 'Due tre'],
      ['listItem', 'Quattro'],
      ['listItem', 'Cinque'],
      ['paragraph', 'Sei'],
      ['cell', 'Sette'],
      ['cell', 'Nove'],
      ['heading', 'Dieci'],
    ]);
  });

  test('emphasis and links are pairs; code, images and addresses are codes; titles and descriptions are units', () => {
    const text = 'Vedi *la* [guida](g.md "Titolo"), `npm x`, <https://a.it> e ![Foto](a.png) qui.\n';
    const { units } = read(text);
    expect(units.map((unit) => visibleText(unit.content))).toEqual([
      'Vedi la guida, npm x, https://a.it e  qui.',
      'Titolo',
      'Foto',
    ]);
    expect(units[0]?.content.codes.map((code) => [code.kind, code.data])).toEqual([
      ['open', '*'],
      ['close', '*'],
      ['open', '['],
      ['close', '](g.md "Titolo")'],
      ['standalone', '`npm x`'],
      ['standalone', '<https://a.it>'],
      ['standalone', '![Foto](a.png)'],
    ]);
  });

  test('code blocks, comments, and front matter that steers the page stay out', () => {
    const text =
      '---\ntitle: "La \\"guida\\""\nlayout: pagina\n---\n\n```sh\nuno due\n```\n\n    codice\n\n<!-- nota -->\n\n<pre>\n\nuno\n</pre>\n\n<p>HTML <b>qui</b></p>\n\nFine\n';
    expect(shown(text)).toEqual(['La "guida"', 'HTML qui', 'Fine']);
  });

  test('escapes and references are read as the characters they stand for', () => {
    expect(shown('2 \\* 3 &egrave; \\[x\\] &amp;lt;\n')).toEqual(['2 * 3 è [x] &lt;']);
  });

  test('a link to a definition further down is a link, whatever the distance', () => {
    const text = `Il [testo][rif] e [rif].\n\n${'Riga.\n\n'.repeat(3000)}[rif]: https://a.it "Titolo"\n`;
    const { units } = read(text);
    expect(units[0]?.content.codes.map((code) => code.data)).toEqual(['[', '][rif]', '[', ']']);
    expect(units.at(-1)?.content.text).toBe('Titolo');
  });

  test('the first line of an alert is its kind', () => {
    expect(shown('> [!NOTE]\n> Attenzione al cane.\n')).toEqual(['Attenzione al cane.']);
  });
});

describe('writing', () => {
  test('signs are escaped only where Markdown would misread them', () => {
    const free = '3 * 4 = 12, nome_file, 5 < 6, R&D, [sic] e «C:\\temp»';
    expect(translate('Uno\n', { u1: free })).toBe(`${free}\n`);
    expect(translate('Uno\n', { u1: '*a* _b_ `c` <d> [e](f) &amp; !' })).toBe(
      '\\*a\\* \\_b\\_ \\`c\\` \\<d> \\[e\\](f) \\&amp; !\n',
    );
    expect(translate('Uno\n', { u1: '1. x' })).toBe('1\\. x\n');
    expect(translate('Uno\n', { u1: '- x' })).toBe('\\- x\n');
    expect(translate('# Uno\n', { u1: '- C#' })).toBe('# - C#\n');
    expect(translate('| a | b |\n|---|---|\n', { u1: 'x | y' })).toBe('| x \\| y | b |\n|---|---|\n');
  });

  test('a paragraph on several lines becomes one, its forced breaks kept with the marks of the quotation', () => {
    const text = '> Uno\n> due  \n> tre\n';
    const [unit] = read(text).units;
    expect(visibleText(unit!.content)).toBe('Uno due\ntre');
    expect(translate(text, { u1: { text: 'One two\ue000three', codes: unit!.content.codes } })).toBe(
      '> One two  \n> three\n',
    );
  });

  test('marks of emphasis stay clear of spaces and work within words', () => {
    const text = 'Il _gatto_ nero\n';
    const { codes } = read(text).units[0]!.content;
    expect(translate(text, { u1: { text: 'The\ue000 cat \ue001black', codes } })).toBe('The _cat_ black\n');
    expect(translate(text, { u1: { text: 'Gross\ue000katze\ue001n', codes } })).toBe('Gross*katze*n\n');
    const quoted = translate(text, { u1: { text: 'x\ue000«y»\ue001z', codes } });
    expect(shown(quoted)).toEqual(['x«y»z']);
    expect(read(quoted).units[0]?.content.codes).toHaveLength(2);
  });

  test('a link whose text is its label keeps its target when the text changes', () => {
    const text = 'Vedi [casa] e ![foto].\n\n[casa]: /x\n[foto]: /y\n';
    const [unit] = read(text).units;
    expect(unit?.content.text).toBe('Vedi \ue000casa\ue001 e \ue002.');
    const target = { text: 'See \ue000house\ue001 and \ue002.', codes: unit!.content.codes };
    expect(translate(text, { u1: target, u2: 'photo' })).toBe(
      'See [house][casa] and ![photo][foto].\n\n[casa]: /x\n[foto]: /y\n',
    );
  });

  test('titles and front matter are quoted as they need', () => {
    expect(translate('[a](b "Uno")\n', { u2: 'il "due"' })).toBe('[a](b "il \\"due\\"")\n');
    expect(translate('---\ntitle: Uno\n---\n', { u1: 'Guida: "due"' })).toBe('---\ntitle: "Guida: \\"due\\""\n---\n');
    expect(translate("---\ntitle: 'Uno'\n---\n", { u1: "l'uso" })).toBe("---\ntitle: 'l''uso'\n---\n");
  });

  test('line ends of the file are kept', () => {
    expect(translate('# Uno\r\n\r\nDue\r\n', { u1: 'One' })).toBe('# One\r\n\r\nDue\r\n');
  });
});

describe('hostile documents', () => {
  test.each([
    ['format.tooDeep', '>'.repeat(20_000)],
    ['format.tooDeep', '- '.repeat(20_000)],
    ['format.tooComplex', '*a_ '.repeat(20_000)],
    ['format.paragraphTooLong', 'riga\n'.repeat(20_001)],
  ])('%s names the line', (key, text) => {
    let caught: unknown;
    try {
      read(`Prima\n\n${text}`);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(FormatError);
    expect((caught as FormatError).key).toBe(key);
    expect((caught as FormatError).line).toBeGreaterThanOrEqual(3);
  });

  test('endless code, comments and empty lines cost nothing', () => {
    expect(shown(`Uno\n\n\`\`\`\n${'x\n\n'.repeat(100_000)}`)).toEqual(['Uno']);
    expect(shown(`Uno\n\n<!--\n${'x\n\n'.repeat(100_000)}`)).toEqual(['Uno']);
    expect(shown(`Uno${'\n'.repeat(200_000)}Due`)).toEqual(['Uno', 'Due']);
    expect(shown(`Uno\n\n${' '.repeat(100_000)}a`)).toEqual(['Uno']);
  });
});

const AUTHORED = '../shared/data/documents/authored';
test.skipIf(!existsSync(AUTHORED))(
  'the authored guide has the units expected of it (skipped without ../shared/data)',
  () => {
    const expected = JSON.parse(readFileSync(`${AUTHORED}/expected.json`, 'utf8')) as {
      file: string;
      units: string[];
    }[];
    const { file, units } = expected.find((entry) => entry.file.endsWith('.md'))!;
    const original = new Uint8Array(readFileSync(`${AUTHORED}/${file}`));
    const document = markdownFormat.read(original);
    const fold = (text: string): string => text.replace(/\s+/g, ' ');
    expect(document.units.map((unit) => fold(visibleText(unit.content)))).toEqual(units.map(fold));
    expect(markdownFormat.write(original, document.skeleton, new Map())).toEqual(original);
  },
);
