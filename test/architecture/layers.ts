import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Violation {
  readonly file: string;
  readonly imports: string;
  readonly rule: string;
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|new URL\(\s*['"](\.[^'"]+\.ts)['"]/g;

/** The modules a source file names: static, dynamic, re-exported, and worker entries. */
export function importsOf(source: string): string[] {
  return [...source.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** The packages the pure layer may use: they need neither Node nor a browser. */
const pure = new Set([
  'zod',
  'diff',
  'fflate',
  'saxes',
  'parse5',
  'micromark',
  'micromark-extension-gfm',
  'micromark-util-types',
]);

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
const feature = (file: string): string | null => /^src\/renderer\/features\/([^/]+)\//.exec(file)?.[1] ?? null;
const hostOf = (file: string): string | null => /^src\/main\/hosts\/([^/]+)\//.exec(file)?.[1] ?? null;

/** Why `file` may not import `target` (a path from the root, or a package), or null. The rules are ARCHITECTURE.md's. */
export function forbidden(file: string, target: string): string | null {
  const local = target.startsWith('src/');
  if (file.startsWith('src/shared/')) {
    if (local) return target.startsWith('src/shared/') ? null : 'shared imports shared only';
    return pure.has(packageOf(target)) ? null : 'shared is pure: no Node, browser, React or Electron';
  }
  if (file.startsWith('src/renderer/')) {
    if (local && !/^src\/(renderer|shared)\//.test(target)) return 'the window imports shared and itself only';
    if (!local && (target.startsWith('node:') || packageOf(target) === 'electron' || target === 'better-sqlite3')) {
      return 'the window runs in a sandbox';
    }
    const own = feature(file);
    if (own !== null && local && feature(target) !== null && feature(target) !== own) {
      return 'features meet in app/ and ui/, never in each other';
    }
    if (own !== null && target.startsWith('src/renderer/app/shell')) return 'features do not know the shell';
    if (/^src\/renderer\/(ui|client)\//.test(file) && /^src\/renderer\/(app|features)\//.test(target)) {
      return 'ui and client stand below app and features';
    }
    return null;
  }
  if (file.startsWith('src/main/core/')) {
    if (target === 'electron' || target.startsWith('electron/')) return 'the core never imports Electron';
    if (local && !/^src\/(main\/core|shared)\//.test(target)) return 'the core imports shared and itself only';
    return null;
  }
  if (file.startsWith('src/main/hosts/')) {
    if (local && hostOf(target) !== null && hostOf(target) !== hostOf(file)) return 'hosts never import each other';
    if (local && target.startsWith('src/renderer/')) return 'hosts serve the window, they do not import it';
    if (file.endsWith('/electron/preload.ts')) {
      const allowed =
        target === 'electron' || target.startsWith('src/shared/contract/') || target.endsWith('/channels.ts');
      return allowed ? null : 'the preload imports electron and contract types only';
    }
  }
  return null;
}

/** Reads the sources below `root`: path from the root to text. */
export function readSources(root: string): Map<string, string> {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((file) => !file.endsWith('.d.ts'));
  return new Map(files.map((file) => [file.replaceAll('\\', '/'), readFileSync(path.join(root, file), 'utf8')]));
}

function resolve(file: string, name: string): string {
  return name.startsWith('.') ? path.posix.normalize(path.posix.join(path.posix.dirname(file), name)) : name;
}

/** Every import that breaks a rule of the layers, and every import of a barrel. */
export function violations(sources: ReadonlyMap<string, string>): Violation[] {
  const found: Violation[] = [];
  for (const [file, source] of sources) {
    for (const name of importsOf(source)) {
      const target = resolve(file, name);
      const rule = forbidden(file, target) ?? (/\/index\.tsx?$/.test(target) ? 'no barrels' : null);
      if (rule) found.push({ file, imports: target, rule });
    }
  }
  return found;
}

/** The import cycles, each as the list of files on it; type-only imports do not count. */
export function cycles(sources: ReadonlyMap<string, string>): string[][] {
  const edges = new Map<string, string[]>();
  for (const [file, source] of sources) {
    const running = source.replaceAll(/(^|\n)\s*(import|export)\s+type\s[^;]*;/g, '');
    edges.set(
      file,
      importsOf(running)
        .map((name) => resolve(file, name))
        .filter((target) => sources.has(target)),
    );
  }
  const found: string[][] = [];
  const state = new Map<string, 'open' | 'done'>();
  const stack: string[] = [];
  const visit = (file: string): void => {
    state.set(file, 'open');
    stack.push(file);
    for (const next of edges.get(file) ?? []) {
      if (state.get(next) === 'open') found.push([...stack.slice(stack.indexOf(next)), next]);
      else if (!state.has(next)) visit(next);
    }
    stack.pop();
    state.set(file, 'done');
  };
  for (const file of sources.keys()) if (!state.has(file)) visit(file);
  return found;
}
