import { describe, expect, it } from 'vitest';
import { fullBand } from '../../../src/shared/alignment/band.ts';
import {
  EDGES,
  SHAPES,
  SHAPE_SOURCE,
  SHAPE_TARGET,
  SOURCE_DELETION,
  TARGET_DELETION,
  initialPriors,
} from '../../../src/shared/alignment/bead-shapes.ts';
import { decodeBeads } from '../../../src/shared/alignment/decode.ts';
import { edgePosteriors, forwardSums } from '../../../src/shared/alignment/forward-backward.ts';
import { createScratch } from '../../../src/shared/alignment/scratch.ts';

const SOURCES = 4;
const TARGETS = 5;
const band = fullBand({ sourceStart: 0, sourceEnd: SOURCES, targetStart: 0, targetEnd: TARGETS });
const priors = initialPriors();

/** A made-up score for each bead. */
const score = (i: number, j: number, shape: number): number => Math.fround(Math.sin(i * 7 + j * 3 + shape * 1.7) * 3);
const writeScores = (i: number, j: number, scores: Float32Array): void => {
  for (let k = 0; k < SHAPES; k++) {
    const fits = i + SHAPE_SOURCE[k]! <= SOURCES && j + SHAPE_TARGET[k]! <= TARGETS;
    scores[(band.base[i]! + j) * EDGES + k] = fits ? score(i, j, k) : -Infinity;
  }
};

/** A made-up score for the end of a gap at each node. */
const scoreGapEnd = (i: number, j: number): number => Math.cos(i * 5 + j * 2);

/** Sums over every path by enumeration: the total, and the sum of the paths over each edge. */
function enumerate(): { total: number; edges: Map<number, number> } {
  const edges = new Map<number, number>();
  let total = 0;
  const { open, extend, change } = priors;
  const close = 1 - extend - change;
  const visit = (i: number, j: number, state: 'm' | 's' | 't', weight: number, used: number[]): void => {
    if (i === SOURCES && j === TARGETS) {
      const whole = state === 'm' ? weight : weight * Math.exp(scoreGapEnd(i, j));
      total += whole;
      for (const edge of used) edges.set(edge, (edges.get(edge) ?? 0) + whole);
      return;
    }
    const node = (band.base[i]! + j) * EDGES;
    for (let k = 0; k < SHAPES; k++) {
      if (i + SHAPE_SOURCE[k]! > SOURCES || j + SHAPE_TARGET[k]! > TARGETS) continue;
      const step = (state === 'm' ? 1 - open : close * Math.exp(scoreGapEnd(i, j))) * Math.exp(score(i, j, k));
      visit(i + SHAPE_SOURCE[k]!, j + SHAPE_TARGET[k]!, 'm', weight * step, [...used, node + k]);
    }
    if (i < SOURCES && state !== 't') {
      const step = state === 'm' ? open / 2 : extend;
      visit(i + 1, j, 's', weight * step, [...used, node + SOURCE_DELETION]);
    }
    if (j < TARGETS) {
      const step = state === 'm' ? open / 2 : state === 's' ? change : extend;
      visit(i, j + 1, 't', weight * step, [...used, node + TARGET_DELETION]);
    }
  };
  visit(0, 0, 'm', 1, []);
  return { total, edges };
}

/** Arrays of its own for each run, so that results can be compared. */
const settings = () => ({
  beam: Infinity,
  temperature: 1,
  guide: undefined,
  reuse: undefined,
  scratch: createScratch(),
});

describe('forward-backward', () => {
  const expected = enumerate();
  const forward = forwardSums(band, priors, writeScores, scoreGapEnd, settings());
  const posteriors = edgePosteriors(band, priors, forward, scoreGapEnd, 1, createScratch());
  const { edge, counts, sourceDeleted, targetDeleted } = posteriors;

  it('sums over all paths', () => {
    expect(forward.total).toBeCloseTo(Math.log(expected.total), 5);
  });

  it('gives every edge the share of the paths that use it', () => {
    edge.forEach((posterior, k) => {
      expect(posterior).toBeCloseTo((expected.edges.get(k) ?? 0) / expected.total, 5);
    });
  });

  it('passes every source sentence exactly once', () => {
    for (let sentence = 0; sentence < SOURCES; sentence++) {
      let covered = 0;
      for (let i = 0; i <= sentence; i++) {
        for (let j = 0; j <= TARGETS; j++) {
          const at = (band.base[i]! + j) * EDGES;
          for (let k = 0; k < SHAPES; k++) if (i + SHAPE_SOURCE[k]! > sentence) covered += edge[at + k]!;
          if (i === sentence) covered += edge[at + SOURCE_DELETION]!;
        }
      }
      expect(covered).toBeCloseTo(1, 5);
    }
  });

  it('counts shapes as their posteriors add up', () => {
    const sum = new Float64Array(SHAPES);
    for (let at = 0; at < edge.length; at += EDGES) for (let k = 0; k < SHAPES; k++) sum[k]! += edge[at + k]!;
    counts.shape.forEach((count, k) => expect(count).toBeCloseTo(sum[k]!, 5));
  });

  it('is flatter at a lower temperature factor, from the same bead scores', () => {
    const warm = forwardSums(band, priors, writeScores, scoreGapEnd, {
      ...settings(),
      temperature: 0.5,
      reuse: forward,
    });
    const flat = edgePosteriors(band, priors, warm, scoreGapEnd, 0.5, createScratch()).edge;
    expect(Math.max(...flat)).toBeLessThan(Math.max(...edge));
  });

  it('decodes the path of highest expected gain', () => {
    const gains = new Map<string, number>();
    const visit = (i: number, j: number, gain: number, path: string): void => {
      if (i === SOURCES && j === TARGETS) {
        gains.set(path, gain);
        return;
      }
      const at = (band.base[i]! + j) * EDGES;
      for (let k = 0; k < SHAPES; k++) {
        const [i2, j2] = [i + SHAPE_SOURCE[k]!, j + SHAPE_TARGET[k]!];
        if (i2 <= SOURCES && j2 <= TARGETS) visit(i2, j2, gain + edge[at + k]!, `${path}${i2 - i}-${j2 - j} `);
      }
      if (i < SOURCES) visit(i + 1, j, gain + 0.7 * sourceDeleted[i]!, `${path}1-0 `);
      if (j < TARGETS) visit(i, j + 1, gain + 0.7 * targetDeleted[j]!, `${path}0-1 `);
    };
    visit(0, 0, 0, '');
    const { beads } = decodeBeads(band, posteriors, createScratch());
    let path = '';
    for (let b = 0; b < beads.length; b += 4) path += `${beads[b + 1]}-${beads[b + 3]} `;
    expect(gains.get(path)).toBeCloseTo(Math.max(...gains.values()), 6);
  });
});
