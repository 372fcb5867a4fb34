import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { counterparts } from '../../../src/main/core/services/memories/counterparts.ts';
import { importTmx } from '../../../src/main/core/services/memories/import-tmx.ts';
import { createMemoryFile } from '../../../src/main/core/store/memory-file.ts';
import type { WriteConnection } from '../../../src/main/core/store/sqlite.ts';
import { removeFolder, temporaryFolder } from '../../contract/harness.ts';

type Unit = readonly [source: string, target: string];

describe('the counterparts of found words', () => {
  let folder: string;
  let memory: WriteConnection;

  beforeEach(async () => {
    folder = temporaryFolder();
    memory = await createMemoryFile(join(folder, 'm.bmem'), 'M', { log: () => undefined });
  });
  afterEach(() => {
    memory.close();
    removeFolder(folder);
  });

  /** What is marked on the other side of the units in which a word stands. */
  function marked(units: readonly Unit[], word: string, side: 'source' | 'target' = 'source'): string[][] {
    const file = join(folder, 'units.tmx');
    const tuv = (lang: string, text: string) => `<tuv xml:lang="${lang}"><seg>${text}</seg></tuv>`;
    const body = units.map(([source, target]) => `<tu>${tuv('it', source)}${tuv('en', target)}</tu>`).join('\n');
    writeFileSync(file, `<tmx version="1.4"><header srclang="it"/><body>${body}</body></tmx>`);
    importTmx(memory, file, { now: 0, progress: () => undefined });
    const found = units.filter((unit) => unit[side === 'source' ? 0 : 1].includes(word));
    const hits = found.map(([source, target]) => {
      const at = (side === 'source' ? source : target).indexOf(word);
      return { source, target, ranges: [[at, at + word.length]] as const };
    });
    const pair = { side, sourceLang: 'it', targetLang: 'en' } as const;
    const ranges = counterparts(hits, pair, [{ connection: memory, name: 'M', penalty: 0 }]);
    return ranges.map((one, i) =>
      one.map(([from, to]) => (found[i]?.[side === 'source' ? 1 : 0] ?? '').slice(from, to)),
    );
  }

  const THREE: readonly Unit[] = [
    ['La pompa è ferma.', 'The pump is idle.'],
    ['Apri la valvola.', 'Open the valve.'],
    ['Chiudi il rubinetto.', 'Close the tap.'],
  ];

  it('are not guessed from three units, where an article may stand in the same one by chance', () => {
    for (const word of ['pompa', 'ferma', 'Apri', 'rubinetto', 'il']) expect(marked(THREE, word)).toEqual([[]]);
    expect(marked(THREE, 'tap', 'target')).toEqual([[]]);
  });

  it('are shown there, too, when they look alike', () => {
    const units: readonly Unit[] = [...THREE, ['Il motore Rugiada ha 4 pistoni.', 'The Rugiada motor has 4 pistons.']];
    expect(marked(units, 'Rugiada')).toEqual([['Rugiada']]);
    expect(marked(units, '4')).toEqual([['4']]);
  });

  it('are shown once the memory has enough to tell them from articles', () => {
    const things: readonly Unit[] = [
      ['pompa', 'pump'],
      ['valvola', 'valve'],
      ['chiave', 'key'],
      ['scatola', 'box'],
      ['ruota', 'wheel'],
    ];
    const acts: readonly Unit[] = [
      ['Apri', 'Open'],
      ['Chiudi', 'Close'],
      ['Pulisci', 'Clean'],
      ['Togli', 'Remove'],
    ];
    const units = acts.flatMap(([act, does]) =>
      things.map(([thing, what]): Unit => [`${act} la ${thing}.`, `${does} the ${what}.`]),
    );
    expect(marked(units, 'pompa')).toEqual(acts.map(() => ['pump']));
    expect(marked(units, 'Close', 'target')).toEqual(things.map(() => ['Chiudi']));
  });
});
