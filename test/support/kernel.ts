import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { compileKernel } from '../../src/main/core/memory/kernel.ts';

const script = fileURLToPath(new URL('../../scripts/build-kernel.ts', import.meta.url));

/** The scan kernel as its source stands, built first when it is missing or stale. */
export function currentKernel(): WebAssembly.Module {
  execFileSync(process.execPath, [script, '--if-stale'], { stdio: ['ignore', 'ignore', 'inherit'] });
  return compileKernel();
}
