import { writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createCore } from '../../src/main/core/core.ts';
import { Client, directTransport, testPorts } from '../contract/harness.ts';

// A program of its own that confirms the sentences of a new project into a memory that others use, too:
// confirmer.ts FOLDER NAME MEMORY COUNT. It writes the path of its project, then a line for each sentence confirmed.

const [folder = '', name = '', memory = '', count = '0'] = process.argv.slice(2);
const core = createCore(testPorts(folder));
const client = new Client(directTransport(core));
const { project } = await client.call('project.create', {
  path: join(folder, name),
  name,
  sourceLang: 'it',
  targetLang: 'en',
});
await client.call('memory.attach', { project, path: memory, writable: true });
const file = join(folder, `${name}.txt`);
writeFileSync(file, Array.from({ length: Number(count) }, (_, i) => `${name} numero ${i} qui.`).join('\n\n'));
const { id: document } = await client.run('document.add', { project, path: file });
writeSync(1, `${project}\n`);
const { beads } = await client.call('bitext.load', { project, document, from: 0, count: Number(count) });
for (const [i, { id: bead }] of beads.entries()) {
  const content = { text: `${name} number ${i} here.`, codes: [] };
  await client.call('bitext.run', { project, document, command: { type: 'confirm', bead, content } });
  writeSync(1, `${i}\n`);
}
await core.close();
