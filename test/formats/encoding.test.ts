import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBytes, encodeText, firstUnencodable } from '../../src/shared/formats/encoding/codec.ts';
import { detectEncoding } from '../../src/shared/formats/encoding/detect.ts';
import { openText } from '../../src/shared/formats/encoding/open-text.ts';
import { singleByteTable } from '../../src/shared/formats/encoding/single-byte.ts';
import { FormatError } from '../../src/shared/formats/document-format.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytesOf = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);
const latin = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

function errorOf(run: () => unknown): FormatError {
  try {
    run();
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error('no error was thrown');
}

describe('detection', () => {
  test('a byte order mark settles the encoding', () => {
    expect(detectEncoding(bytesOf(0xef, 0xbb, 0xbf, 0x61)).guess).toEqual({
      encoding: 'utf-8',
      bom: true,
      certain: true,
    });
    expect(detectEncoding(bytesOf(0xff, 0xfe, 0x61, 0)).guess.encoding).toBe('utf-16le');
    expect(detectEncoding(bytesOf(0xfe, 0xff, 0, 0x61)).guess.encoding).toBe('utf-16be');
  });

  test('valid UTF-8 is certain', () => {
    expect(detectEncoding(utf8('Perché è così')).guess).toEqual({ encoding: 'utf-8', bom: false, certain: true });
  });

  test('one-byte text is a guess to be confirmed, told apart by bytes 80-9F', () => {
    expect(detectEncoding(latin('Perch\u00e9 \u00e8 cos\u00ec')).guess).toEqual({
      encoding: 'iso-8859-1',
      bom: false,
      certain: false,
    });
    expect(detectEncoding(latin('\u0093citt\u00e0\u0094')).guess).toEqual({
      encoding: 'windows-1252',
      bom: false,
      certain: false,
    });
    expect(detectEncoding(latin('cos\u008f')).guess.encoding).toBe('macintosh');
  });

  test('UTF-16 without a mark is recognised by its zeros', () => {
    const little = encodeText('Città già più così.', { encoding: 'utf-16le', bom: false, certain: true });
    expect(detectEncoding(little).guess).toEqual({ encoding: 'utf-16le', bom: false, certain: false });
    const big = encodeText('Città già più così.', { encoding: 'utf-16be', bom: false, certain: true });
    expect(detectEncoding(big).guess.encoding).toBe('utf-16be');
  });

  test('a declaration decides for one-byte text, but not against valid UTF-8', () => {
    expect(detectEncoding(latin('cos\u00ec'), 'iso-8859-15').guess).toEqual({
      encoding: 'iso-8859-15',
      bom: false,
      certain: true,
    });
    expect(detectEncoding(utf8('così'), 'iso-8859-1')).toEqual({
      guess: { encoding: 'utf-8', bom: false, certain: false },
      warnings: [{ key: 'format.warning.declaredEncodingWrong', values: { declared: 'iso-8859-1', used: 'utf-8' } }],
    });
    expect(detectEncoding(latin('cos\u00ec'), 'utf-8').warnings[0]?.key).toBe('format.warning.declaredEncodingWrong');
  });

  test('damaged UTF-8 is refused with the place, not read as something else', () => {
    const error = errorOf(() => detectEncoding(new Uint8Array([...utf8('già\npiù '), 0xff, ...utf8(' così')])));
    expect(error.key).toBe('format.invalidBytes');
    expect(error.values).toEqual({ byte: 11, line: 2, encoding: 'utf-8' });
  });

  test('binary data is refused with the place', () => {
    const error = errorOf(() => detectEncoding(bytesOf(0x61, 0x0a, 0x62, 0, 0x63)));
    expect([error.key, error.values]).toEqual(['format.binary', { byte: 4, line: 2 }]);
    expect(errorOf(() => detectEncoding(latin('\u0001\u0002abc'))).key).toBe('format.binary');
  });

  test('known kinds of binary file are named', () => {
    const error = errorOf(() => detectEncoding(latin('PK\u0003\u0004 and so on')));
    expect([error.key, error.values]).toEqual(['format.binaryKnown', { kind: 'ZIP' }]);
    expect(errorOf(() => detectEncoding(latin('%PDF-1.7'))).values).toEqual({ kind: 'PDF' });
  });
});

describe('decoding and encoding', () => {
  test('are inverse for every text and encoding that can hold it', () => {
    const encodings = fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1', 'macintosh');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), encodings, fc.boolean(), (text, encoding, mark) => {
        const guess = { encoding, bom: mark && encoding.startsWith('utf-'), certain: true };
        if (firstUnencodable(text, encoding) !== undefined) return;
        expect(decodeBytes(encodeText(text, guess), guess)).toBe(text);
      }),
    );
  });

  test('keep every byte of whatever is accepted', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        try {
          const { text, encoding } = openText(bytes);
          expect(encodeText(text, encoding)).toEqual(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('windows-1252 has its quotation marks and euro sign', () => {
    const guess = { encoding: 'windows-1252', bom: false, certain: false };
    expect(decodeBytes(bytesOf(0x80, 0x93, 0xe0, 0x94), guess)).toBe('€“à”');
    expect(encodeText('€“à”', guess)).toEqual(bytesOf(0x80, 0x93, 0xe0, 0x94));
  });

  test('a text longer than one chunk is decoded whole', () => {
    const bytes = new Uint8Array(20_001).fill(0xe8);
    expect(decodeBytes(bytes, { encoding: 'iso-8859-1', bom: false, certain: true })).toBe('è'.repeat(20_001));
  });

  test('the first character that does not fit is named', () => {
    expect(firstUnencodable('costa 5 €', 'iso-8859-1')).toBe('€');
    expect(firstUnencodable('costa 5 €', 'windows-1252')).toBeUndefined();
    expect(firstUnencodable('bene 😀', 'windows-1252')).toBe('😀');
    expect(firstUnencodable('mezzo \ud83d', 'utf-8')).toBe('\ud83d');
  });

  test('half a UTF-16 unit and lone surrogates are refused with their place', () => {
    const guess = { encoding: 'utf-16le', bom: false, certain: true };
    expect(errorOf(() => decodeBytes(bytesOf(0x61, 0, 0x62), guess)).values).toMatchObject({ byte: 3 });
    expect(errorOf(() => decodeBytes(bytesOf(0x61, 0, 0x3d, 0xd8, 0x62, 0), guess)).values).toMatchObject({ byte: 3 });
    expect(errorOf(() => decodeBytes(bytesOf(0x3d, 0xd8), guess)).key).toBe('format.invalidBytes');
  });

  test('every byte of a one-byte encoding has its own character', () => {
    for (const name of ['windows-1252', 'iso-8859-1', 'iso-8859-15', 'windows-1250', 'macintosh', 'koi8-r']) {
      const table = singleByteTable(name);
      expect(new Set(table?.units).size).toBe(table?.bytes.size);
    }
    expect(singleByteTable('shift_jis')).toBeUndefined();
  });
});

describe('opening', () => {
  test('an empty file and a mark without text are said to be empty', () => {
    expect(errorOf(() => openText(bytesOf())).key).toBe('format.empty');
    expect(errorOf(() => openText(bytesOf(0xef, 0xbb, 0xbf))).key).toBe('format.empty');
  });

  test('a file above the limit is refused before anything is read', () => {
    const error = errorOf(() => openText(new Uint8Array(3 * 1024 * 1024), { maxBytes: 2 * 1024 * 1024 }));
    expect([error.key, error.values]).toEqual(['format.tooLarge', { size: 3, limit: 2 }]);
    expect(errorOf(() => openText(new Uint8Array(200 * 1024 * 1024))).key).toBe('format.tooLarge');
  });

  test('the encoding the user chooses is used and certain', () => {
    expect(openText(latin('\u0091ecco\u0092'), { encoding: 'Windows-1252' })).toMatchObject({
      text: '‘ecco’',
      encoding: { encoding: 'windows-1252', certain: true },
      warnings: [],
    });
    expect(errorOf(() => openText(latin('cos\u00ec'), { encoding: 'utf-8' })).key).toBe('format.invalidBytes');
    expect(errorOf(() => openText(utf8('a'), { encoding: 'klingon' })).key).toBe('format.unsupportedEncoding');
    expect(errorOf(() => openText(utf8('a'), { encoding: 'shift_jis' })).key).toBe('format.unsupportedEncoding');
  });

  test('a guess comes with a warning', () => {
    expect(openText(latin('cos\u00ec')).warnings).toEqual([
      { key: 'format.warning.guessedEncoding', values: { encoding: 'iso-8859-1' } },
    ]);
  });
});
