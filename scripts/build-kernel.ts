/**
 * Compiles the scan kernel (AssemblyScript) to `dist/kernel/scan.wasm`.
 *
 * Usage: node scripts/build-kernel.ts [--if-stale]
 *   --if-stale   do nothing when the compiled kernel was made from the source as it stands
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const source = join(root, 'src/main/core/memory/kernel/scan.as');
const folder = join(root, 'dist/kernel');
const output = join(folder, 'scan.wasm');
const stamp = join(folder, 'scan.stamp');

/** What the compiled kernel depends on: its source, this script and the compiler's version. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of [source, import.meta.filename, join(root, 'node_modules/assemblyscript/package.json')]) {
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

function isFresh(wanted: string): boolean {
  try {
    return readFileSync(stamp, 'utf8') === wanted && readFileSync(output).length > 0;
  } catch {
    return false;
  }
}

async function build(): Promise<void> {
  const { main } = await import('assemblyscript/asc');
  const text = readFileSync(source, 'utf8');
  let binary: Uint8Array | undefined;
  let messages = '';
  const options = ['--outFile', 'scan.wasm', '--runtime', 'stub', '--use', 'abort='];
  const optimise = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert', '--enable', 'simd'];
  const { error } = await main(['scan.ts', ...options, ...optimise], {
    readFile: (name) => (name === 'scan.ts' ? text : null),
    writeFile: (name, contents) => {
      if (name === 'scan.wasm' && typeof contents !== 'string') binary = contents;
    },
    listFiles: () => [],
    stderr: { write: (chunk) => void (messages += String(chunk)) },
  });
  if (error !== null || binary === undefined) {
    process.stderr.write(messages);
    throw new Error(`${source}: the kernel does not compile; correct the errors above`);
  }
  mkdirSync(folder, { recursive: true });
  // Several tests may build at once: each writes its own file, and the last rename wins with the same bytes.
  const temporary = `${output}.${process.pid}`;
  writeFileSync(temporary, binary);
  renameSync(temporary, output);
  writeFileSync(stamp, fingerprint());
}

if (!process.argv.includes('--if-stale') || !isFresh(fingerprint())) await build();
