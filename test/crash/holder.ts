import { writeSync } from 'node:fs';
import { openForWriting } from '../../src/main/core/store/sqlite.ts';

// A program that keeps a memory locked for writing until its standard input ends: holder.ts MEMORY

const memory = openForWriting(process.argv[2] ?? '', { log: () => undefined });
memory.script('BEGIN IMMEDIATE');
writeSync(1, 'held\n');
process.stdin.resume();
process.stdin.on('end', () => {
  memory.script('ROLLBACK');
  memory.close();
});
