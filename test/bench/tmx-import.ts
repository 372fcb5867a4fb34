import { createCore } from '../../src/main/core/core.ts';
import { Client, directTransport, testPorts } from '../contract/harness.ts';

// Imports a TMX file into a memory and tells how long it took (ms) and the most memory it had (bytes):
// tmx-import.ts FOLDER MEMORY FILE

const [folder = '', memory = '', file = ''] = process.argv.slice(2);
const core = createCore(testPorts(folder));
const start = performance.now();
await new Client(directTransport(core)).run('memory.import', { memory, file });
const ms = performance.now() - start;
await core.close();
process.stdout.write(JSON.stringify({ ms, peak: process.resourceUsage().maxRSS * 1024 }));
