import { createCore } from '../../src/main/core/core.ts';
import { Client, directTransport, testPorts } from '../contract/harness.ts';

// Imports a TMX file into a memory, as the window does, until it is done or killed: importer.ts FOLDER MEMORY FILE

const [folder = '', memory = '', file = ''] = process.argv.slice(2);
const core = createCore(testPorts(folder));
const client = new Client(directTransport(core));
const job = client.run('memory.import', { memory, file });
process.stdout.write('importing\n');
await job;
process.stdout.write('done\n');
await core.close();
