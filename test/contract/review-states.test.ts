import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReviewChange, StateRef } from '../../src/shared/contract/review.ts';
import { startTestDocument, type TestDocument } from './test-document.ts';

/** A project with one document of four sentences. */
let test: TestDocument;
let project = '';
let document = 0;

const SOURCE = 'Il gatto dorme.\n\nPiove forte.\n\nUno due tre. La porta è chiusa.\n';
const CURRENT: StateRef = { kind: 'current' };

beforeEach(async () => {
  test = await startTestDocument(SOURCE);
  ({ project, document } = test);
  for (const [row, text] of ['The cat sleeps.', 'It rains hard.', 'One two three.', 'The door is shut.'].entries()) {
    await test.type(row, text);
  }
});
afterEach(() => test.end());

async function lock(row: number): Promise<void> {
  const command = { type: 'mark' as const, beads: [await test.idOf(row)], mark: 'locked' as const, on: true };
  await test.client.call('bitext.run', { project, document, command });
}

async function keep(name: string): Promise<StateRef & { kind: 'version' }> {
  return { kind: 'version', version: (await test.client.call('versions.create', { project, document, name })).id };
}

async function changesOf(a: StateRef, b: StateRef): Promise<{ handle: string; changes: readonly ReviewChange[] }> {
  const { handle } = await test.client.call('review.compare', { project, document, a, b });
  const page = await test.client.call('review.changes', { project, handle, filter: {}, from: 0, count: 100 });
  return { handle, changes: page.changes };
}

describe('comparing two states of which neither is the present one', () => {
  async function twoVersions(): Promise<readonly [StateRef, StateRef]> {
    const draft = await keep('Draft');
    await test.type(0, 'A cat sleeps.');
    await test.type(1, 'It pours.');
    await test.type(3, 'The door is closed.');
    const revised = await keep('Revised');
    await test.type(0, 'Cats.');
    return [draft, revised];
  }

  it('lets the text of either side be taken into the document, as one step with who and why', async () => {
    const [draft, revised] = await twoVersions();
    const first = await changesOf(draft, revised);
    expect(first.changes.map(({ obstacles }) => obstacles)).toEqual([
      { accepted: null, rejected: null },
      { accepted: 'same', rejected: null },
      { accepted: 'same', rejected: null },
    ]);
    const decided = await test.client.call('review.decide', {
      project,
      document,
      handle: first.handle,
      verdict: 'rejected',
      selection: { changes: [first.changes[1]?.index ?? -1] },
      why: 'The draft was right',
    });
    expect(decided).toMatchObject({ count: 1, left: 0, obstacles: {} });
    expect(await test.targets()).toEqual(['Cats.', 'It rains hard.', 'One two three.', 'The door is closed.']);
    expect((await test.beads())[1]).toMatchObject({ origin: { kind: 'restored', from: 'Draft' } });
    const [latest] = await test.client.call('bitext.history', {
      project,
      document,
      bead: await test.idOf(1),
      limit: 1,
    });
    expect(latest).toMatchObject({ label: 'reject', why: 'The draft was right' });
    const again = await changesOf(draft, revised);
    expect(again.changes.map(({ verdict }) => verdict)).toEqual([null, 'rejected', null]);
    const { handle } = again;
    const all = { project, document, handle, verdict: 'accepted' as const, selection: { filter: {} } };
    expect(await test.client.call('review.decide', all)).toMatchObject({ count: 2, left: 1, obstacles: { same: 1 } });
    expect((await test.targets()).slice(0, 2)).toEqual(['A cat sleeps.', 'It pours.']);
    await test.client.call('bitext.undo', { project, document });
    expect((await test.targets()).slice(0, 2)).toEqual(['Cats.', 'It rains hard.']);
  });

  it('says why a text cannot be taken: the row is locked, is gone, or was divided since', async () => {
    const [draft, revised] = await twoVersions();
    await lock(1);
    const merged = { type: 'merge' as const, beads: [await test.idOf(2), await test.idOf(3)] };
    await test.client.call('bitext.run', { project, document, command: merged });
    const { handle, changes } = await changesOf(draft, revised);
    expect(changes.map(({ obstacles }) => obstacles.rejected)).toEqual([null, 'locked', 'divided']);
    const selection = { changes: changes.slice(1).map(({ index }) => index) };
    const input = { project, document, handle, verdict: 'rejected' as const, selection };
    expect(await test.client.call('review.decide', input)).toMatchObject({
      applied: null,
      count: 0,
      left: 2,
      obstacles: { locked: 1, divided: 1 },
    });
    const path = join(test.folder, 'new.txt');
    writeFileSync(path, SOURCE.replace('Il gatto dorme.\n\n', ''));
    await test.client.call('review.updateSource', { project, document, path });
    expect((await changesOf(draft, revised)).changes[0]?.obstacles).toEqual({ accepted: 'gone', rejected: 'gone' });
  });

  it('finds the rows again for two files that lost all numbers', async () => {
    const files = ['The cat sleeps well.', 'The cat dozes.'].map((text, i): StateRef => {
      const path = join(test.folder, `${i}.tsv`);
      writeFileSync(path, `it\ten\nIl gatto dorme.\t${text}\nPiove forte.\tIt rains hard.\nTutt’altro.\tElse.\n`);
      return { kind: 'file', path };
    });
    const [a, b] = files as [StateRef, StateRef];
    const { handle, changes } = await changesOf(a, b);
    expect(changes).toHaveLength(1);
    await test.client.call('review.decide', {
      project,
      document,
      handle,
      verdict: 'accepted',
      selection: { filter: {} },
    });
    expect((await test.targets())[0]).toBe('The cat dozes.');
  });
});

