import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sideContent, type Bead } from '../../src/shared/bitext/bead.ts';
import { startTestCore, type TestCore } from './harness.ts';

/** A core of its own with one project, which has one document. */
export interface TestDocument extends TestCore {
  readonly project: string;
  readonly document: number;
  readonly beads: () => Promise<readonly Bead[]>;
  /** The id of the bead in a row, counted from 0. */
  readonly idOf: (row: number) => Promise<number>;
  readonly targets: () => Promise<string[]>;
  /** Gives the bead of a row a target. */
  readonly type: (row: number, text: string) => Promise<void>;
}

/** Starts a core and makes a project of a plain text, `text.txt` in the folder of the core. */
export async function startTestDocument(text: string): Promise<TestDocument> {
  const core = startTestCore();
  const { client, folder } = core;
  const { project } = await client.call('project.create', {
    path: null,
    name: 'R',
    sourceLang: 'it',
    targetLang: 'en',
  });
  const path = join(folder, 'text.txt');
  writeFileSync(path, text);
  const { id: document } = await client.run('document.add', { project, path });
  const beads = async (): Promise<readonly Bead[]> =>
    (await client.call('bitext.load', { project, document, from: 0, count: 1000 })).beads;
  const idOf = async (row: number): Promise<number> => (await beads())[row]?.id ?? -1;
  return {
    ...core,
    project,
    document,
    beads,
    idOf,
    targets: async () => (await beads()).map((bead) => sideContent(bead, 'target').text),
    type: async (row, target) => {
      const content = { text: target, codes: [] };
      const command = { type: 'edit' as const, bead: await idOf(row), side: 'target' as const, content };
      await client.call('bitext.run', { project, document, command });
    },
  };
}
