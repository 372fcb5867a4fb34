import { writeSync } from 'node:fs';
import { createCore } from '../../src/main/core/core.ts';
import { Client, directTransport, testPorts } from '../contract/harness.ts';

/**
 * A process that edits a project until it is killed, or has made a number of edits:
 * `node editor.ts <folder> <project> <document> <first number> [<count>]`. After the core has acknowledged an edit, and not before, it writes `<bead> <number>` to its standard output.
 */
const [folder = '', project = '', documentText = '', firstText = '', countText = 'Infinity'] = process.argv.slice(2);
const document = Number(documentText);
const core = createCore(testPorts(folder));
const client = new Client(directTransport(core));
await client.call('project.open', { path: project });
const { beads } = await client.call('bitext.load', { project, document, from: 0, count: 1000 });

const first = Number(firstText);
for (let number = first; number < first + Number(countText); number++) {
  const bead = beads[number % beads.length];
  if (!bead) throw new Error('the document has no beads');
  const content = { text: `edit ${number}`, codes: [] };
  const command =
    number % 3 === 0
      ? ({ type: 'confirm', bead: bead.id, content } as const)
      : ({ type: 'edit', bead: bead.id, side: 'target', content, group: `${number >> 3}` } as const);
  await client.call('bitext.run', { project, document, command });
  writeSync(1, `${bead.id} ${number}\n`);
  if (number % 10 === 0) await client.call('bitext.undo', { project, document });
  if (number % 10 === 0) await client.call('bitext.redo', { project, document });
}
await core.close();