describe('returning a bead to an earlier state', () => {
  it('names the version and the time the text is from, and why', async () => {
    await keep('Draft');
    const [version] = await test.client.call('versions.list', { project, document });
    const made = (await test.beads())[0]?.at;
    await test.type(0, 'Worse.');
    const bead = await test.idOf(0);
    const seq = version?.seq ?? -1;
    await test.client.call('review.restore', { project, document, bead, seq, why: 'Better before' });
    expect((await test.beads())[0]).toMatchObject({ origin: { kind: 'restored', from: 'Draft', at: made } });
    const [latest] = await test.client.call('bitext.history', { project, document, bead, limit: 1 });
    expect(latest).toMatchObject({ label: 'restore', why: 'Better before', origin: { kind: 'restored' } });
  });
});

describe('a series of versions', () => {
  it('says of each what it changed against the one before, by whom, and ends with the present state', async () => {
    await keep('Draft');
    await test.type(0, 'A cat sleeps.');
    await test.type(1, 'It rains very hard.');
    await keep('Revised');
    await keep('Revised again');
    await test.type(2, 'Four.');
    const series = await test.client.call('versions.series', { project, document });
    expect(series.map(({ version, beads: rows, touched }) => [version?.name, rows, touched?.changes])).toEqual([
      ['', 4, undefined],
      ['Draft', 4, 4],
      ['Revised again', 4, 2],
      [undefined, 4, 1],
    ]);
    expect(series[2]?.touched).toMatchObject({ wordsInserted: 2, wordsDeleted: 1, wordsTouched: 2 });
    expect(series[2]?.authors).toHaveLength(1);
  });

  it('calls a state by the name given by hand, also when it was delivered afterwards', async () => {
    await keep('Final');
    const path = join(test.folder, 'out.tsv');
    await test.client.run('export.run', { project, documents: [document], format: 'tsv', path });
    const versions = await test.client.call('versions.list', { project, document });
    expect(versions.map(({ kind }) => kind)).toEqual(['delivery', 'manual', 'import']);
    const series = await test.client.call('versions.series', { project, document });
    expect(series.map(({ version }) => version?.name)).toEqual(['', 'Final']);
  });

  it('counts a text that came from a file without authors as that of whoever took it over', async () => {
    const a = await keep('Draft');
    const path = join(test.folder, 'out.tsv');
    await test.client.run('export.run', { project, documents: [document], format: 'tsv', path });
    writeFileSync(path, readFileSync(path, 'utf8').replace('rains hard', 'pours'));
    await test.client.call('settings.set', { values: { author: 'Marco Bianchi' } });
    const { handle, changes } = await changesOf(CURRENT, { kind: 'file', path });
    expect(changes).toHaveLength(1);
    const decision = { project, document, handle, verdict: 'accepted' as const, selection: { filter: {} } };
    await test.client.call('review.decide', decision);
    const { statistics } = await test.client.call('review.compare', { project, document, a, b: CURRENT });
    expect(statistics.authors.map(({ by }) => by)).toEqual(['Marco Bianchi']);
  });
});

describe('comparing with documents of other projects', () => {
  it('lists them without opening the project, and refuses what is none', async () => {
    const other = await test.client.call('project.create', {
      path: join(test.folder, 'documents', 'Other.bifronte'),
      name: 'Other',
      sourceLang: 'it',
      targetLang: 'en',
    });
    const path = join(test.folder, 'text.txt');
    const { id } = await test.client.run('document.add', { project: other.project, path, name: 'Text' });
    await test.client.call('project.close', { project: other.project });
    expect(await test.client.call('review.documents', { path: other.path })).toEqual([
      { document: id, name: 'Text', kind: 'translation', sourceLang: 'it', targetLang: 'en', beads: 4 },
    ]);
    const b: StateRef = { kind: 'document', path: other.path, document: id };
    const found = await test.client.call('review.compare', { project, document, a: CURRENT, b });
    expect(found.b).toMatchObject({ kind: 'document', name: 'Text', beads: 4 });
    await expect(test.client.call('review.documents', { path })).rejects.toMatchObject({ code: 'unknownFormat' });
  });
});

