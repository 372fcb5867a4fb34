import { describe, expect, it } from 'vitest';
import { ContentBuilder, plain, type Content } from '../../../src/shared/text/content.ts';
import { repair } from '../../../src/shared/matching/repair.ts';

function fix(query: string | Content, source: string | Content, target: string | Content, langs = 'it-en') {
  const [sourceLang = '', targetLang = ''] = langs.split('-');
  const content = (value: string | Content): Content => (typeof value === 'string' ? plain(value) : value);
  return repair({ query: content(query), source: content(source), target: content(target), sourceLang, targetLang });
}
const text = (...args: Parameters<typeof fix>): string | undefined => fix(...args)?.target.text;

describe('01 numbers', () => {
  it('puts the new number where the old one stood', () => {
    expect(text('Pressione: 16 bar.', 'Pressione: 10 bar.', 'Pressure: 10 bar.')).toBe('Pressure: 16 bar.');
    expect(fix('Pagina 16', 'Pagina 10', 'Page 10')?.repairs).toEqual([{ part: 'number', from: '10', to: '16' }]);
  });
  it('writes decimals and thousands as the target language does', () => {
    expect(text('Costa 2.345,50 euro', 'Costa 1.234,50 euro', 'It costs 1,234.50 euros')).toBe(
      'It costs 2,345.50 euros',
    );
    expect(text('It costs 12,000.5', 'It costs 950', 'Costa 950', 'en-it')).toBe('Costa 12.000,5');
    expect(text('Spessore 2,5 mm', 'Spessore 2 mm', 'Thickness 2 mm')).toBe('Thickness 2.5 mm');
    expect(text('1,200 units', '1,100 units', '1100 unità', 'en-it')).toBe('1200 unità');
  });
  it('carries over versions and part numbers as they are', () => {
    expect(text('Versione 1.2.4', 'Versione 1.2.3', 'Version 1.2.3')).toBe('Version 1.2.4');
    expect(text('Errore C4128', 'Errore C4116', 'Error C4116')).toBe('Error C4128');
  });
  it('writes a version number with its point in both languages, and a quantity as each of them does', () => {
    expect(
      text('Con firmware 3.0 o successivo.', 'Con firmware 2.1 o successivo.', 'With firmware 2.1 or later.'),
    ).toBe('With firmware 3.0 or later.');
    expect(text('Firmware 3.0 or later.', 'Firmware 2.1 or later.', 'Firmware 2.1 o successivo.', 'en-it')).toBe(
      'Firmware 3.0 o successivo.',
    );
    expect(text('Length 3.0 m', 'Length 2.1 m', 'Lunghezza 2,1 m', 'en-it')).toBe('Lunghezza 3,0 m');
    expect(text('Lunghezza 3,0 m', 'Lunghezza 2,1 m', 'Length 2.1 m')).toBe('Length 3.0 m');
  });
  it('does not repair a version number where it cannot tell what belongs to it', () => {
    // The target says it twice, or only one of two was changed.
    expect(fix('Versione 3.0.', 'Versione 2.1.', 'Version 2.1 (formerly 2.1).')).toBeUndefined();
    expect(fix('Da 2.1 a 3.0', 'Da 2.1 a 2.1', 'From 2.1 to 2.1')).toBeUndefined();
    // Italian 2.1 is no quantity, 2,1 in the English text is something else.
    expect(fix('Versione 3.0', 'Versione 2.1', 'Version 2,1')).toBeUndefined();
    // A quantity became a version number.
    expect(fix('Costa 3.0', 'Costa 2.100', 'It costs 2,100')).toBeUndefined();
    expect(fix('Versione 3.0', 'Versione 2.1', 'Version two point one')).toBeUndefined();
  });
  it('leaves marks within the sentence that the target has already as the query has them', () => {
    const source = 'Con firmware 2.1 o successivo. Se è più vecchio, aggiornatelo.';
    const query = 'Con firmware 3.0 o successivo; se è più vecchio, aggiornatelo.';
    expect(fix(query, source, 'With firmware 2.1 or later; if it is older, update it.')).toEqual({
      target: plain('With firmware 3.0 or later; if it is older, update it.'),
      repairs: [{ part: 'number', from: '2.1', to: '3.0' }],
    });
    expect(fix(query, source, 'With firmware 2.1 or later. If it is older, update it.')).toBeUndefined();
    expect(fix(query, source, 'With firmware 2.1 or later; If it is older, update it.')).toBeUndefined();
    expect(fix(query, source, 'If it is older than 2.1, update it.')).toBeUndefined();
    // Nothing but the mark differs, so there is nothing to repair.
    expect(fix('Ecco; se vuoi.', 'Ecco. Se vuoi.', 'There; if you like.')).toBeUndefined();
    expect(fix('Pagina 7, forse', 'Pagina 5; forse', 'Page 5, perhaps')).toBeUndefined();
  });
  it('exchanges two numbers', () => {
    expect(text('Da 20 a 10', 'Da 10 a 20', 'From 10 to 20')).toBe('From 20 to 10');
  });
  it('leaves alone what it cannot place', () => {
    expect(fix('Tra 7 giorni', 'Tra 5 giorni', 'In five days')).toBeUndefined();
    expect(fix('5 viti e 7 dadi', '5 viti e 5 dadi', '5 nuts and 5 screws')).toBeUndefined();
    expect(fix('Pagina 7 bis', 'Pagina 5', 'Page 5')).toBeUndefined();
  });
});

