import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bead } from '../../src/shared/bitext/bead.ts';
import { sideContent } from '../../src/shared/bitext/bead.ts';
import { applyChange } from '../../src/shared/bitext/change.ts';
import type { Command } from '../../src/shared/contract/commands.ts';
import type { Events } from '../../src/shared/contract/contract.ts';
import type { Transport } from '../../src/shared/contract/transport.ts';
import { refusal } from '../support/refusal.ts';
import { Client } from './harness.ts';

/** What a conformance run needs: a window's end of a transport, and a folder that the core may fill. */
export interface Subject {
  readonly transport: Transport;
  readonly folder: string;
  readonly end: () => Promise<void>;
}

const TEXT = [
  'Relazione annuale',
  '',
  'Il dott. Rossi ha firmato il contratto il 3 marzo 2024. La consegna è prevista entro 30 giorni.',
  'Il prezzo è di 1.200 euro, pari al 100% del valore!',
  '',
  'Fine.',
  '',
].join('\n');

const text = (value: string) => ({ text: value, codes: [] });

/** Every transport between window and core behaves the same: run this suite over each. */
export function conformanceSuite(name: string, start: () => Promise<Subject>): void {
  describe(`the contract over ${name}`, () => {
    let subject: Subject;
    let client: Client;
    let project = '';
    let document = 0;
    let beads: readonly Bead[] = [];

    const run = (command: Command) => client.call('bitext.run', { project, document, command });
    const reload = async (): Promise<readonly Bead[]> => {
      ({ beads } = await client.call('bitext.load', { project, document, from: 0, count: 1000 }));
      return beads;
    };
    const bead = (index: number): Bead => {
      const found = beads[index];
      if (!found) throw new Error(`there is no bead ${index}`);
      return found;
    };
    const target = (index: number): string => sideContent(bead(index), 'target').text;

    beforeAll(async () => {
      subject = await start();
      client = new Client(subject.transport);
      writeFileSync(join(subject.folder, 'relazione.txt'), TEXT);
    });
    afterAll(() => subject.end());

    it('says where it runs', async () => {
      const info = await client.call('app.info', {});
      expect(info.version).not.toBe('');
      expect(info.dataFolder).not.toBe('');
    });

    it('refuses what is not in the contract, and says what was wrong', async () => {
      const unknown = await subject.transport.call('project.explode' as 'project.recent', {});
      expect(unknown).toMatchObject({ ok: false, code: 'badRequest' });
      const wrong = await subject.transport.call('project.info', { project: 7 } as never);
      expect(wrong).toMatchObject({ ok: false, code: 'badRequest' });
      expect(wrong.ok || wrong.message).toContain('project');
    });

    it('creates a project with an empty memory that is written to', async () => {
      const path = join(subject.folder, 'Prova');
      const info = await client.call('project.create', { path, name: 'Prova', sourceLang: 'it', targetLang: 'en-GB' });
      ({ project } = info);
      expect(info.path).toMatch(/Prova\.bifronte$/);
      expect(info.memories).toMatchObject([{ writable: true, readable: true, units: 0, problem: null }]);
      const recent = await client.call('project.recent', {});
      expect(recent[0]).toMatchObject({ name: 'Prova', exists: true });
    });

    it('previews a file before it is added', async () => {
      const preview = await client.call('document.preview', { path: join(subject.folder, 'relazione.txt') });
      expect(preview).toMatchObject({ name: 'relazione.txt', format: 'text', encoding: { encoding: 'utf-8' } });
      expect(preview.sentences).toBeGreaterThanOrEqual(4);
    });

    it('adds a document as a job and tells of it', async () => {
      const changed = client.next('project.changed');
      const info = await client.run('document.add', { project, path: join(subject.folder, 'relazione.txt') });
      document = info.id;
      expect(await changed).toEqual({ project });
      expect(info).toMatchObject({ kind: 'translation', file: 'same', sourceLang: 'it', targetLang: 'en-GB' });
      await reload();
      expect(beads.map((it) => sideContent(it, 'source').text)).toEqual([
        'Relazione annuale',
        'Il dott. Rossi ha firmato il contratto il 3 marzo 2024.',
        'La consegna è prevista entro 30 giorni.',
        'Il prezzo è di 1.200 euro, pari al 100% del valore!',
        'Fine.',
      ]);
      expect(info.progress).toMatchObject({ beads: 5, byStatus: { untranslated: 5 } });
    });

    it('answers a job that fails with a reason, and leaves nothing behind', async () => {
      const failure = await refusal(client.run('document.add', { project, path: join(subject.folder, 'none.txt') }));
      expect(failure.code).toBe('fileNotFound');
      expect(await client.call('document.list', { project })).toHaveLength(1);
    });

    it('numbers changes of a document without a gap, and sends each to every window', async () => {
      const events: Events['bitext.changed'][] = [];
      const stop = subject.transport.on('bitext.changed', (payload) => void events.push(payload));
      let state = await reload();
      const { seq } = await client.call('bitext.load', { project, document, from: 0, count: 1 });
      const first = await run({ type: 'edit', bead: bead(0).id, side: 'target', content: text('Annual report') });
      const second = await run({ type: 'confirm', bead: bead(0).id });
      expect([first.seq, second.seq]).toEqual([seq + 1, seq + 2]);
      expect(second.focus).toBe(bead(1).id);
      for (const { change } of [first, second]) state = applyChange(state, change);
      expect(await reload()).toEqual(state);
      await expect.poll(() => events.map(({ applied }) => applied.seq)).toEqual([first.seq, second.seq]);
      expect(events.map(({ applied }) => applied)).toEqual([first, second]);
      stop();
    });

    it('undoes the edits of one visit together and keeps each in the history', async () => {
      const { id } = bead(1);
      for (const word of ['Dr', 'Dr Rossi', 'Dr Rossi signed.']) {
        await run({ type: 'edit', bead: id, side: 'target', content: text(word), group: 'visit 1' });
      }
      const undone = await client.call('bitext.undo', { project, document });
      expect(undone).toMatchObject({ focus: id, canRedo: true });
      await reload();
      expect(target(1)).toBe('');
      await client.call('bitext.redo', { project, document });
      await reload();
      expect(target(1)).toBe('Dr Rossi signed.');
      const history = await client.call('bitext.history', { project, document, bead: id, limit: 100 });
      expect(history.map(({ label }) => label)).toEqual(['redo', 'undo', 'edit', 'edit', 'edit']);
      expect(history.map((entry) => entry.target?.text)).toEqual([
        'Dr Rossi signed.',
        '',
        'Dr Rossi signed.',
        'Dr Rossi',
        'Dr',
      ]);
    });

    it('splits and merges, and takes both back exactly', async () => {
      const before = await reload();
      await run({ type: 'merge', beads: [bead(1).id, bead(2).id] });
      await reload();
      expect(beads).toHaveLength(4);
      expect(sideContent(bead(1), 'source').text).toMatch(/2024\. La consegna/);
      await run({ type: 'split', bead: bead(1).id, sentence: 0, offset: 8 });
      await client.call('bitext.undo', { project, document });
      await client.call('bitext.undo', { project, document });
      expect(await reload()).toEqual(before);
    });

    it('refuses to change a locked bead', async () => {
      const { id } = bead(4);
      await run({ type: 'mark', beads: [id], mark: 'locked', on: true });
      const failure = await refusal(run({ type: 'edit', bead: id, side: 'target', content: text('End.') }));
      expect(failure.code).toBe('locked');
      await client.call('bitext.undo', { project, document });
      expect((await refusal(run({ type: 'confirm', bead: 999_999 }))).code).toBe('notFound');
    });

    it('keeps the progress of a document in step with every change', async () => {
      const counted = async () => {
        const [info] = await client.call('document.list', { project });
        const byStatus = { untranslated: 0, draft: 0, translated: 0, confirmed: 0 };
        for (const { status } of await reload()) byStatus[status]++;
        expect(info?.progress).toMatchObject({ beads: beads.length, byStatus });
        return info?.progress;
      };
      await counted();
      await run({ type: 'copySource', beads: beads.slice(2).map(({ id }) => id) });
      await run({ type: 'confirmAbove', bead: bead(4).id });
      expect(await counted()).toMatchObject({ byStatus: { confirmed: 5 }, wordsLeft: 0 });
      await client.call('bitext.undo', { project, document });
      await client.call('bitext.undo', { project, document });
      await counted();
    });

    const lookup = (value: string) =>
      client.call('memory.lookup', {
        project,
        document,
        content: text(value),
        previous: null,
        next: null,
        threshold: 60,
        limit: 5,
      });

    it('finds what was just confirmed in the memory, exactly and nearly', async () => {
      const { id } = bead(1);
      await run({ type: 'confirm', bead: id, content: text('Dr Rossi signed the contract on 3 March 2024.') });
      const exact = await lookup('Il dott. Rossi ha firmato il contratto il 3 marzo 2024.');
      expect(exact[0]).toMatchObject({ score: 100, target: text('Dr Rossi signed the contract on 3 March 2024.') });
      const near = await lookup('Il dott. Rossi ha firmato il contratto il 4 marzo 2024.');
      expect(near[0]?.score).toBeLessThan(100);
      expect(near[0]?.parts.numbers).toBe(1);
      expect(near[0]?.repaired?.text).toBe('Dr Rossi signed the contract on 4 March 2024.');
    });

    it('updates the memory when a confirmed target changes, and takes the unit back when it is no longer confirmed', async () => {
      const { id } = bead(1);
      const source = 'Il dott. Rossi ha firmato il contratto il 3 marzo 2024.';
      await run({ type: 'confirm', bead: id, content: text('Signed by Dr Rossi.') });
      expect((await lookup(source)).map((match) => match.target.text)).toEqual(['Signed by Dr Rossi.']);
      await run({ type: 'setStatus', beads: [id], status: 'draft' });
      expect(await lookup(source)).toEqual([]);
      await client.call('bitext.undo', { project, document });
      expect(await lookup(source)).toHaveLength(1);
    });

    it('searches the memory for any text', async () => {
      await run({ type: 'confirm', bead: bead(3).id, content: text('The price is “a_b” 1,200 euros, 100% of it!') });
      const search = (value: string, side: 'source' | 'target' = 'source') =>
        client.call('memory.concordance', { project, text: value, side, limit: 10 });
      expect(await search('100%')).toHaveLength(1);
      expect(await search('a_b', 'target')).toHaveLength(1);
      expect(await search('"a', 'target')).toHaveLength(1);
      for (const nothing of ['', '   ', '*', '"', "l'acqua", 'xyz', 'AND', '(']) {
        expect(await search(nothing)).toEqual([]);
      }
      const [hit] = await search('prezzo');
      expect(hit?.ranges.map(([from, to]) => hit.source.text.slice(from, to))).toEqual(['prezzo']);
    });

    it('exports TMX, XLIFF, a page, a table and the translated document', async () => {
      for (const [format, file, mark] of [
        ['tmx', 'out.tmx', '<tmx version="1.4">'],
        ['xliff', 'out.xlf', 'urn:oasis:names:tc:xliff'],
        ['html', 'out.html', 'Signed by Dr Rossi.'],
        ['tsv', 'out.tsv', 'Signed by Dr Rossi.'],
        ['document', 'out.txt', 'Signed by Dr Rossi. La consegna è prevista entro 30 giorni.\nThe price'],
      ] as const) {
        const path = join(subject.folder, file);
        const report = await client.run('export.run', { project, documents: [document], format, path });
        expect(report.path).toBe(path);
        expect(readFileSync(path, 'utf8')).toContain(mark);
        expect(report.bytes).toBe(readFileSync(path).length);
      }
      const original = readFileSync(join(subject.folder, 'out.txt'), 'utf8');
      expect(original.split('\n')).toHaveLength(TEXT.split('\n').length);
    });

    it('imports a TMX file into another memory once, and exports it again', async () => {
      const made = await client.call('memory.create', { path: join(subject.folder, 'Altra'), name: 'Altra' });
      const file = join(subject.folder, 'out.tmx');
      const first = await client.run('memory.import', { memory: made.path, file });
      expect(first).toMatchObject({ skipped: 0, rejected: [] });
      expect(first.added).toBeGreaterThan(0);
      const second = await client.run('memory.import', { memory: made.path, file });
      expect(second).toMatchObject({ added: 0, skipped: first.added });
      const attached = await client.call('memory.attach', { project, path: made.path, penalty: 10 });
      expect(attached).toMatchObject({ units: first.added, writable: false, penalty: 10 });
      const matches = await lookup('Il prezzo è di 1.200 euro, pari al 100% del valore!');
      expect(matches.map(({ score }) => score)).toEqual([100]);
      const out = join(subject.folder, 'altra.tmx');
      expect((await client.run('memory.export', { memory: made.path, file: out })).units).toBe(first.added);
      await client.call('memory.detach', { project, memory: attached.memory });
      expect(await client.call('memory.list', { project })).toHaveLength(1);
    });

    it('undoes and redoes what was done to the project itself', async () => {
      await client.call('document.rename', { project, document, name: 'Relazione' });
      await client.call('document.remove', { project, document });
      expect(await client.call('document.list', { project })).toEqual([]);
      expect(await client.call('project.undo', { project })).toEqual({ label: 'removeDocument' });
      expect(await client.call('document.list', { project })).toMatchObject([{ name: 'Relazione' }]);
      expect(await client.call('project.undo', { project })).toEqual({ label: 'renameDocument' });
      expect(await client.call('project.redo', { project })).toEqual({ label: 'renameDocument' });
    });

    it('notices that the file on disk changed or went away', async () => {
      writeFileSync(join(subject.folder, 'relazione.txt'), `${TEXT}Altro.\n`);
      expect(await client.call('document.list', { project })).toMatchObject([{ file: 'changed' }]);
      writeFileSync(join(subject.folder, 'relazione.txt'), TEXT);
      expect(await client.call('document.list', { project })).toMatchObject([{ file: 'same' }]);
    });

    it('backs up and restores', async () => {
      await reload();
      const backup = await client.call('project.backup', { project });
      expect(existsSync(backup.path)).toBe(true);
      const before = target(0);
      await run({ type: 'clearTarget', beads: [bead(0).id] });
      const restored = await client.call('project.restore', { path: project, backup: backup.path });
      expect(restored.project).toBe(project);
      await reload();
      expect(target(0)).toBe(before);
      expect(await client.call('project.backups', { path: project })).toHaveLength(1);
    });

    it('finds everything where it was when the project is closed and opened again', async () => {
      const before = await reload();
      await client.call('project.close', { project });
      expect((await refusal(client.call('project.info', { project }))).code).toBe('notFound');
      const info = await client.call('project.open', { path: project });
      expect(info.documents).toHaveLength(1);
      expect(await reload()).toEqual(before);
      const { canUndo } = await client.call('bitext.load', { project, document, from: 0, count: 1 });
      expect(canUndo).toBe(true);
      expect(await client.call('bitext.undo', { project, document })).not.toBeNull();
      await client.call('bitext.redo', { project, document });
      await client.call('project.close', { project });
    });

    it('keeps settings and tells of them', async () => {
      const changed = client.next('settings.changed');
      await client.call('settings.set', { values: { author: 'Ada', odd: 1 } });
      expect((await changed).values).toMatchObject({ author: 'Ada', odd: 1 });
      await client.call('settings.set', { values: { odd: null } });
      expect(await client.call('settings.get', {})).toEqual({ author: 'Ada' });
    });

    it('reads and writes text files and lists folders', async () => {
      const path = join(subject.folder, 'nota.txt');
      await client.call('files.writeText', { path, text: 'àèì' });
      expect(await client.call('files.readText', { path })).toEqual({ text: 'àèì' });
      const listing = await client.call('files.list', { folder: subject.folder });
      expect(listing.entries.map((entry) => entry.name)).toContain('nota.txt');
      const dropped = await client.call('files.upload', { name: '../../è.txt', base64: 'w6g=' });
      expect(readFileSync(dropped.path, 'utf8')).toBe('è');
    });

    it('opens the sample project with a bitext to look at', async () => {
      const info = await client.call('project.sample', {});
      expect(info.documents.length).toBeGreaterThanOrEqual(6);
      const { byStatus, beads: all } = info.documents[0]?.progress ?? { byStatus: { confirmed: 0 }, beads: 0 };
      expect(byStatus.confirmed).toBeGreaterThan(all / 10);
      expect(info.memories[0]?.units).toBeGreaterThan(100);
      await client.call('project.close', { project: info.project });
    });
  });
}
