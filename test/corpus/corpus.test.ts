import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, test } from 'vitest';

type Bead = readonly [readonly number[], readonly number[]];
interface Side {
  readonly file: string;
  readonly lang: string;
  readonly units: readonly string[];
  readonly sentences: readonly { readonly unit: number; readonly text: string }[];
}
interface Gold {
  readonly kind: string;
  readonly source: Side;
  readonly target: Side;
  readonly beads: readonly Bead[];
}
interface TargetChange {
  readonly bead: number;
  readonly type: string;
  readonly source: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly beforeText: readonly string[];
  readonly afterText: readonly string[];
}
interface SourceChange {
  readonly type: string;
  readonly old: readonly number[];
  readonly new: readonly number[];
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}
type State = Side & { readonly beads: readonly Bead[] };
interface Expected {
  readonly kind: string;
  readonly versions: Readonly<Record<string, State>>;
  readonly comparisons: readonly {
    readonly from: string;
    readonly to: string;
    readonly changes: readonly TargetChange[];
  }[];
  readonly sourceUpdate: Side & { readonly from: string; readonly changes: readonly SourceChange[] };
}

const root = new URL('../../corpus/', import.meta.url);
const seedUrl = new URL('../../../shared/corpus/seed.it.txt', import.meta.url);

const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const fold = (text: string): string => text.replace(/[ \t\n]+/g, ' ').replace(/^ | $/g, '');
const words = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;
const asNumber = (a: number, b: number): number => a - b;

