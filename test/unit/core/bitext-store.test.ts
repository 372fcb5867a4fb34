import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bead } from '../../../src/shared/bitext/bead.ts';
import { newBead, sideContent } from '../../../src/shared/bitext/bead.ts';
import { applyChange, invert } from '../../../src/shared/bitext/change.ts';
import type { Command } from '../../../src/shared/contract/commands.ts';
import { CoreError } from '../../../src/shared/contract/errors.ts';
import { plain } from '../../../src/shared/text/content.ts';
import { loadPage, readHistory } from '../../../src/main/core/services/bitext/read.ts';
import { redo, runCommand, undo } from '../../../src/main/core/services/bitext/run.ts';
import { writeMeta } from '../../../src/main/core/store/meta.ts';
import { applyToStore, insertFirstBeads, readBeads } from '../../../src/main/core/store/project/beads.ts';
import { insertDocument } from '../../../src/main/core/store/project/documents.ts';
import { makeRoom } from '../../../src/main/core/store/project/positions.ts';
import { readProgress, startProgress } from '../../../src/main/core/store/project/progress.ts';
import { createProjectFile } from '../../../src/main/core/store/project-file.ts';
import type { WriteConnection } from '../../../src/main/core/store/sqlite.ts';
import { removeFolder, temporaryFolder } from '../../contract/harness.ts';

const DOCUMENT = 1;
const author = { who: 'Ada', now: 1_700_000_000_000 };

function sentence(id: number, text: string) {
  return { id, unit: 'u1', lead: '', content: plain(text), trail: ' ' };
}

