import { describe, expect, it } from 'vitest';
import { commonStart, stemmerOf } from '../../../src/main/core/services/memories/word-forms.ts';

describe('the forms of a word', () => {
  const alike = (lang: string, words: readonly string[]) => new Set(words.map(stemmerOf(lang))).size;

  it('are one in Italian, whatever number and gender', () => {
    expect(alike('it-IT', ['pulsante', 'pulsanti'])).toBe(1);
    expect(alike('it', ['rosso', 'rossa', 'rossi', 'rosse'])).toBe(1);
    expect(alike('it', ['laghi', 'lago'])).toBe(1);
    expect(alike('it', ['città'])).toBe(1);
    expect(alike('it', ['porta', 'parte', 'punto'])).toBe(3);
  });

  it('are one in English, with plural, past and -ing', () => {
    expect(alike('en-GB', ['battery', 'batteries'])).toBe(1);
    expect(alike('en', ['press', 'presses', 'pressed', 'pressing'])).toBe(1);
    expect(alike('en', ['close', 'closes', 'closed', 'closing'])).toBe(1);
    expect(alike('en', ['stop', 'stops', 'stopped', 'stopping'])).toBe(1);
    expect(alike('en', ['thing', 'ring', 'red', 'bus'])).toBe(4);
  });

  it('begin with what is searched for', () => {
    for (const [lang, words] of [
      ['it', ['pulsanti', 'pulsante', 'laghi', 'lago']],
      ['en', ['batteries', 'battery', 'stopped', 'stop', 'boxes', 'closing']],
    ] as const) {
      for (const word of words) expect(word.startsWith(commonStart(stemmerOf(lang)(word)))).toBe(true);
    }
  });

  it('are the word alone in short words and in other languages', () => {
    expect(stemmerOf('it')('due')).toBe('due');
    expect(stemmerOf('de')('Häuser')).toBe('Häuser');
  });
});