function markdownUnits(text: string): string[] {
  const lines = text.replace(/^```[\s\S]*?^```$/gm, '').split('\n');
  const units: string[] = [];
  for (const line of lines) {
    if (line.trim() === '' || /^\|( ?:?-+:? \|)+$/.test(line)) continue;
    const parts = line.startsWith('|') ? line.slice(1, -1).split('|') : [line.replace(/^(#+|>|-|\d+\.) /, '')];
    for (const part of parts) {
      const visible = part
        .replace(/`([^`]*)`/g, '$1')
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/\*+/g, '');
      units.push(fold(visible));
    }
  }
  return units;
}

const INLINE = new Set(['a', 'b', 'em', 'i', 'small', 'strong', 'time']);

function htmlUnits(text: string): string[] {
  const units: string[] = [];
  let run = '';
  const flush = (): void => {
    if (fold(run) !== '') units.push(fold(run));
    run = '';
  };
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if (node.nodeName === '#text') run += (node as DefaultTreeAdapterTypes.TextNode).value;
    if (!('childNodes' in node)) return;
    const inline = INLINE.has(node.nodeName);
    if (!inline) flush();
    const attributes = new Map('attrs' in node ? node.attrs.map(({ name, value }) => [name, value]) : []);
    const content = attributes.get('name') === 'description' ? attributes.get('content') : undefined;
    for (const value of [content, attributes.get('alt'), attributes.get('placeholder')]) {
      if (value !== undefined) units.push(fold(value));
    }
    for (const child of node.childNodes) visit(child);
    if (!inline) flush();
  };
  visit(parse(text));
  return units;
}

/** The visible text of each unit of a corpus file, in order. */
function visibleUnits(path: string): string[] {
  const text = read(path);
  if (path.endsWith('.md')) return markdownUnits(text);
  if (path.endsWith('.html')) return htmlUnits(text);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(fold);
}

/** The sentences of each unit joined as they stand in it; fails when a unit number is skipped or goes back. */
function unitsOf(side: Side): string[] {
  const units: string[] = [];
  for (const { unit, text } of side.sentences) {
    expect(text).toBe(fold(text));
    expect(text).not.toBe('');
    expect([units.length - 1, units.length]).toContain(unit);
    units[unit] = units[unit] === undefined ? text : `${units[unit]} ${text}`;
  }
  return units;
}

function expectSideMatchesFile(side: Side, folder = ''): void {
  const units = unitsOf(side);
  expect(units).toEqual(visibleUnits(folder + side.file));
  expect(side.units).toHaveLength(units.length);
  const kinds = new Set(['title', 'heading', 'paragraph', 'listItem', 'cell', 'caption', 'attribute']);
  expect(side.units.filter((kind) => !kinds.has(kind))).toEqual([]);
}

/** Every number below `count` exactly once, in order. */
function expectCover(numbers: readonly number[], count: number): void {
  expect(numbers).toEqual(Array.from({ length: count }, (_, i) => i));
}

const texts = (side: Side, numbers: readonly number[]): (string | undefined)[] =>
  numbers.map((i) => side.sentences[i]?.text);

const golds: Gold[] = readdirSync(root)
  .filter((name) => name.endsWith('.gold.json'))
  .sort()
  .map((name) => JSON.parse(read(name)) as Gold);

describe.each(golds)('the $kind document', (gold) => {
  test('has the file names the corpus promises', () => {
    expect(gold.source.file).toMatch(new RegExp(`^${gold.kind}\\.it\\.(txt|md|html)$`));
    expect(gold.target.file).toBe(gold.source.file.replace('.it.', '.en.'));
    expect([gold.source.lang, gold.target.lang]).toEqual(['it', 'en']);
  });

  test.each(['source', 'target'] as const)('has every %s sentence, unit by unit, and nothing else', (side) => {
    expectSideMatchesFile(gold[side]);
  });

  test('has each sentence in exactly one bead, in order on both sides', () => {
    expectCover(
      gold.beads.flatMap(([source]) => source),
      gold.source.sentences.length,
    );
    expectCover(
      gold.beads.flatMap(([, target]) => target),
      gold.target.sentences.length,
    );
    expect(gold.beads.filter(([source, target]) => source.length + target.length === 0)).toEqual([]);
  });

  test('ends its files with one newline and uses line feeds', () => {
    for (const { file } of [gold.source, gold.target]) expect(read(file)).toMatch(/^[^\r]*[^\r\n]\n$/);
  });
});

describe('the corpus as a whole', () => {
  const count = (side: Side): number => side.sentences.reduce((sum, { text }) => sum + words(text), 0);

  test('holds the kinds of document a translator meets', () => {
    const kinds = golds.map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['news', 'contract', 'manual', 'story', 'webpage', 'minutes', 'article', 'brochure']),
    );
  });

  test('holds at least 12,000 words', () => {
    const total = golds.reduce((sum, { source, target }) => sum + count(source) + count(target), 0);
    expect(total).toBeGreaterThanOrEqual(12_000);
  });

  test('has every bead type, and about one bead in ten that is not 1-1', () => {
    const types = golds.flatMap(({ beads }) => beads.map(([source, target]) => `${source.length}-${target.length}`));
    expect([...new Set(types)].sort()).toEqual(['0-1', '1-0', '1-1', '1-2', '2-1', '2-2']);
    const other = types.filter((type) => type !== '1-1').length / types.length;
    expect(other).toBeGreaterThan(0.08);
    expect(other).toBeLessThan(0.13);
  });

  test('is described by its README with the true figures', () => {
    const readme = read('README.md');
    for (const { kind, source, target, beads } of golds) {
      const row = readme.split('\n').find((line) => line.startsWith(`| \`${kind}\` |`));
      const cells = row?.split('|').map((cell) => cell.trim());
      const types = ['1-1', '1-2', '2-1', '2-2', '1-0', '0-1'].map(
        (type) => beads.filter(([left, right]) => `${left.length}-${right.length}` === type).length,
      );
      expect(cells?.slice(3, -1).map(Number)).toEqual([
        count(source),
        count(target),
        source.sentences.length,
        target.sentences.length,
        beads.length,
        ...types,
      ]);
    }
  });

  test('shares no run of eight words with the article its news report draws on', ({ skip }) => {
    skip(!existsSync(seedUrl), 'the article ../shared/corpus/seed.it.txt is not here');
    const split = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const runs = (tokens: readonly string[]): string[] =>
      tokens.slice(0, -7).map((_, i) => tokens.slice(i, i + 8).join(' '));
    const seed = new Set(runs(split(readFileSync(fileURLToPath(seedUrl), 'utf8'))));
    const own = golds.flatMap(({ source }) => runs(split(source.sentences.map(({ text }) => text).join(' '))));
    expect(own.filter((run) => seed.has(run))).toEqual([]);
  });
});