describe('a stored bitext', () => {
  let folder: string;
  let project: WriteConnection;
  let files = 0;

  beforeAll(() => {
    folder = temporaryFolder();
  });
  afterAll(() => removeFolder(folder));
  beforeEach(async () => {
    project = await createProjectFile(join(folder, `${++files}.bifronte`), { log: () => undefined });
    const beads = Array.from({ length: 12 }, (_, i) => newBead(100 + i, [sentence(200 + i, `Frase numero ${i} qui.`)]));
    project.transaction(() => {
      writeMeta(project, 'lastId', '1000');
      const languages = { sourceLang: 'it', targetLang: 'en' };
      insertDocument(project, { id: DOCUMENT, name: 'a', kind: 'translation', ...languages, addedAt: 0 });
      insertFirstBeads(project, DOCUMENT, beads);
      startProgress(project, DOCUMENT, beads);
    });
  });
  afterEach(() => project.close());

  const all = (): Bead[] => readBeads(project, DOCUMENT, 0, 100_000);
  const run = (command: Command) => runCommand(project, DOCUMENT, command, author);

  it('is loaded in pages, in order', () => {
    const page = loadPage(project, DOCUMENT, 3, 4);
    expect(page.total).toBe(12);
    expect(page.beads.map(({ id }) => id)).toEqual([103, 104, 105, 106]);
    expect(loadPage(project, DOCUMENT, 12, 4).beads).toEqual([]);
  });

  it('is, after any commands and undos, what the changes make of a list in memory', () => {
    const step = fc.record({
      kind: fc.constantFrom('edit', 'confirm', 'merge', 'split', 'mark', 'undo', 'redo', 'copySource'),
      at: fc.nat(11),
      word: fc.stringMatching(/^[a-z]{1,8}$/),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let model = all();
        for (const { kind, at, word } of steps) {
          const bead = model[at % model.length];
          const below = model[(at % model.length) + 1];
          if (!bead) return;
          let command: Command | null = null;
          if (kind === 'edit')
            command = { type: 'edit', bead: bead.id, side: 'target', content: plain(word), group: 'g' };
          if (kind === 'confirm') command = { type: 'confirm', bead: bead.id, content: plain(word) };
          if (kind === 'merge' && below) command = { type: 'merge', beads: [bead.id, below.id] };
          if (kind === 'split') command = { type: 'split', bead: bead.id, sentence: 0, offset: 5 };
          if (kind === 'mark') command = { type: 'mark', beads: [bead.id], mark: 'bookmarked', on: true };
          if (kind === 'copySource') command = { type: 'copySource', beads: [bead.id] };
          try {
            const applied =
              kind === 'undo'
                ? undo(project, DOCUMENT, author)
                : kind === 'redo'
                  ? redo(project, DOCUMENT, author)
                  : command && run(command);
            if (applied) model = applyChange(model, applied.change);
          } catch (error) {
            if (!(error instanceof CoreError)) throw error;
          }
          expect(all()).toEqual(model);
        }
        const byStatus = { untranslated: 0, draft: 0, translated: 0, confirmed: 0 };
        for (const { status } of model) byStatus[status]++;
        expect(readProgress(project, DOCUMENT)).toMatchObject({ beads: model.length, byStatus });
      }),
      { numRuns: 25 },
    );
  });

  it('goes back to its beginning when everything is undone, and forward again', () => {
    const before = all();
    run({ type: 'edit', bead: 100, side: 'target', content: plain('One') });
    run({ type: 'merge', beads: [100, 101, 102] });
    run({ type: 'confirmAbove', bead: 105 });
    run({ type: 'split', bead: 107, sentence: 0, offset: 6 });
    const after = all();
    let steps = 0;
    while (undo(project, DOCUMENT, author)) steps++;
    expect(all()).toEqual(before);
    while (redo(project, DOCUMENT, author)) steps--;
    expect(steps).toBe(0);
    expect(all()).toEqual(after);
  });

  it('forgets what was undone once something else is done', () => {
    run({ type: 'edit', bead: 100, side: 'target', content: plain('One') });
    undo(project, DOCUMENT, author);
    run({ type: 'edit', bead: 101, side: 'target', content: plain('Two') });
    expect(redo(project, DOCUMENT, author)).toBeNull();
    const labels = readHistory(project, DOCUMENT, null, 10).map(
      ({ label, undone }) => `${label}${undone ? ' (undone)' : ''}`,
    );
    expect(labels).toEqual(['edit', 'undo', 'edit (undone)']);
  });

  it('leaves no row when a command changes nothing', () => {
    run({ type: 'edit', bead: 100, side: 'target', content: plain('One') });
    const again = run({ type: 'edit', bead: 100, side: 'target', content: plain('One') });
    expect(again).toMatchObject({ seq: 1, change: [] });
    expect(readHistory(project, DOCUMENT, null, 10)).toHaveLength(1);
  });

  it('refuses a change that does not fit, and keeps nothing of it', () => {
    const before = all();
    const change = [
      { type: 'set', bead: 100, before: {}, after: { status: 'draft' } },
      { type: 'splice', after: 100, remove: [newBead(999, [])], insert: [] },
    ] as const;
    expect(() => project.transaction(() => applyToStore(project, DOCUMENT, change))).toThrow(CoreError);
    expect(all()).toEqual(before);
  });

  it('notices a damaged entry of the change log instead of undoing it wrongly', () => {
    run({ type: 'edit', bead: 100, side: 'target', content: plain('One') });
    project.run("UPDATE change SET operations = CAST('[]' AS BLOB), deflated = 0");
    expect(() => undo(project, DOCUMENT, author)).toThrow(/change log is damaged/);
  });

  it('keeps its order however often beads are put in the same place', () => {
    let model = all();
    for (let i = 0; i < 120; i++) {
      const change = [
        { type: 'splice', after: 104, remove: [], insert: [newBead(5000 + i, [sentence(6000 + i, 'x')])] },
      ] as const;
      project.transaction(() => applyToStore(project, DOCUMENT, change));
      model = applyChange(model, change);
    }
    expect(all().map(({ id }) => id)).toEqual(model.map(({ id }) => id));
    project.transaction(() =>
      applyToStore(project, DOCUMENT, invert([{ type: 'splice', after: null, remove: [], insert: [] }])),
    );
  });

  it('finds room for many beads at once between any two', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(2 ** 31), { minLength: 1, maxLength: 60 }),
        fc.nat(60),
        fc.nat(200),
        (gaps, at, count) => {
          project.run('DELETE FROM bead');
          let position = 0;
          gaps.forEach((gap, i) => {
            position += 1 + (gap % 3 === 0 ? 0 : gap);
            project.run(
              "INSERT INTO bead (id, document, position, status, open, data) VALUES (?, ?, ?, 'draft', 1, '{}')",
              i + 1,
              DOCUMENT,
              position,
            );
          });
          const index = at % (gaps.length + 1);
          const after = index === 0 ? 0 : (positionsById(project)[index - 1] ?? 0);
          const room = makeRoom(project, DOCUMENT, after, count);
          const present = positionsById(project);
          const order = [...present.slice(0, index), ...room, ...present.slice(index)];
          expect(room).toHaveLength(count);
          expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
          expect(order.every(Number.isSafeInteger)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says in the history of a bead what it held after each change', () => {
    run({ type: 'edit', bead: 103, side: 'target', content: plain('Three') });
    run({ type: 'confirm', bead: 103 });
    run({ type: 'edit', bead: 104, side: 'target', content: plain('Four') });
    const history = readHistory(project, DOCUMENT, 103, 10);
    expect(history.map(({ label, status, target }) => [label, status, target?.text])).toEqual([
      ['confirm', 'confirmed', 'Three'],
      ['edit', 'draft', 'Three'],
    ]);
    expect(history[0]?.source).toEqual(sideContent(newBead(0, [sentence(0, 'Frase numero 3 qui.')]), 'source'));
  });
});

function positionsById(project: WriteConnection): number[] {
  return project.all<{ position: number }>('SELECT position FROM bead ORDER BY id').map(({ position }) => position);
}
