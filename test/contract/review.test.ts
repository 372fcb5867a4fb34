import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sideContent } from '../../src/shared/bitext/bead.ts';
import type { StateRef } from '../../src/shared/contract/review.ts';
import { startTestDocument, type TestDocument } from './test-document.ts';

/** A project with one document of five sentences. */
let test: TestDocument;
let project = '';
let document = 0;

const SOURCE = 'Il gatto dorme.\n\nPiove forte.\n\nUno due tre.\n\nLa porta è chiusa.\n\nBuona notte.\n';
const CURRENT: StateRef = { kind: 'current' };

beforeEach(async () => {
  test = await startTestDocument(SOURCE);
  ({ project, document } = test);
});
afterEach(() => test.end());

async function translateAll(): Promise<void> {
  for (const [row, text] of [
    'The cat sleeps.',
    'It rains hard.',
    'One two three.',
    'The door is shut.',
    'Good night.',
  ].entries()) {
    await test.type(row, text);
  }
}

const version = (id: number): StateRef => ({ kind: 'version', version: id });

describe('versions', () => {
  it('begin with the import, and are taken by hand without storing the state again', async () => {
    await translateAll();
    const made = await test.client.call('versions.create', { project, document, name: 'Draft' });
    expect(made).toMatchObject({ kind: 'manual', name: 'Draft', seq: 5, changesSince: 0, bytes: 0 });
    const list = await test.client.call('versions.list', { project, document });
    expect(list.map(({ kind }) => kind)).toEqual(['manual', 'import']);
  });

  it('are taken before batch operations and at delivery', async () => {
    await translateAll();
    const all = (await test.beads()).map(({ id }) => id);
    const edits = all.map((bead) => ({ bead, side: 'target' as const, content: { text: 'X.', codes: [] } }));
    await test.client.call('bitext.run', { project, document, command: { type: 'batch', label: 'replace', edits } });
    const path = join(test.folder, 'out.xlf');
    await test.client.run('export.run', { project, documents: [document], format: 'xliff', path });
    const list = await test.client.call('versions.list', { project, document });
    expect(list.map(({ kind, name, before }) => [kind, name, before])).toEqual([
      ['delivery', 'out.xlf', null],
      ['batch', '', 'replace'],
      ['import', '', null],
    ]);
  });

  it('are renamed and removed, but for the first', async () => {
    const { id } = await test.client.call('versions.create', { project, document, name: 'A' });
    await test.client.call('versions.rename', { project, document, version: id, name: 'B' });
    const [first, last] = await test.client.call('versions.list', { project, document });
    expect(first?.name).toBe('B');
    expect(await test.client.call('versions.remove', { project, document, version: id })).toHaveLength(1);
    await expect(
      test.client.call('versions.remove', { project, document, version: last?.id ?? 0 }),
    ).rejects.toMatchObject({ code: 'badRequest' });
  });
});

