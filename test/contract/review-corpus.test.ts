import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sideContent, type Bead } from '../../src/shared/bitext/bead.ts';
import type { StateRef } from '../../src/shared/contract/review.ts';
import { visibleText } from '../../src/shared/text/content.ts';
import { startTestCore, type TestCore } from './harness.ts';

const CORPUS = resolve(import.meta.dirname, '../../corpus');

interface Sentences {
  readonly sentences: readonly { readonly text: string }[];
}

interface Expected {
  readonly versions: Readonly<
    Record<string, Sentences & { readonly beads: readonly (readonly [readonly number[], readonly number[]])[] }>
  >;
  readonly comparisons: readonly {
    readonly from: string;
    readonly to: string;
    readonly changes: readonly {
      readonly type: string;
      readonly source: readonly number[];
      readonly beforeText: readonly string[];
      readonly afterText: readonly string[];
    }[];
  }[];
  readonly sourceUpdate: Sentences & {
    readonly changes: readonly {
      readonly type: string;
      readonly old: readonly number[];
      readonly new: readonly number[];
    }[];
  };
}

const read = (path: string): unknown => JSON.parse(readFileSync(resolve(CORPUS, path), 'utf8'));
const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');

let test: TestCore;
beforeEach(() => {
  test = startTestCore();
});
afterEach(() => test.end());

/**
 * The row of the imported document in which each sentence of the corpus stands. Rows may hold several sentences of the
 * corpus, or part of one; both sides are read along by their letters.
 */
function rowsOf(beads: readonly Bead[], sentences: Sentences['sentences']): number[] {
  const ends: number[] = [];
  let length = 0;
  for (const bead of beads) ends.push((length += letters(visibleText(sideContent(bead, 'source'))).length));
  let at = 0;
  return sentences.map(({ text }) => {
    const row = ends.findIndex((end) => end > at);
    at += letters(text).length;
    return row;
  });
}

describe.each([
  ['contract', 'txt'],
  ['manual', 'md'],
])('the versions of the %s, made in a project', (kind, extension) => {
  const expected = read(`versions/${kind}/expected.json`) as Expected;
  const gold = read(`${kind}.gold.json`) as { source: Sentences };

  it('differ in the listed places and in no other, and the new edition keeps what is unchanged', async () => {
    const { client } = test;
    const { project } = await client.call('project.create', {
      path: null,
      name: 'C',
      sourceLang: 'it',
      targetLang: 'en',
    });
    const path = resolve(CORPUS, `${kind}.it.${extension}`);
    const document = (await client.run('document.add', { project, path })).id;
    const { beads } = await client.call('bitext.load', { project, document, from: 0, count: 1000 });
    const rows = rowsOf(beads, gold.source.sentences);
    const states: Record<string, StateRef> = {};
    for (const [name, version] of Object.entries(expected.versions)) {
      const texts = beads.map((): string[] => []);
      for (const [sources, targets] of version.beads) {
        const row = rows[sources[0] ?? -1];
        if (row === undefined) continue;
        texts[row]?.push(...targets.map((number) => version.sentences[number]?.text ?? ''));
      }
      const edits = texts.map((parts, row) => ({
        bead: beads[row]?.id ?? -1,
        side: 'target' as const,
        content: { text: parts.join(' '), codes: [] },
      }));
      await client.call('bitext.run', { project, document, command: { type: 'batch', label: 'import', edits } });
      const { id } = await client.call('versions.create', { project, document, name });
      states[name] = { kind: 'version', version: id };
    }
    for (const { from, to, changes } of expected.comparisons) {
      const [a, b] = [states[from], states[to]] as [StateRef, StateRef];
      const { handle, relation } = await client.call('review.compare', { project, document, a, b });
      expect(relation.verdict).toBe('related');
      const page = await client.call('review.changes', { project, handle, filter: {}, from: 0, count: 1000 });
      // What is a difference of inline codes alone is not part of the corpus' sentences; nor are insertions without a source.
      const listed = changes.filter(({ type, source }) => type !== 'codes' && source.length > 0);
      const wanted = new Set(listed.flatMap(({ source }) => source.map((number) => rows[number])));
      const found = new Set(page.changes.flatMap(({ rowsB }) => rowsB));
      const first = new Set(listed.map(({ source }) => rows[source[0] ?? -1]));
      expect([...first].filter((row) => !found.has(row ?? -1))).toEqual([]);
      expect([...found].filter((row) => !wanted.has(row))).toEqual([]);
      for (const change of listed) {
        const shown = page.changes.find(({ rowsB }) => rowsB.includes(rows[change.source[0] ?? -1] ?? -1));
        const text = (side: readonly Bead[]): string => side.map((bead) => sideContent(bead, 'target').text).join(' ');
        for (const part of change.beforeText) expect(text(shown?.a ?? [])).toContain(part);
        for (const part of change.afterText) expect(text(shown?.b ?? [])).toContain(part);
      }
    }
    const edition = resolve(CORPUS, `versions/${kind}/source-2.it.${extension}`);
    const before = (await client.call('bitext.load', { project, document, from: 0, count: 1000 })).beads;
    await client.call('review.updateSource', { project, document, path: edition });
    const after = (await client.call('bitext.load', { project, document, from: 0, count: 1000 })).beads;
    const sourceOf = (bead: Bead): string => visibleText(sideContent(bead, 'source'));
    // Sentences that stand in several places tell nothing about which of them is which.
    const single = before.filter((bead) => before.filter((other) => sourceOf(other) === sourceOf(bead)).length === 1);
    const known = new Map(single.map((bead) => [sourceOf(bead), bead]));
    const kept = after.filter((bead) => known.has(sourceOf(bead)));
    expect(kept.length).toBeGreaterThan(before.length / 2);
    for (const bead of kept) expect(bead.target).toEqual(known.get(sourceOf(bead))?.target);
    const spelt = (number: number): string => letters(expected.sourceUpdate.sentences[number]?.text ?? '');
    const now = letters(after.map(sourceOf).join(''));
    for (const { new: numbers } of expected.sourceUpdate.changes)
      for (const i of numbers) expect(now).toContain(spelt(i));
  });
});
