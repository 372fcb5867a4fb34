import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { CoreError } from '../../../shared/contract/errors.ts';

/** Who holds a project: one line of JSON in `<project>.lock`. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process started, in units only comparable on the same system; tells a reused number from the holder. */
  readonly started: string;
  /** The core that took it, so that a restarted worker recognises its own. */
  readonly core: string;
}

export interface Lock {
  readonly release: () => void;
  /** True when a lock was found whose holder is gone: the project was not closed properly. */
  readonly wasStale: boolean;
}

/**
 * Takes the lock of a project for the core named `core`. Throws CoreError `projectInUse`, naming the holder, when
 * another running process has it. A lock whose process is gone is taken over.
 */
export function takeLock(project: string, core: string): Lock {
  const path = `${project}.lock`;
  const me: Holder = { pid: process.pid, host: hostname(), started: processStart(process.pid) ?? '', core };
  let wasStale = false;
  for (let attempt = 0; attempt < 5; attempt++) {
    if (createExclusively(path, me)) return { wasStale, release: () => release(path, core) };
    const holder = readHolder(path);
    if (holder === null) continue;
    if (holder !== 'unreadable') {
      if (holder.core === core) return { wasStale: true, release: () => release(path, core) };
      if (isAlive(holder)) throw inUse(project, path, holder);
    }
    wasStale = true;
    moveAway(path, holder);
  }
  throw inUse(project, path, null);
}

function inUse(project: string, path: string, holder: Holder | null): CoreError {
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
  return new CoreError(
    'projectInUse',
    `${project}: the project is open in ${who}; close it there, or, if that computer is off for good, delete ${path}`,
    { path: project, pid: holder?.pid ?? 0, host: holder?.host ?? '', lock: path },
  );
}

/** Written under another name and then linked, so that nobody ever reads half a lock. */
function createExclusively(path: string, holder: Holder): boolean {
  const draft = `${path}.${randomUUID().slice(0, 8)}`;
  writeFileSync(draft, JSON.stringify(holder));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    // File systems without hard links: exclusive creation does as well.
    return writeExclusively(path, holder, error);
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeExclusively(path: string, holder: Holder, cause: unknown): boolean {
  if (!isCode(cause, 'EPERM') && !isCode(cause, 'ENOTSUP') && !isCode(cause, 'ENOSYS')) throw cause;
  try {
    writeFileSync(path, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function readHolder(path: string): Holder | 'unreadable' | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number') {
      const { host, started, core } = value as Partial<Holder>;
      return { pid: value.pid, host: host ?? '', started: started ?? '', core: core ?? '' };
    }
    return 'unreadable';
  } catch {
    return 'unreadable';
  }
}

/** Removes a stale lock, but puts it back when another process has taken the place meanwhile. */
function moveAway(path: string, seen: Holder | 'unreadable'): void {
  const aside = `${path}.${randomUUID().slice(0, 8)}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = readHolder(aside);
  if (JSON.stringify(moved) !== JSON.stringify(seen)) {
    try {
      linkSync(aside, path);
    } catch {
      // A third process took the place: its lock stands.
    }
  }
  rmSync(aside, { force: true });
}

function release(path: string, core: string): void {
  const holder = readHolder(path);
  if (holder !== null && holder !== 'unreadable' && holder.core === core) rmSync(path, { force: true });
}

/** A process on another computer cannot be asked, and counts as alive. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it runs, but belongs to someone else.
    if (!isCode(error, 'EPERM')) return false;
  }
  const started = processStart(holder.pid);
  return started === null || holder.started === '' || started === holder.started;
}

/** When a process started, as the system counts it, with the boot it belongs to; null where that cannot be known. */
function processStart(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything; field 22 of proc(5) is the 20th after it.
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return start === undefined ? null : `${boot}:${start}`;
  } catch {
    return null;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
