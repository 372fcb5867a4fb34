import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A name beside `path` for a file that is still being written. */
export function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
}

/** Puts a finished file in its place: flushed to the disk first, so that a crash leaves the old or the new one whole. */
export function putInPlace(temporary: string, path: string): void {
  const file = openSync(temporary, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/** Makes the names in a folder durable, where the system can (Windows cannot open folders and needs not). */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Writes a file as a whole or not at all. Returns its size in bytes. */
export function writeFileAtomically(path: string, chunks: Iterable<Uint8Array | string>): number {
  const temporary = temporaryName(path);
  let bytes = 0;
  try {
    const file = openSync(temporary, 'wx');
    try {
      for (const data of gathered(chunks)) {
        let done = 0;
        while (done < data.length) done += writeSync(file, data, done);
        bytes += data.length;
      }
    } finally {
      closeSync(file);
    }
    putInPlace(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return bytes;
}

const GATHER = 1 << 18;

/** Many small pieces as few large ones. */
function* gathered(chunks: Iterable<Uint8Array | string>): IterableIterator<Uint8Array> {
  let text = '';
  for (const chunk of chunks) {
    if (typeof chunk === 'string') {
      text += chunk;
      if (text.length < GATHER) continue;
    }
    if (text !== '') yield Buffer.from(text, 'utf8');
    text = '';
    if (typeof chunk !== 'string') yield chunk;
  }
  if (text !== '') yield Buffer.from(text, 'utf8');
}
