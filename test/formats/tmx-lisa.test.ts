import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pieces, type Content } from '../../src/shared/text/content.ts';
import { languageKey } from '../../src/shared/formats/bilingual/language.ts';
import { canonicalBytes, canonicalTmx, DATA, hasData, readTmx, rewrite } from './tmx-support.ts';

const KIT = join(DATA, 'tmx/lisa-kit');
const has = hasData && existsSync(KIT);
const names = has ? readdirSync(KIT) : [];

/** A content as it stands in the document: text with the native code in its places. */
const native = (content: Content, escape: (text: string) => string = (text) => text): string =>
  pieces(content)
    .map((piece) => ('text' in piece ? escape(piece.text) : piece.code.data))
    .join('');

const decode = (name: string): string => {
  const bytes = readFileSync(join(KIT, name));
  const utf8 = new TextDecoder().decode(bytes);
  return (utf8.includes('\ufffd') ? new TextDecoder('windows-1252').decode(bytes) : utf8).replace(/\r\n/g, '\n');
};

describe.skipIf(!has)('the LISA compliance kit (needs ../shared/data)', () => {
  const level1 = names.flatMap((name) => {
    const match = /^(ImportTest1[A-E])_(.+)\.txt$/.exec(name);
    return match ? [{ test: match[1] as string, lang: match[2] as string, expected: name }] : [];
  });

  it.each(level1)('$test: the source text turns into $expected, segment by segment', ({ test, lang, expected }) => {
    let text = decode(`${test}.txt`);
    const { header, units } = readTmx(readFileSync(join(KIT, `${test}.tmx`)));
    const source = languageKey(header?.attributes['srclang'] ?? '');
    for (const { variants } of units) {
      const find = (wanted: string): string =>
        native(variants.find((variant) => languageKey(variant.lang) === wanted)?.content ?? { text: '', codes: [] });
      expect(text).toContain(find(source));
      text = text.replace(find(source), () => find(languageKey(lang)));
    }
    expect(text).toBe(decode(expected));
  });

  it('ImportTest2A: text and codes together are what stands in the document, on either side', () => {
    const html = (text: string): string =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
    const squeeze = (text: string): string => text.replace(/\s+/g, ' ');
    const source = squeeze(decode('ImportTest2A.htm'));
    const target = squeeze(decode('ImportTest2A_fr-ca.htm'));
    const { units } = readTmx(readFileSync(join(KIT, 'ImportTest2A.tmx')));
    expect(units.length).toBeGreaterThan(5);
    for (const { variants } of units)
      for (const { lang, content } of variants)
        expect(languageKey(lang) === 'fr-CA' ? target : source).toContain(squeeze(native(content, html)).trim());
  });

  it.each(names.filter((name) => /^(?:Export|Import)Test.*\.tmx$/.test(name)))(
    '%s is written again as it was',
    (name) => {
      const bytes = readFileSync(join(KIT, name));
      expect(canonicalTmx(rewrite(readTmx(bytes)))).toEqual(canonicalBytes(bytes));
    },
  );
});