describe('02 dates', () => {
  it('changes month, day and year', () => {
    expect(text('Dal 1° marzo 2025.', 'Dal 1° gennaio 2024.', 'From January 1, 2024.')).toBe('From March 1, 2025.');
    expect(text('On Monday 3 May', 'On Friday 2 May', 'Venerdì 2 maggio', 'en-it')).toBe('Lunedì 3 maggio');
  });
  it('keeps the order and the zeros of a date in figures', () => {
    expect(text('Due 12/31/2025', 'Due 01/15/2024', 'Scade il 15/01/2024', 'en-it')).toBe('Scade il 31/12/2025');
    expect(text('Il 5.3.2025', 'Il 7.4.2024', 'On 2024-04-07')).toBe('On 2025-03-05');
  });
});

describe('03 codes', () => {
  const wrap = (before: string, tag: string, inside: string, id = '1'): Content =>
    new ContentBuilder()
      .text(before)
      .code({ kind: 'open', id, data: `<${tag}>` })
      .text(inside)
      .code({ kind: 'close', id, data: `</${tag}>` })
      .build();
  const markup = (content: Content | undefined): string | undefined =>
    content?.text.replace(/[\uE000-\uF8FF]/g, (char) => content.codes[char.charCodeAt(0) - 0xe000]?.data ?? '?');

  it('replaces codes by those of the query', () => {
    const out = fix(wrap('Il ', 'i', 'file'), wrap('Il ', 'b', 'file'), wrap('The ', 'b', 'file'));
    expect(markup(out?.target)).toBe('The <i>file</i>');
    expect(out?.repairs.map((one) => one.part)).toEqual(['code', 'code']);
  });
  it('takes the numbers of the codes from the query when another repair is needed', () => {
    const out = fix(wrap('Il ', 'b', 'file 2', '9'), wrap('Il ', 'b', 'file 1'), wrap('The ', 'b', 'file 1'));
    expect(markup(out?.target)).toBe('The <b>file 2</b>');
    expect(out?.target.codes.map((code) => code.id)).toEqual(['9', '9']);
  });
  it('removes codes that the query lacks and adds those that wrap it', () => {
    expect(markup(fix('Il file', wrap('Il ', 'b', 'file'), wrap('The ', 'b', 'file'))?.target)).toBe('The file');
    expect(markup(fix(wrap('', 'b', 'Il file'), 'Il file', 'The file')?.target)).toBe('<b>The file</b>');
  });
  it('does not guess where a code inside the sentence belongs', () => {
    const inside = new ContentBuilder()
      .text('Il ')
      .code({ kind: 'standalone', id: '1', data: '<br/>' })
      .text('file')
      .build();
    expect(fix(inside, 'Il file', 'The file')).toBeUndefined();
    expect(
      fix(wrap('Il file ', 'b', 'rosso'), wrap('', 'b', 'Il file rosso'), wrap('', 'b', 'The red file')),
    ).toBeUndefined();
  });
});

describe('04 first letter and final punctuation', () => {
  it('follows the query', () => {
    expect(text('quanto segue:', 'Quanto segue.', 'The following.')).toBe('the following:');
    expect(text('Salva', 'Salva.', 'Save.')).toBe('Save');
    expect(text('Salva…', 'Salva', 'Save')).toBe('Save…');
    expect(text('èlite', 'Èlite', 'Elite')).toBe('elite');
  });
  it('stops when the target ends otherwise than its source', () => {
    expect(fix('Salva!', 'Salva.', 'Save')).toBeUndefined();
  });
});

describe('05 nothing to repair', () => {
  it('answers undefined for exact matches and for other words', () => {
    expect(fix('Salva', 'Salva', 'Save')).toBeUndefined();
    expect(fix('Salva 2 file', 'Apri 1 file', 'Open 1 file')).toBeUndefined();
    expect(fix('Salva il File 2', 'Salva il file 1', 'Save file 1')).toBeUndefined();
  });
});
