import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a user does. `home` holds the program's own files. */
export function bifronte(args: readonly string[], home: string, input?: string): Said {
  const result = spawnSync(process.execPath, [path.join(root, 'bin/bifronte.js'), ...args], {
    env: { ...process.env, BIFRONTE_HOME: home },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...(input === undefined ? {} : { input }),
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

/** Runs the command line where a test only prepares its ground. Throws Error with what was said when it fails. */
export function succeed(args: readonly string[], home: string): void {
  const { code, err } = bifronte(args, home);
  if (code !== 0) throw new Error(`bifronte ${args.join(' ')} ended with ${code} and said: ${err}`);
}
