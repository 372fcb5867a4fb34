import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { alignInWorkers } from '../../src/main/core/alignment/align-in-workers.ts';
import { beadsToText } from '../../src/shared/alignment/beads.ts';

/**
 * Aligns two files of one sentence a line in a process of its own, so that its memory can be told from that of the
 * benchmark: `node alignment-run.ts SOURCE TARGET LANGUAGES WORKERS`. Prints a line of JSON about time and memory, then
 * the beads.
 */
if (parentPort === null) {
  const [source = '', target = '', languages = '', workers = '2'] = process.argv.slice(2);
  const read = (path: string): string[] => readFileSync(path, 'utf8').split('\n');
  const started = performance.now();
  const result = await alignInWorkers(
    {
      documents: [{ source: { sentences: read(source) }, target: { sentences: read(target) } }],
      languages: languages.split('-') as [string, string],
    },
    { workers: Number(workers) },
  );
  const seconds = (performance.now() - started) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1000;
  process.stdout.write(`${JSON.stringify({ seconds, megabytes })}\n${beadsToText(result.documents[0]!.beads)}`);
}
