import type { GoldBead } from './alignment-sets.ts';

/** Precision, recall and their harmonic mean, 0 to 1. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

function scoreOf(truePositive: number, falsePositive: number, falseNegative: number): Score {
  const precision = truePositive / Math.max(1, truePositive + falsePositive);
  const recall = truePositive / Math.max(1, truePositive + falseNegative);
  return { precision, recall, f1: (2 * precision * recall) / Math.max(1e-9, precision + recall) };
}

const key = (bead: GoldBead): string => `${bead.source.join(',')}:${bead.target.join(',')}`;
const matches = (beads: readonly GoldBead[]): GoldBead[] =>
  beads.filter((bead) => bead.source.length > 0 && bead.target.length > 0);
const links = (beads: readonly GoldBead[]): Set<string> =>
  new Set(beads.flatMap((bead) => bead.source.flatMap((x) => bead.target.map((y) => `${x}:${y}`))));

/**
 * Strict scores count a bead when it is exactly right, lax ones when it shares a sentence pair with the other list;
 * beads with one side only are left out, as the scorer of vecalign does.
 */
export function scoreAlignments(
  pairs: readonly { readonly gold: readonly GoldBead[]; readonly found: readonly GoldBead[] }[],
): { strict: Score; lax: Score } {
  let tp = 0;
  let fp = 0;
  let fn = 0;
  let laxTp = 0;
  let laxFp = 0;
  let laxFn = 0;
  for (const pair of pairs) {
    const gold = matches(pair.gold);
    const found = matches(pair.found);
    const goldKeys = new Set(gold.map(key));
    const foundKeys = new Set(found.map(key));
    const right = goldKeys.intersection(foundKeys).size;
    tp += right;
    fp += foundKeys.size - right;
    fn += goldKeys.size - right;
    const goldLinks = links(gold);
    const foundLinks = links(found);
    for (const bead of found) {
      if (links([bead]).isDisjointFrom(goldLinks)) laxFp++;
      else laxTp++;
    }
    for (const bead of gold) if (links([bead]).isDisjointFrom(foundLinks)) laxFn++;
  }
  return { strict: scoreOf(tp, fp, fn), lax: scoreOf(laxTp, laxFp, laxFn) };
}

/** How honest confidences are: calibration error in ten bins, and share and accuracy of the beads at .9 and above. */
export function scoreConfidence(beads: readonly { readonly confidence: number; readonly right: boolean }[]): {
  calibrationError: number;
  sureShare: number;
  sureAccuracy: number;
} {
  const bins = Array.from({ length: 10 }, () => ({ size: 0, confidence: 0, right: 0 }));
  for (const { confidence, right } of beads) {
    const bin = bins[Math.min(9, Math.floor(confidence * 10))]!;
    bin.size++;
    bin.confidence += confidence;
    if (right) bin.right++;
  }
  const sure = beads.filter((bead) => bead.confidence >= 0.9);
  return {
    calibrationError:
      bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / Math.max(1, beads.length),
    sureShare: sure.length / Math.max(1, beads.length),
    sureAccuracy: sure.filter((bead) => bead.right).length / Math.max(1, sure.length),
  };
}