describe('comparing', () => {
  it('shows what changed since a version, a page at a time, with figures and authors', async () => {
    await translateAll();
    const { id } = await test.client.call('versions.create', { project, document, name: 'Draft' });
    await test.type(0, 'The cat is asleep.');
    await test.type(4, 'Good night!');
    const found = await test.client.call('review.compare', { project, document, a: version(id), b: CURRENT });
    expect(found).toMatchObject({ present: 'b', sides: 'both', relation: { verdict: 'related' } });
    expect(found.statistics).toMatchObject({ changes: 2, beadsA: 5, beadsB: 5 });
    const page = await test.client.call('review.changes', {
      project,
      handle: found.handle,
      filter: {},
      from: 0,
      count: 1,
    });
    expect(page.total).toBe(2);
    expect(page.changes).toHaveLength(1);
    expect(page.map.length).toBeGreaterThan(0);
    const only = await test.client.call('review.changes', {
      project,
      handle: found.handle,
      filter: { natures: ['punctuation'] },
      from: 0,
      count: 10,
    });
    expect(only.changes.map(({ rowsB }) => rowsB)).toEqual([[4]]);
  });

  it('is out of date when the document changed', async () => {
    await translateAll();
    const [first] = await test.client.call('versions.list', { project, document });
    const { handle } = await test.client.call('review.compare', {
      project,
      document,
      a: version(first?.id ?? 0),
      b: CURRENT,
    });
    await test.type(0, 'Else.');
    await expect(
      test.client.call('review.changes', { project, handle, filter: {}, from: 0, count: 1 }),
    ).rejects.toMatchObject({ code: 'conflict', values: { key: 'comparisonStale' } });
  });

  it('says why a file is no version of the document', async () => {
    await translateAll();
    const path = join(test.folder, 'other.tsv');
    writeFileSync(path, 'it\ten\nTutt’altra cosa.\tSomething else.\n');
    const found = await test.client.call('review.compare', {
      project,
      document,
      a: CURRENT,
      b: { kind: 'file', path },
    });
    expect(found.relation).toMatchObject({ verdict: 'unrelated', reasons: expect.arrayContaining(['nothingPaired']) });
  });
});

describe('accepting and rejecting', () => {
  it('takes changes back one by one, in bulk, and word by word, each undoable and with its reason', async () => {
    await translateAll();
    const { id } = await test.client.call('versions.create', { project, document, name: 'Draft' });
    await test.type(0, 'A cat sleeps soundly.');
    await test.type(2, 'One, two, three.');
    await test.type(3, 'The door is closed.');
    const compare = (): Promise<{ handle: string }> =>
      test.client.call('review.compare', { project, document, a: version(id), b: CURRENT });
    let { handle } = await compare();
    const word = { change: 0, places: [0] };
    await test.client.call('review.decide', { project, document, handle, verdict: 'rejected', selection: word });
    expect((await test.targets())[0]).toBe('The cat sleeps soundly.');
    ({ handle } = await compare());
    const one = { changes: [3] };
    const why = 'Term list says shut';
    await test.client.call('review.decide', { project, document, handle, verdict: 'rejected', selection: one, why });
    expect((await test.targets())[3]).toBe('The door is shut.');
    const door = await test.idOf(3);
    const [latest] = await test.client.call('bitext.history', { project, document, bead: door, limit: 5 });
    expect(latest).toMatchObject({ label: 'reject', why });
    ({ handle } = await compare());
    const rest = await test.client.call('review.decide', {
      project,
      document,
      handle,
      verdict: 'rejected',
      selection: { filter: {} },
    });
    expect(rest.count).toBe(2);
    expect(await test.targets()).toEqual([
      'The cat sleeps.',
      'It rains hard.',
      'One two three.',
      'The door is shut.',
      'Good night.',
    ]);
    await test.client.call('bitext.undo', { project, document });
    expect((await test.targets())[2]).toBe('One, two, three.');
  });

  it('remembers what was accepted where it stands already, until it is undone', async () => {
    await translateAll();
    const { id } = await test.client.call('versions.create', { project, document, name: 'Draft' });
    await test.type(1, 'It pours.');
    const states = { project, document, a: version(id), b: CURRENT };
    const verdicts = async (): Promise<unknown[]> => {
      const { handle } = await test.client.call('review.compare', states);
      const page = await test.client.call('review.changes', { project, handle, filter: {}, from: 0, count: 10 });
      return page.changes.map(({ verdict }) => verdict);
    };
    const { handle } = await test.client.call('review.compare', states);
    await test.client.call('review.decide', {
      project,
      document,
      handle,
      verdict: 'accepted',
      selection: { changes: [1] },
    });
    expect(await verdicts()).toEqual(['accepted']);
    expect((await test.targets())[1]).toBe('It pours.');
    await test.client.call('bitext.undo', { project, document });
    expect(await verdicts()).toEqual([null]);
  });

  it('takes a returned file over, and leaves locked beads alone', async () => {
    await translateAll();
    const path = join(test.folder, 'out.tsv');
    await test.client.run('export.run', { project, documents: [document], format: 'tsv', path });
    writeFileSync(path, readFileSync(path, 'utf8').replace('sleeps', 'is sleeping').replace('hard', 'heavily'));
    const first = await test.idOf(0);
    const command = { type: 'mark' as const, beads: [first], mark: 'locked' as const, on: true };
    await test.client.call('bitext.run', { project, document, command });
    const found = await test.client.call('review.compare', {
      project,
      document,
      a: CURRENT,
      b: { kind: 'file', path },
    });
    expect(found).toMatchObject({ present: 'a', sides: 'target' });
    const done = await test.client.call('review.decide', {
      project,
      document,
      handle: found.handle,
      verdict: 'accepted',
      selection: { filter: {} },
    });
    expect(done).toMatchObject({ count: 1, left: 1 });
    expect((await test.targets()).slice(0, 2)).toEqual(['The cat sleeps.', 'It rains heavily.']);
  });

  it('returns a bead to any of its states', async () => {
    await test.type(0, 'First.');
    await test.type(0, 'Second.');
    const bead = await test.idOf(0);
    await test.client.call('review.restore', { project, document, bead, seq: 1 });
    expect((await test.targets())[0]).toBe('First.');
    await test.client.call('review.restore', { project, document, bead, seq: 0 });
    expect((await test.beads())[0]).toMatchObject({ target: [], status: 'untranslated' });
  });
});

