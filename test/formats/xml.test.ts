import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/shared/formats/document-format.ts';
import { decodeXml, XmlByteDecoder } from '../../src/shared/formats/xml/encoding.ts';
import { XmlEscaper } from '../../src/shared/formats/xml/escape.ts';
import { parseXmlTree, textContent } from '../../src/shared/formats/xml/tree.ts';
import {
  exchangeMessage,
  EXCHANGE_MESSAGES,
  type ExchangeMessageKey,
} from '../../src/shared/formats/bilingual/messages.ts';

const utf16 = (text: string, big: boolean): Uint8Array => {
  const out = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    out[2 * i + (big ? 0 : 1)] = code >> 8;
    out[2 * i + (big ? 1 : 0)] = code & 0xff;
  }
  return out;
};

const failure = (run: () => unknown): FormatError => {
  try {
    run();
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error('no error');
};

describe('the encoding of XML', () => {
  it.each([
    ['UTF-8 without a declaration', new TextEncoder().encode('<a>città 😀</a>')],
    ['UTF-8 with a mark', new TextEncoder().encode('\ufeff<a>città 😀</a>')],
    ['UTF-16 little-endian with a mark', utf16('\ufeff<a>città 😀</a>', false)],
    ['UTF-16 big-endian with a mark', utf16('\ufeff<a>città 😀</a>', true)],
    ['UTF-16 without a mark', utf16('<a>città 😀</a>', false)],
  ])('is found: %s', (_, bytes) => {
    for (let size = 1; size < 8; size++) {
      const decoder = new XmlByteDecoder();
      let text = '';
      for (let i = 0; i < bytes.length; i += size) text += decoder.push(bytes.subarray(i, i + size));
      expect(text + decoder.end()).toBe('<a>città 😀</a>');
    }
  });

  it('is the declared one for single-byte encodings', () => {
    const head = new TextEncoder().encode('<?xml version="1.0" encoding="windows-1252"?><a>');
    const bytes = Uint8Array.from([...head, 0x80, 0xe0, ...new TextEncoder().encode('</a>')]);
    expect(textContent(parseXmlTree(decodeXml(bytes)))).toBe('€à');
  });

  it('is told when the declaration contradicts the bytes', () => {
    const notices: string[] = [];
    decodeXml(utf16('\ufeff<?xml version="1.0" encoding="UTF-8"?><a/>', false), ({ key }) => notices.push(key));
    expect(notices).toEqual(['xml.encodingConflict']);
  });

  it('is never guessed when bytes are wrong; the line is named', () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode('<a>\nè\n'), 0xc3, 0x28]);
    expect(failure(() => decodeXml(bytes))).toMatchObject({ key: 'xml.encodingInvalid', line: 3 });
    expect(failure(() => decodeXml(bytes.subarray(0, -1)))).toMatchObject({ key: 'xml.encodingInvalid' });
  });
});

describe('the XML tree', () => {
  it('resolves namespaces of elements and attributes', () => {
    const root = parseXmlTree('<a xmlns="u:1" xmlns:p="u:2"><p:b p:c="1" d="2" xml:lang="it"/><a xmlns="u:3"/></a>');
    const [first, second] = root.children;
    expect(root).toMatchObject({ name: 'a', namespace: 'u:1' });
    expect(first).toMatchObject({
      name: 'b',
      namespace: 'u:2',
      attributes: { '{u:2}c': '1', d: '2', 'xml:lang': 'it' },
    });
    expect(second).toMatchObject({ namespace: 'u:3' });
  });

  it('names line and column of an error', () => {
    expect(failure(() => parseXmlTree('<a>\n <b></a>'))).toMatchObject({ key: 'xml.notWellFormed', line: 2 });
  });
});

describe('escaping', () => {
  it('gives back every text that XML can hold', () => {
    const escaper = new XmlEscaper();
    const text = `<&>"'\t\n\r]]>\u0085\u2028😀`;
    const root = parseXmlTree(`<a b="${escaper.attribute(text)}">${escaper.text(text)}</a>`);
    expect([root.attributes['b'], textContent(root)]).toEqual([text, text]);
    expect(escaper.replaced).toBe(0);
  });
});

describe('messages', () => {
  it('have the same values in both languages', () => {
    for (const [key, { en, it: italian }] of Object.entries(EXCHANGE_MESSAGES)) {
      const names = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g))].sort();
      expect([key, names(italian)]).toEqual([key, names(en)]);
      expect(exchangeMessage(key as ExchangeMessageKey)).not.toContain('{{');
    }
  });
});
