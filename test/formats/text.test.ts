import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FormatError } from '../../src/shared/formats/document-format.ts';
import { textFormat } from '../../src/shared/formats/text/text-format.ts';
import { plain } from '../../src/shared/text/content.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => textFormat.read(bytes(text));
const texts = (text: string): string[] => read(text).units.map((unit) => unit.content.text);

function translate(text: string, targets: Record<string, string>): string {
  const { skeleton } = read(text);
  const map = new Map(Object.entries(targets).map(([unit, target]) => [unit, plain(target)]));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(textFormat.write(bytes(text), skeleton, map));
}

const SEED = '../shared/corpus/seed.it.txt';
const WRAPPED = `La presente guida spiega come installare il programma e come aprire
un primo documento. Chi ha già usato uno strumento simile può passare
direttamente al capitolo sulle scorciatoie, dove trova quanto serve
per lavorare senza il mouse.

Il secondo capitolo descrive la memoria di traduzione: che cosa con-
tiene, come si interroga e come la si tiene pulita col passare degli
anni.
`;

describe('lines', () => {
  test('each line with text is a unit; white space around it is not part of it', () => {
    expect(texts('Titolo\n\n  Primo paragrafo. \n\tSecondo.\n')).toEqual(['Titolo', 'Primo paragrafo.', 'Secondo.']);
  });

  test('lines of rules, bare numbers and signs stay in the skeleton; numbers written differently elsewhere do not', () => {
    expect(texts('* * *\n12\n---\n1.234,56\n12/03/2025\n50 %\nfine\n')).toEqual([
      '1.234,56',
      '12/03/2025',
      '50 %',
      'fine',
    ]);
  });

  test.skipIf(!existsSync(SEED))('the seed article stays one unit a line (skipped without ../shared)', () => {
    const article = readFileSync(SEED, 'utf8');
    expect(texts(article)).toEqual(article.split('\n').map((line) => line.trim()));
  });

  test('private-use characters of the file come back as they were', () => {
    expect(translate('logo \ue000 qui', {})).toBe('logo \ue000 qui');
    const document = read('logo \ue000 qui');
    const targets = new Map([['u1', document.units[0]!.content]]);
    expect(new TextDecoder().decode(textFormat.write(bytes('logo \ue000 qui'), document.skeleton, targets))).toBe(
      'logo \ue000 qui',
    );
  });
});

describe('hard-wrapped text', () => {
  test('a paragraph is one unit, hyphenated words whole', () => {
    expect(texts(WRAPPED)).toEqual([
      'La presente guida spiega come installare il programma e come aprire un primo documento. Chi ha già usato uno strumento simile può passare direttamente al capitolo sulle scorciatoie, dove trova quanto serve per lavorare senza il mouse.',
      'Il secondo capitolo descrive la memoria di traduzione: che cosa contiene, come si interroga e come la si tiene pulita col passare degli anni.',
    ]);
  });

  test('a translation is wrapped at the width of the text', () => {
    const out = translate(WRAPPED, {
      u1: 'This guide explains how to install the program and how to open a first document, then how to go on from there.',
    });
    const lines = out.slice(0, out.indexOf('\n\n')).split('\n');
    expect(lines.join(' ')).toBe(
      'This guide explains how to install the program and how to open a first document, then how to go on from there.',
    );
    expect(lines.map((line) => line.length > 55 && line.length <= 72)).toEqual([true, false]);
    expect(out.slice(out.indexOf('\n\n'))).toBe(WRAPPED.slice(WRAPPED.indexOf('\n\n')));
  });

  test('the words that were read, written again, keep the lines of the file', () => {
    const document = read(WRAPPED);
    const targets = new Map(document.units.map((unit) => [unit.id, unit.content]));
    expect(new TextDecoder().decode(textFormat.write(bytes(WRAPPED), document.skeleton, targets))).toBe(WRAPPED);
  });

  test('indentation and mail quotation marks are kept on every line', () => {
    const quoted = WRAPPED.replaceAll(/^(?=.)/gm, '> ');
    const lines = translate(quoted, { u1: 'word '.repeat(30) }).split('\n');
    expect(lines.slice(0, 3).every((line) => line.startsWith('> word'))).toBe(true);
  });

  test('list items, verse and full sentences on lines of their own are not joined', () => {
    const items = `- il primo punto della lista è abbastanza lungo da riempire tutta la riga
- il secondo punto della lista è anch’esso lungo quanto una riga intera
- il terzo punto della lista non è certo da meno, come si vede da questa`;
    expect(texts(items)).toHaveLength(3);
    const verse = `Nel mezzo del cammin di nostra vita\nmi ritrovai per una selva oscura,\nché la diritta via era smarrita.`;
    expect(texts(verse)).toHaveLength(3);
    const sentences = `Questa frase finisce con un punto alla fine della sua lunga riga.
Anche questa frase finisce con un punto alla fine della riga sua.
E pure la terza frase finisce con un punto alla fine della riga.`;
    expect(texts(sentences)).toHaveLength(3);
  });
});

