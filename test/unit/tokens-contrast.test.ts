import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../src/renderer/styles/tokens.css', import.meta.url), 'utf8');

function tokensOf(theme: string): Map<string, string> {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((m) => [m[1] as string, m[2] as string]));
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['chrome', 'paper', 'raised', 'wash', 'mark'];
const texts = ['ink', 'ink-soft', 'ink-faint', 'accent', 'accent-strong', 'danger', 'caution'];
const pairs: readonly (readonly [string, string])[] = [
  ...texts.flatMap((text) =>
    surfaces
      // Found words are always set in plain ink.
      .filter((surface) => surface !== 'mark' || text === 'ink')
      .map((surface) => [text, surface] as const),
  ),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['danger', 'danger-wash'],
  ['ink', 'danger-wash'],
  ['caution', 'caution-wash'],
  ['ink', 'caution-wash'],
];

describe.each(['light', 'dark', 'contrast'])('the %s theme', (theme) => {
  const tokens = tokensOf(theme);

  it.each(pairs)('sets %s on %s with a contrast of at least 4.5:1', (text, surface) => {
    expect(contrast(tokens.get(text) ?? '', tokens.get(surface) ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['chrome', 'paper', 'raised'])('draws the edge of controls on %s with at least 3:1', (surface) => {
    expect(contrast(tokens.get('control-line') ?? '', tokens.get(surface) ?? '')).toBeGreaterThanOrEqual(3);
  });

  it('defines the same tokens as the light theme', () => {
    expect([...tokens.keys()].toSorted()).toEqual([...tokensOf('light').keys()].toSorted());
  });
});

describe('the other style sheets', () => {
  const folder = new URL('../../src/renderer/styles/', import.meta.url);
  const sheets = readdirSync(folder).filter((name) => name !== 'tokens.css');

  it.each(sheets)('%s names no colour of its own', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '');
    expect(text.match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/gi) ?? []).toEqual([]);
  });
});
