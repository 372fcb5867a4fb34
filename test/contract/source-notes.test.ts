import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestDocument, type TestDocument } from './test-document.ts';

let test: TestDocument;
let project = '';
let document = 0;
const SOURCE = 'Il gatto dorme.\n\nPiove forte.\n\nLa porta è chiusa.\n';

beforeEach(async () => {
  test = await startTestDocument(SOURCE);
  ({ project, document } = test);
});
afterEach(() => test.end());

it('tells which rows a new edition changed and what they were, until the edition is undone', async () => {
  const bead = await test.idOf(1);
  await test.type(1, 'It rains hard.');
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
