import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cycles, readSources, violations } from './layers.ts';

const sources = readSources(fileURLToPath(new URL('../..', import.meta.url)));

describe('the layers', () => {
  it('import only what they may', () => {
    expect(violations(sources)).toEqual([]);
  });

  it('have no import cycles', () => {
    expect(cycles(sources)).toEqual([]);
  });

  it.each([
    ['src/shared/bitext/bead.ts', `import { readFileSync } from 'node:fs';`],
    ['src/shared/bitext/bead.ts', `import { app } from '../../main/core/core.ts';`],
    ['src/shared/text/content.ts', `const { useState } = await import('react');`],
    ['src/renderer/features/translate/grid.tsx', `import { x } from '../memory/panel.tsx';`],
    ['src/renderer/client/client.ts', `export { ipcRenderer } from 'electron';`],
    ['src/main/core/core.ts', `import { app } from 'electron';`],
    ['src/main/core/core.ts', `import { startWebHost } from '../hosts/web/server.ts';`],
    ['src/main/hosts/web/server.ts', `import { START_URL } from '../electron/policy.ts';`],
    ['src/main/hosts/electron/preload.ts', `import { readFileSync } from 'node:fs';`],
    ['src/shared/text/content.ts', `export * from './index.ts';`],
  ])('a planted violation in %s is found', (file, source) => {
    expect(violations(new Map([[file, source]]))).toHaveLength(1);
  });

  it('a planted cycle is found, and one of types alone is none', () => {
    const cycle = new Map([
      ['src/shared/a.ts', `import { b } from './b.ts';`],
      ['src/shared/b.ts', `import { a } from './a.ts';`],
    ]);
    expect(cycles(cycle)).toHaveLength(1);
    cycle.set('src/shared/b.ts', `import type { A } from './a.ts';`);
    expect(cycles(cycle)).toEqual([]);
  });
});
