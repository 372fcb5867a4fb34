import { describe, expect, it } from 'vitest';
import type { BilingualDocument } from '../../src/shared/formats/bilingual/model.ts';
import { bilingualFormatFor, bilingualFormats } from '../../src/shared/formats/bilingual/registry.ts';
import { plain } from '../../src/shared/text/content.ts';

const origin = { tool: 'Bifronte', version: '1.0', date: '2026-11-22T10:15:00Z' };
const document: BilingualDocument = {
  sourceLang: 'it',
  targetLang: 'en',
  original: 'a.txt',
  units: ['Uno & due', '=A1', '«tre»\nquattro'].map((text, i) => ({
    id: `p${i}`,
    kind: 'paragraph',
    context: `p ${i}`,
    segments: [
      {
        id: 's1',
        source: plain(text),
        target: plain(`${text}!`),
        status: 'confirmed',
        comments: [{ text: 'nota', author: 'Anna' }],
        changedAt: '2026-11-22T10:15:00Z',
        changedBy: 'Anna',
        confidence: 0.5,
        props: { 'x-a': 'b' },
      },
    ],
  })),
};

describe('converting between the bilingual formats', () => {
  const ids = bilingualFormats.map(({ id }) => id);
  it.each(ids.flatMap((from) => ids.map((to) => [from, to] as const)))(
    '%s to %s keeps text, status, date, author and comments',
    (from, to) => {
      const by = (id: string): (typeof bilingualFormats)[number] =>
        bilingualFormats.find((format) => format.id === id) as (typeof bilingualFormats)[number];
      const bytes = (id: string, doc: BilingualDocument): Uint8Array =>
        new TextEncoder().encode([...by(id).write(doc, origin)].join(''));
      const middle = by(from).read(bytes(from, document));
      expect(by(to).read(bytes(to, middle))).toEqual(document);
    },
  );

  it('finds the format by the extension, and says when there is none', () => {
    expect(bilingualFormatFor('A.b/C.XLF').id).toBe('xliff');
    expect(() => bilingualFormatFor('a.doc')).toThrow('a.doc');
  });

  it('asks for the languages of a TMX with more than two, and takes a pair by BCP 47 rules', () => {
    const variants = (langs: string[]): string =>
      langs.map((lang) => `<tuv xml:lang="${lang}"><seg>${lang}</seg></tuv>`).join('');
    const tmx = new TextEncoder().encode(
      `<tmx version="1.4"><header srclang="it"/><body><tu>${variants(['IT_it', 'en-GB', 'fr'])}</tu></body></tmx>`,
    );
    const { read } = bilingualFormatFor('a.tmx');
    expect(() => read(tmx)).toThrow('it-IT, en-GB, fr');
    const segment = read(tmx, { languages: { source: 'it', target: 'en' } }).units[0]?.segments[0];
    expect([segment?.source.text, segment?.target?.text]).toEqual(['IT_it', 'en-GB']);
    expect(() => read(tmx, { languages: { source: 'it', target: 'de' } })).toThrow('de');
  });
});