describe('merging what came back', () => {
  async function returned(): Promise<{ base: StateRef; theirs: StateRef }> {
    await translateAll();
    const path = join(test.folder, 'sent.xlf');
    await test.client.run('export.run', { project, documents: [document], format: 'xliff', path });
    const [sent] = await test.client.call('versions.list', { project, document });
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('The cat sleeps.', 'The cat naps.').replace('shut', 'locked up'),
    );
    await test.type(3, 'The door is barred.');
    await test.type(4, 'Sleep well.');
    return { base: version(sent?.id ?? 0), theirs: { kind: 'file', path } };
  }

  it('applies what does not conflict, keeps ours where nobody chose, and is one step', async () => {
    const states = await returned();
    const before = await test.targets();
    const preview = await test.client.call('review.mergePreview', { project, document, ...states, choices: [] });
    expect(preview.conflicts).toHaveLength(1);
    expect(await test.targets()).toEqual(before);
    const merged = await test.client.call('review.merge', { project, document, ...states, choices: [] });
    expect(merged).toMatchObject({ open: 1 });
    expect(await test.targets()).toEqual([
      'The cat naps.',
      'It rains hard.',
      'One two three.',
      'The door is barred.',
      'Sleep well.',
    ]);
    const [kept] = await test.client.call('versions.list', { project, document });
    expect(kept).toMatchObject({ kind: 'return', name: 'sent.xlf' });
    await test.client.call('bitext.undo', { project, document });
    expect(await test.targets()).toEqual(before);
  });

  it('resolves a conflict as it was chosen', async () => {
    const states = await returned();
    const choices = [{ conflict: 0, take: 'theirs' as const }];
    expect(await test.client.call('review.merge', { project, document, ...states, choices })).toMatchObject({
      open: 0,
    });
    expect((await test.targets())[3]).toBe('The door is locked up.');
  });

  it('refuses what is no version of the document', async () => {
    await translateAll();
    const [base] = await test.client.call('versions.list', { project, document });
    const path = join(test.folder, 'other.tsv');
    writeFileSync(path, 'it\ten\nTutt’altra cosa.\tSomething else.\n');
    await expect(
      test.client.call('review.merge', {
        project,
        document,
        base: version(base?.id ?? 0),
        theirs: { kind: 'file', path },
        choices: [],
      }),
    ).rejects.toMatchObject({ values: { key: 'mergeUnrelated' } });
  });
});

