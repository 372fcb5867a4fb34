import { expect, test } from 'vitest';
import { formatMessages } from '../../src/shared/formats/messages.ts';
import { detectFormat, documentFormats } from '../../src/shared/formats/registry.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('the extension names the format, whatever its case', () => {
  expect(detectFormat('Contratto.TXT', bytes('x'))?.id).toBe('text');
  expect(detectFormat('guida.markdown', bytes('x'))?.id).toBe('markdown');
  expect(detectFormat('a.b/pagina.htm', bytes('x'))?.id).toBe('html');
});

test('without a known extension the content decides', () => {
  expect(detectFormat('pagina', bytes('\n<!DOCTYPE html>\n<p>x'))?.id).toBe('html');
  expect(detectFormat('LEGGIMI', bytes('Solo testo.'))?.id).toBe('text');
  expect(detectFormat('foto', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBeUndefined();
  expect(detectFormat('lungo', bytes(`${'è'.repeat(60)}\n`.repeat(200)))?.id).toBe('text');
  expect(detectFormat('commenti', bytes('<!-- -->'.repeat(500)))?.id).toBe('text');
});

test('every format has an id of its own and every message both languages', () => {
  expect(new Set(documentFormats.map((format) => format.id)).size).toBe(documentFormats.length);
  for (const { en, it } of Object.values(formatMessages)) {
    const values = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    expect(values(it)).toEqual(values(en));
  }
});
