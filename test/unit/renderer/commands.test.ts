import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/renderer/app/commands/catalogue.ts';
import {
  commandsByKey,
  conflicts,
  effectiveKeys,
  readOwnKeys,
  withKeys,
} from '../../../src/renderer/app/commands/keymap.ts';
import type { KeyStroke } from '../../../src/renderer/app/commands/keys.ts';
import { isTypingKey, strokeOf } from '../../../src/renderer/app/commands/keys.ts';
import { rank } from '../../../src/renderer/app/palette/rank.ts';

const stroke = (part: Partial<KeyStroke>): KeyStroke => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...part,
});

describe('the commands', () => {
  it('have names of their own and usual keys that do not clash', () => {
    expect(new Set(catalogue.map((entry) => entry.id)).size).toBe(catalogue.length);
    expect([...conflicts({})]).toEqual([]);
  });

  it('never take a key that is needed for typing', () => {
    expect(
      catalogue
        .filter((entry) => !entry.onRows)
        .flatMap((entry) => entry.keys)
        .filter(isTypingKey),
    ).toEqual([]);
  });

  it('can be given other keys, and the usual ones again', () => {
    const own = withKeys({}, 'bead.confirm', ['Ctrl+Alt+C']);
    expect(effectiveKeys(own).get('bead.confirm')).toEqual(['Ctrl+Alt+C']);
    expect(commandsByKey(own).get('Ctrl+Alt+C')).toEqual(['bead.confirm']);
    expect(commandsByKey(own).has('Ctrl+Shift+Enter')).toBe(false);
    expect(withKeys(own, 'bead.confirm', ['Ctrl+Shift+Enter'])).toEqual({});
  });

  it('tell which of them claim the same key', () => {
    const own = withKeys({}, 'bead.lock', ['Ctrl+B']);
    expect([...conflicts(own)]).toEqual([['Ctrl+B', ['bead.bookmark', 'bead.lock']]]);
  });

  it('leave out stored keys that make no sense', () => {
    expect(readOwnKeys({ 'bead.lock': ['Ctrl+P', 3], nonsense: ['Ctrl+Q'], 'bead.merge': 'Ctrl+P' })).toEqual({
      'bead.lock': ['Ctrl+P'],
    });
    expect(readOwnKeys(null)).toEqual({});
  });
});

describe('a key stroke', () => {
  it('is written with its modifiers in a fixed order', () => {
    expect(strokeOf(stroke({ key: 'z', ctrlKey: true, shiftKey: true }), false)).toBe('Ctrl+Shift+Z');
    expect(strokeOf(stroke({ key: 'Enter', altKey: true }), false)).toBe('Alt+Enter');
    expect(strokeOf(stroke({ key: 'F6' }), false)).toBe('F6');
  });

  it('counts digits by position, for layouts that need Shift to type them', () => {
    expect(strokeOf(stroke({ key: '&', code: 'Digit1', ctrlKey: true }), false)).toBe('Ctrl+1');
  });

  it('takes the command key for Ctrl on a Mac', () => {
    expect(strokeOf(stroke({ key: 'k', metaKey: true }), true)).toBe('Ctrl+K');
  });

  it('is nothing while only a modifier is down', () => {
    expect(strokeOf(stroke({ key: 'Control', ctrlKey: true }), false)).toBeNull();
  });
});

describe('the palette', () => {
  const names = ['Confirm', 'Confirm and go to the next unconfirmed', 'Città', 'Next row'];
  const search = (query: string): string[] => rank(names, query, (it) => it);

  it('lists everything for an empty query', () => expect(search('')).toEqual(names));
  it('wants every word of the query', () => expect(search('conf next')).toEqual([names[1]]));
  it('does not mind accents and capitals', () => expect(search('CITTA')).toEqual(['Città']));
  it('puts names that begin with the query first', () => expect(search('next')[0]).toBe('Next row'));
});