describe('a new edition of the source', () => {
  it('keeps what is unchanged, marks the rest, writes the new file, and is undone with its file', async () => {
    await translateAll();
    const path = join(test.folder, 'new.txt');
    writeFileSync(path, SOURCE.replace('Piove forte.', 'Piove molto forte.').replace('Buona notte.', 'Nuova frase.'));
    const preview = await test.client.call('review.sourcePreview', { project, document, path });
    expect(preview.statistics).toMatchObject({ unchanged: { beads: 3 }, changed: { beads: 1 } });
    const done = await test.client.call('review.updateSource', { project, document, path });
    const now = await test.beads();
    expect(now.map((bead) => sideContent(bead, 'source').text)[1]).toBe('Piove molto forte.');
    expect(now[1]).toMatchObject({ status: 'draft' });
    const out = join(test.folder, 'out.txt');
    const write = async (): Promise<string> => {
      await test.client.run('export.run', { project, documents: [document], format: 'document', path: out });
      return readFileSync(out, 'utf8');
    };
    expect(await write()).toContain('Nuova frase.');
    const found = await test.client.call('review.compare', { project, document, a: version(done.version), b: CURRENT });
    expect(found.statistics.sources).toBeGreaterThan(0);
    await test.client.call('bitext.undo', { project, document });
    expect(await write()).toBe(
      'The cat sleeps.\n\nIt rains hard.\n\nOne two three.\n\nThe door is shut.\n\nGood night.\n',
    );
    await test.client.call('bitext.redo', { project, document });
    expect(await write()).toContain('Nuova frase.');
  });
});

describe('reports', () => {
  it('are written in every format', async () => {
    await translateAll();
    const [base] = await test.client.call('versions.list', { project, document });
    for (const format of ['html', 'docx', 'xlsx', 'json', 'text'] as const) {
      const path = join(test.folder, `report.${format}`);
      const a = version(base?.id ?? 0);
      const written = await test.client.run('review.report', { project, document, a, b: CURRENT, format, path });
      expect(written).toMatchObject({ path, changes: 5 });
      expect(readFileSync(path).length).toBe(written.bytes);
    }
  });
});

describe('a damaged change log', () => {
  /** Types five rows, each with a version after it, and spoils entries of the log; the versions. */
  async function damaged(damage: string): Promise<number[]> {
    const ids: number[] = [];
    for (const [row, text] of ['A.', 'B.', 'C.', 'D.', 'E.'].entries()) {
      await test.type(row, text);
      ids.push((await test.client.call('versions.create', { project, document, name: text })).id);
    }
    await test.client.call('project.close', { project });
    const file = new Database(project);
    file.prepare(`UPDATE change SET ${damage}`).run(document);
    file.close();
    await test.client.call('project.open', { path: project });
    return ids;
  }

  it('is found and reported, and every state on either side of the damage is still there', async () => {
    const ids = await damaged("operations = X'00' WHERE scope = ? AND seq = 3");
    const check = await test.client.call('versions.check', { project, document });
    expect(check).toMatchObject({ entries: 5, damaged: [3], lost: [] });
    expect(await test.targets()).toEqual(['A.', 'B.', 'C.', 'D.', 'E.']);
    for (const [i, id] of ids.entries()) {
      const found = await test.client.call('review.compare', { project, document, a: version(id), b: CURRENT });
      expect(found.statistics.changes).toBe(4 - i);
    }
  });

  it('costs only what lies between two damaged entries', async () => {
    const ids = await damaged('checksum = checksum + 1 WHERE scope = ? AND seq IN (2, 4)');
    expect((await test.client.call('versions.check', { project, document })).lost.toSorted((x, y) => x - y)).toEqual([
      ids[1],
      ids[2],
    ]);
    await expect(
      test.client.call('review.compare', { project, document, a: version(ids[1] ?? 0), b: CURRENT }),
    ).rejects.toMatchObject({ code: 'projectDamaged' });
  });
});
