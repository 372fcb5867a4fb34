import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BitextPage } from '../../src/shared/contract/types.ts';
import { startTestCore, type TestCore } from './harness.ts';

let test: TestCore;
let project = '';
let document = 0;
const SOURCE = 'Il gatto dorme.\n\nPiove forte.\n\nLa porta è chiusa.\n';

beforeEach(async () => {
  test = startTestCore();
  ({ project } = await test.client.call('project.create', {
    path: null,
    name: 'N',
    sourceLang: 'it',
    targetLang: 'en',
  }));
  const path = join(test.folder, 'text.txt');
  writeFileSync(path, SOURCE);
  document = (await test.client.run('document.add', { project, path })).id;
});
afterEach(() => test.end());

const load = (): Promise<BitextPage> => test.client.call('bitext.load', { project, document, from: 0, count: 100 });

it('tells which rows a new edition changed and what they were, until the edition is undone', async () => {
  const bead = (await load()).beads[1]?.id ?? -1;
  const content = { text: 'It rains hard.', codes: [] };
  await test.client.call('bitext.run', { project, document, command: { type: 'edit', bead, side: 'target', content } });
  expect(await test.client.call('review.sourceNotes', { project, document })).toEqual([]);
  const path = join(test.folder, 'new.txt');
  writeFileSync(path, SOURCE.replace('Piove forte.', 'Piove molto forte.'));
  await test.client.call('review.updateSource', { project, document, path });
  const notes = await test.client.call('review.sourceNotes', { project, document });
  expect(notes).toMatchObject([
    { bead, before: { source: { text: 'Piove forte.' }, target: { text: 'It rains hard.' }, status: 'draft' } },
  ]);
  await test.client.call('bitext.undo', { project, document });
  expect(await test.client.call('review.sourceNotes', { project, document })).toEqual([]);
  await test.client.call('bitext.redo', { project, document });
  expect(await test.client.call('review.sourceNotes', { project, document })).toHaveLength(1);
});