describe('a comparison with a ticket', () => {
  it('tells how far it is, and fails once it was given up', async () => {
    const a = await keep('Draft');
    const told: string[] = [];
    const stop = test.client.transport.on('review.progress', ({ ticket }) => void told.push(ticket));
    await test.client.call('review.compare', { project, document, a, b: CURRENT, ticket: 'one' });
    expect(told).toContain('one');
    stop();
    await test.client.call('review.cancel', { ticket: 'two' });
    await expect(
      test.client.call('review.compare', { project, document, a, b: CURRENT, ticket: 'two' }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    await test.client.call('review.compare', { project, document, a, b: CURRENT, ticket: 'three' });
  });
});

describe('locked rows', () => {
  it('are a conflict of a merge, and stay as they are until somebody takes the other text', async () => {
    const path = join(test.folder, 'sent.xlf');
    await test.client.run('export.run', { project, documents: [document], format: 'xliff', path });
    const [sent] = await test.client.call('versions.list', { project, document });
    writeFileSync(path, readFileSync(path, 'utf8').replace('The cat sleeps.', 'The cat naps.'));
    await lock(0);
    const states = {
      base: { kind: 'version' as const, version: sent?.id ?? 0 },
      theirs: { kind: 'file' as const, path },
    };
    const preview = await test.client.call('review.mergePreview', { project, document, ...states, choices: [] });
    expect(preview.conflicts.map(({ kind }) => kind)).toEqual(['locked']);
    expect(await test.client.call('review.merge', { project, document, ...states, choices: [] })).toMatchObject({
      applied: null,
      open: 1,
    });
    expect((await test.targets())[0]).toBe('The cat sleeps.');
    const choices = [{ conflict: 0, take: 'theirs' as const }];
    await test.client.call('review.merge', { project, document, ...states, choices });
    expect((await test.beads())[0]).toMatchObject({ marks: ['locked'] });
    expect((await test.targets())[0]).toBe('The cat naps.');
  });

  it('are not changed by a new edition of the source unless that is said to be wanted', async () => {
    await lock(1);
    const path = join(test.folder, 'new.txt');
    writeFileSync(path, SOURCE.replace('Piove forte.', 'Piove molto forte.'));
    const input = { project, document, path };
    expect(await test.client.call('review.sourcePreview', input)).toMatchObject({ locked: 1 });
    await expect(test.client.call('review.updateSource', input)).rejects.toMatchObject({
      code: 'locked',
      values: { key: 'sourceLocked', count: 1, row: 2 },
    });
    expect((await test.beads())[1]).toMatchObject({ marks: ['locked'] });
    await test.client.call('review.updateSource', { ...input, unlock: true });
    expect((await test.beads())[1]).toMatchObject({ marks: [], status: 'draft' });
  });
});

describe('files that hardly belong here', () => {
  it('of another language pair are compared, with the reason said', async () => {
    const path = join(test.folder, 'german.tsv');
    writeFileSync(path, 'it\tde\nIl gatto dorme.\tDie Katze schläft.\n');
    const found = await test.client.call('review.compare', {
      project,
      document,
      a: CURRENT,
      b: { kind: 'file', path },
    });
    expect(found.relation).toMatchObject({ verdict: 'unrelated' });
    expect(found.relation.reasons).toContain('languagesDiffer');
  });

  it('without numbers are matched by content, and each pair says how sure it is', async () => {
    const path = join(test.folder, 'returned.tsv');
    writeFileSync(
      path,
      'it\ten\nIl gatto dorme.\tThe cat is asleep.\nPiove molto forte.\tIt pours.\nUno due tre.\tOne two three.\n',
    );
    const b: StateRef = { kind: 'file', path };
    const found = await test.client.call('review.compare', { project, document, a: CURRENT, b });
    expect(found.relation.reasons).toContain('identityLost');
    const { changes } = await changesOf(CURRENT, b);
    expect(changes.map(({ kind, pairedBy, confidence }) => [kind, pairedBy, confidence])).toEqual([
      ['changed', 'text', 0.99],
      ['changed', 'likeness', expect.closeTo(0.9, 5)],
      ['deleted', null, null],
    ]);
  });
});
