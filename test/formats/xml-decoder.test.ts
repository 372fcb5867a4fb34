import { expect, it } from 'vitest';
import { XmlByteDecoder } from '../../src/shared/formats/xml/encoding.ts';

it('a character cut by the end of a piece survives when the next piece is read into the same buffer', () => {
  const bytes = Buffer.from('<?xml version="1.0"?><seg>perché è così — 😀</seg>', 'utf8');
  for (let size = 30; size < bytes.length; size++) {
    const decoder = new XmlByteDecoder({});
    const buffer = Buffer.alloc(size);
    let text = '';
    for (let from = 0; from < bytes.length; from += size) {
      const length = bytes.copy(buffer, 0, from, from + size);
      text += decoder.push(buffer.subarray(0, length));
    }
    expect(text + decoder.end()).toBe(bytes.toString('utf8'));
  }
});
