import { describe, expect, it } from 'vitest';
import type { MemoryPage, MemoryRow } from '../../../src/shared/contract/memory-edit.ts';
import { RowCache } from '../../../src/renderer/features/memory/row-cache.ts';

interface Asked {
  readonly from: number;
  readonly answer: () => void;
}

function start(): { readonly cache: RowCache; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const cache = new RowCache(
    (from, count) =>
      new Promise<MemoryPage>((resolve) => {
        const rows = Array.from({ length: count }, (_, i) => ({ unit: from + i }) as MemoryRow);
        asked.push({
          from,
          answer: () => resolve({ total: 1_000_000, complete: true, searched: 1, rows }),
        });
      }),
    () => undefined,
  );
  return { cache, asked };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the rows at hand', () => {
  it('come for the place one looks at, not for those that were passed on the way', async () => {
    const { cache, asked } = start();
    for (const at of [0, 50_000, 100_000, 150_000, 200_000]) cache.want(at, at + 10);
    expect(asked.map(({ from }) => from)).toEqual([0, 50_000]);
    asked[0]?.answer();
    await settled();
    expect(asked.map(({ from }) => from)).toEqual([0, 50_000, 200_000]);
    asked[1]?.answer();
    asked[2]?.answer();
    await settled();
    expect(asked).toHaveLength(3);
    expect(cache.at(200_003)?.unit).toBe(200_003);
    expect(cache.at(100_000)).toBeUndefined();
  });

  it('come from two pages where both are in sight, and once only', async () => {
    const { cache, asked } = start();
    cache.want(95, 105);
    cache.want(96, 106);
    expect(asked.map(({ from }) => from)).toEqual([0, 100]);
    for (const it of asked) it.answer();
    await settled();
    cache.want(95, 105);
    expect(asked).toHaveLength(2);
  });
});
