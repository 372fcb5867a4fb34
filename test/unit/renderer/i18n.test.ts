import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/renderer/app/commands/catalogue.ts';
import { alignEn } from '../../../src/renderer/i18n/align-en.ts';
import { alignIt } from '../../../src/renderer/i18n/align-it.ts';
import { en as enBase } from '../../../src/renderer/i18n/en.ts';
import { it as itBase } from '../../../src/renderer/i18n/it.ts';
import { memoryEn } from '../../../src/renderer/i18n/memory-en.ts';
import { memoryIt } from '../../../src/renderer/i18n/memory-it.ts';
import { reviewEn } from '../../../src/renderer/i18n/review-en.ts';
import { reviewIt } from '../../../src/renderer/i18n/review-it.ts';
import { errorCodes } from '../../../src/shared/contract/errors.ts';

const en: Readonly<Record<string, string>> = { ...enBase, ...alignEn, ...reviewEn, ...memoryEn };
const italian: Readonly<Record<string, string>> = { ...itBase, ...alignIt, ...reviewIt, ...memoryIt };

const under = (layer: string): readonly { readonly file: string; readonly text: string }[] => {
  const root = fileURLToPath(new URL(`../../../src/${layer}`, import.meta.url));
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('i18n'))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
};

const sources = under('renderer');

const PLURAL = /_(zero|one|two|few|many|other)$/;
const base = (key: string): string => key.replace(PLURAL, '');
const bases = (texts: Readonly<Record<string, string>>): Set<string> => new Set(Object.keys(texts).map(base));
const known = bases(en);

/** Keys that code builds from parts: `prefix.` followed by a value. */
const built = [
  ...catalogue.map((entry) => `command.${entry.id}`),
  ...errorCodes.map((code) => `error.${code}`),
  ...['bead', 'align', 'memory', 'text', 'go', 'find', 'panel', 'project', 'window'].map((group) => `group.${group}`),
  ...['untranslated', 'draft', 'translated', 'confirmed', 'locked'].map((status) => `status.${status}`),
];

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((it) => it[1] ?? '').toSorted();

describe('the texts of the window', () => {
  it('are the same in number and name in both languages', () => {
    expect([...bases(italian)].toSorted()).toEqual([...known].toSorted());
  });

  it('have every plural form their language needs', () => {
    const counted = [...known].filter((key) => `${key}_other` in en);
    for (const key of counted) {
      for (const form of ['one', 'other']) expect(en).toHaveProperty([`${key}_${form}`]);
      for (const form of ['one', 'many', 'other']) expect(italian).toHaveProperty([`${key}_${form}`]);
    }
  });

  it('take the same values in both languages', () => {
    const texts: Readonly<Record<string, string>> = italian;
    for (const [key, text] of Object.entries(en))
      expect([key, placeholders(texts[key] ?? '')]).toEqual([key, placeholders(text)]);
  });

  it('exist for every key the code names', () => {
    const missing: string[] = [];
    for (const { file, text } of sources) {
      for (const found of text.matchAll(/\bt\(\s*'([\w.-]+)'/g)) {
        if (!known.has(found[1] ?? '')) missing.push(`${file}: ${found[1]}`);
      }
      for (const found of text.matchAll(/\bt\([^'`()]*\? '([\w.-]+)' : '([\w.-]+)'/g)) {
        for (const key of found.slice(1)) if (!known.has(key)) missing.push(`${file}: ${key}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('exist for every key the code builds', () => {
    expect(built.filter((key) => !known.has(key))).toEqual([]);
    const prefixes = sources.flatMap(({ text }) =>
      [...text.matchAll(/\bt\(`([\w.]+\.)\$\{/g)].map((it) => it[1] ?? ''),
    );
    expect(prefixes.filter((prefix) => ![...known].some((key) => key.startsWith(prefix)))).toEqual([]);
  });

  it('are all used', () => {
    const all = sources.map(({ text }) => text).join('\n');
    const prefixes = [...all.matchAll(/`([\w.]+\.)\$\{/g)].map((it) => it[1] ?? '');
    // The core names the phases of a job; errors are named by their code or, finer, by a key of their own.
    const everything = [...sources, ...under('main'), ...under('shared')].map(({ text }) => text).join('\n');
    const named = (key: string): boolean =>
      everything.includes(`'${key}'`) ||
      (key.startsWith('error.') && everything.includes(`'${key.slice('error.'.length)}'`));
    // Menus of rows build their keys from a prefix that is given to them.
    const given = /^(documents\.menu\.|memories\.menu\.)/;
    const own = prefixes.filter((prefix) => prefix !== 'error.');
    const unused = [...known].filter(
      (key) =>
        !all.includes(`'${key}'`) && !named(key) && !given.test(key) && !own.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
});