const versioned = readdirSync(new URL('versions/', root)).sort();

test('at least two documents come with versions', () => {
  expect(versioned.length).toBeGreaterThanOrEqual(2);
});

describe.each(versioned)('the versions of the %s document', (kind) => {
  const folder = `versions/${kind}/`;
  const expected = JSON.parse(read(`${folder}expected.json`)) as Expected;
  const gold = golds.find((candidate) => candidate.kind === kind) as Gold;

  test('are draft, revised and reviewed, and the last is the final translation', () => {
    expect(Object.keys(expected.versions)).toEqual(['draft', 'revised', 'reviewed']);
    const reviewed = expected.versions['reviewed'] as State;
    expect(read(folder + reviewed.file)).toBe(read(gold.target.file));
    expect(reviewed.sentences).toEqual(gold.target.sentences);
    expect(reviewed.beads.filter(([source, target]) => source.length + target.length > 0)).toEqual(gold.beads);
  });

  test.each(Object.entries(expected.versions))('match their files: %s', (_name, state) => {
    expectSideMatchesFile(state, folder);
    expectCover(
      state.beads.flatMap(([source]) => source),
      gold.source.sentences.length,
    );
    expectCover(
      state.beads.flatMap(([, target]) => target),
      state.sentences.length,
    );
  });

  test.each(expected.comparisons)('differ from $from to $to in the listed beads and in no other', (comparison) => {
    const from = expected.versions[comparison.from] as State;
    const to = expected.versions[comparison.to] as State;
    const listed = new Map(comparison.changes.map((change) => [change.bead, change]));
    expect(listed.size).toBe(comparison.changes.length);
    from.beads.forEach(([source, before], bead) => {
      const after = to.beads[bead]?.[1] ?? [];
      const beforeText = texts(from, before);
      const afterText = texts(to, after);
      const change = listed.get(bead);
      if (change === undefined) {
        expect(afterText).toEqual(beforeText);
        return;
      }
      expect(change).toEqual({ bead, type: change.type, source, before, after, beforeText, afterText });
      if (change.type === 'codes') expect(afterText).toEqual(beforeText);
      else expect(afterText).not.toEqual(beforeText);
      expect(change.type).toBe(
        change.type === 'codes'
          ? 'codes'
          : before.length === 0
            ? 'inserted'
            : after.length === 0
              ? 'deleted'
              : after.length > before.length
                ? 'split'
                : after.length < before.length
                  ? 'merged'
                  : 'changed',
      );
    });
  });

  test('include a second source edition with known changes', () => {
    const update = expected.sourceUpdate;
    expectSideMatchesFile(update, folder);
    const { changes } = update;
    expectCover(changes.flatMap((change) => change.old).toSorted(asNumber), gold.source.sentences.length);
    expectCover(
      changes.flatMap((change) => change.new),
      update.sentences.length,
    );
    const kept = changes.filter(({ type }) => type !== 'moved').flatMap((change) => change.old);
    expect(kept).toEqual(kept.toSorted(asNumber));
    for (const { type, old, new: now, before, after } of changes) {
      const sizes = `${old.length}-${now.length}`;
      const sameText = JSON.stringify(texts(gold.source, old)) === JSON.stringify(texts(update, now));
      expect(sameText).toBe(type === 'unchanged' || type === 'moved');
      const size = { new: '0-1', deleted: '1-0', split: '1-2', merged: '2-1' }[type] ?? '1-1';
      expect(sizes).toBe(size);
      if (type === 'unchanged') continue;
      expect(before).toEqual(texts(gold.source, old));
      expect(after).toEqual(texts(update, now));
    }
    expect([...new Set(changes.map(({ type }) => type))].sort()).toEqual([
      'changed',
      'deleted',
      'merged',
      'moved',
      'new',
      'split',
      'unchanged',
    ]);
  });
});
