import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KERNEL_PATH, compileKernel } from './kernel.ts';

const BUILD_SCRIPT = join(import.meta.dirname, '../../../../scripts/build-kernel.ts');

/**
 * The compiled scan kernel. From source, where nothing may have been built yet, it is built first. Throws an Error that
 * names the file when it is missing from an installed program.
 */
export function usableKernel(path: string): WebAssembly.Module {
  if (path === KERNEL_PATH && !existsSync(path) && existsSync(BUILD_SCRIPT)) {
    const { status, stderr } = spawnSync(process.execPath, [BUILD_SCRIPT, '--if-stale'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${path}: the scan kernel could not be built: ${stderr}`);
  }
  return compileKernel(path);
}
