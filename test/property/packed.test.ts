import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packRows, readRow } from '../../src/main/core/services/alignment/packed-rows.ts';
import { writeMeta } from '../../src/main/core/store/meta.ts';
import { insertFirstBeads, readBeads } from '../../src/main/core/store/project/beads.ts';
import { insertDocument } from '../../src/main/core/store/project/documents.ts';
import { insertVersion, packState, unpackState } from '../../src/main/core/store/project/versions.ts';
import { createProjectFile } from '../../src/main/core/store/project-file.ts';
import type { WriteConnection } from '../../src/main/core/store/sqlite.ts';
import type { Bead } from '../../src/shared/bitext/bead.ts';
import { removeFolder, temporaryFolder } from '../contract/harness.ts';
import { bead, sentence } from '../unit/bitext/array-bitext.ts';

/** Texts of one, two, three and four bytes a character, half characters, control characters and what JSON escapes. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '"\\\n\u2028\0', 'già', '漢字仮名', '👩‍👩‍👧‍👦🇮🇹', '\ud83d', '\udc69 half'),
);

describe('rows packed end to end', () => {
  it('are read as they were packed, each on its own and in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.jsonValue(), texts), { maxLength: 30 }), (rows) => {
        const packed = packRows(rows);
        expect(packed.end).toHaveLength(rows.length);
        expect(packed.bytes.length).toBe(packed.end.at(-1) ?? 0);
        for (let k = rows.length - 1; k >= 0; k--) {
          expect(readRow(packed, k)).toEqual(JSON.parse(JSON.stringify(rows[k])));
        }
      }),
    );
  });

  it('are the same beyond the room first made for them', () => {
    fc.assert(
      fc.property(
        fc.array(texts, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 120_000 }),
        (some, times) => {
          const rows = some.map((text) => ({ text, long: text.repeat(Math.ceil(times / (text.length + 1))) }));
          const packed = packRows(rows);
          expect(rows.map((_, k) => readRow(packed, k))).toEqual(rows);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('lie in memory that threads share', () => {
    const { bytes, end } = packRows(['a', 'b']);
    expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(end.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});

describe('the state of a document kept with a version', () => {
  let folder = '';
  let project: WriteConnection;
  let documents = 0;
  /** Beads have numbers of their own in a project. */
  let lastId = 1_000;
  const languages = { sourceLang: 'it', targetLang: 'en' };

  beforeAll(async () => {
    folder = temporaryFolder();
    project = await createProjectFile(join(folder, 'states.bifronte'), { log: () => undefined });
    writeMeta(project, 'lastId', '1000');
  });
  afterAll(() => {
    project.close();
    removeFolder(folder);
  });

  /** Stores beads as a new document, packs them, and returns its number, what was packed and how often it was told. */
  function packed(beads: readonly Bead[]) {
    const id = ++documents;
    let told = 0;
    const state = project.transaction(() => {
      insertDocument(project, { id, name: 'a', kind: 'alignment', ...languages, addedAt: 0 });
      insertFirstBeads(project, id, beads);
      return packState(project, id, () => told++);
    });
    return { id, state, told };
  }

  function keep(document: number, state: ReturnType<typeof packState>): number {
    const version = {
      document,
      kind: 'import' as const,
      name: '',
      before: null,
      at: 0,
      who: 'Ada',
      seq: 0,
      edition: '1',
    };
    return project.transaction(() => insertVersion(project, version, state));
  }

  function expectKept(beads: readonly Bead[]): Uint8Array {
    const { id, state, told } = packed(beads);
    expect(told).toBe(beads.length);
    const kept = unpackState(project, keep(id, state));
    expect(kept).toEqual(beads);
    expect(kept).toEqual(readBeads(project, id, 0, beads.length + 1));
    return state.blob;
  }

  const beadOf = (k: number, source: string, target: string): Bead => {
    const pair = bead(++lastId, [sentence(++lastId, source)], [{ ...sentence(++lastId, target), lead: target }]);
    return { ...pair, status: k % 2 === 0 ? 'draft' : 'confirmed' };
  };

  it('is read as it was, whatever its texts are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, texts), { maxLength: 12 }), (pairs) => {
        expectKept(pairs.map(([source, target], k) => beadOf(k, source, target)));
      }),
      { numRuns: 40 },
    );
  });

  it('is read as it was when it has no bead', () => {
    expectKept([]);
  });

  it('is read as it was when it is packed in many parts, with every character at their seams', () => {
    // A part has about a million characters: the first beads fill one each, the next many together, the last none.
    const sizes = [1_100_000, 1_100_000, ...Array.from({ length: 40 }, () => 60_000), 3];
    const units = ['a', 'è', '字', '👩', '\ud83d', '"'];
    const beads = sizes.map((size, k) => beadOf(k, units[k % units.length]!.repeat(size / 2), 'fine 字👩'));
    const blob = expectKept(beads);
    // Repetitions are packed well, or this test would need much room.
    expect(blob.length).toBeLessThan(1_000_000);
  });

  it('is no state at all when a byte of it has changed', () => {
    const { id, state } = packed([beadOf(0, 'Uno due tre.', 'One two three.')]);
    const version = keep(id, state);
    for (let at = 0; at < state.blob.length; at++) {
      const blob = Uint8Array.from(state.blob);
      blob[at]! ^= 0x10;
      project.run('UPDATE version SET state = ? WHERE id = ?', blob, version);
      const read = unpackState(project, version);
      // Some bits of the packing mean nothing; then the text is as it was.
      if (read !== null) expect(read).toEqual(readBeads(project, id, 0, 9));
    }
    project.run('UPDATE version SET state = ? WHERE id = ?', state.blob.slice(0, -3), version);
    expect(unpackState(project, version)).toBeNull();
  });
});