describe('writing', () => {
  test('line ends of every kind and the end of the file are kept', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      expect(translate(`Uno${end}${end}Due${end}`, { u2: 'Two' })).toBe(`Uno${end}${end}Two${end}`);
    }
    expect(translate('Uno\r\nDue\nTre\rQuattro', { u1: 'One', u3: 'Three' })).toBe('One\r\nDue\nThree\rQuattro');
  });

  test('a byte order mark is kept', () => {
    expect(translate('\ufeffUno\n', { u1: 'One' })).toBe('\ufeffOne\n');
  });

  test('UTF-16 stays UTF-16', () => {
    const original = Uint8Array.from(Buffer.from('\ufeffCittà\r\n', 'utf16le'));
    const { skeleton, units } = textFormat.read(original);
    expect(units[0]?.content.text).toBe('Città');
    const out = textFormat.write(original, skeleton, new Map([['u1', plain('Town')]]));
    expect(Buffer.from(out).toString('utf16le')).toBe('\ufeffTown\r\n');
  });

  test('a line feed in a target does not add a line to the file', () => {
    expect(translate('Uno\nDue\n', { u1: 'One\nand more' })).toBe('One and more\nDue\n');
  });

  test('a code from elsewhere is written as the text it stands for, never as markup', () => {
    const { skeleton } = read('Uno\n');
    const foreign = {
      text: '\ue000One\ue001 two',
      codes: [
        { kind: 'open' as const, id: '1', data: '<script>' },
        { kind: 'standalone' as const, id: '2', data: '<br/>', equiv: ',' },
      ],
    };
    const out = textFormat.write(bytes('Uno\n'), skeleton, new Map([['u1', foreign]]));
    expect(new TextDecoder().decode(out)).toBe('One, two\n');
  });

  test('a character the encoding cannot hold is named with its unit, and UTF-8 is a way out', () => {
    const original = Uint8Array.from([0x63, 0x6f, 0x73, 0xec, 0x0a]);
    const { skeleton } = textFormat.read(original);
    const targets = new Map([['u1', plain('5 €')]]);
    expect(() => textFormat.write(original, skeleton, targets)).toThrow(FormatError);
    expect(() => textFormat.write(original, skeleton, targets)).toThrow('unit u1: the character € (U+20AC)');
    const converted = textFormat.write(original, skeleton, targets, { convertToUtf8: true });
    expect(new TextDecoder().decode(converted)).toBe('5 €\n');
    const untouched = textFormat.write(original, skeleton, new Map(), { convertToUtf8: true });
    expect(new TextDecoder().decode(untouched)).toBe('così\n');
  });

  test('a file without text opens with no unit and says so', () => {
    expect(read(' \n\n').warnings).toEqual([{ key: 'format.warning.noText' }]);
    expect(read(' \n\n').units).toEqual([]);
  });

  test('the skeleton survives a passage through JSON', () => {
    const document = read(WRAPPED);
    const skeleton = JSON.parse(JSON.stringify(document.skeleton));
    expect(skeleton).toEqual(document.skeleton);
  });
});
