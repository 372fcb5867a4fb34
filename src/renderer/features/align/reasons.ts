import type { Bead } from '../../../shared/bitext/bead.ts';

/** A reason of a bead taken apart for a sentence: the key of its words and the values in them. */
export interface ReasonWords {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

const percent = (text: string | undefined): number => Math.round(100 * Number(text ?? '0'));

/** Reads a reason as the aligner writes it into beads (`length:3.4`); undefined for one this window does not know. */
function reasonWords(code: string): ReasonWords | undefined {
  const [kind, first, second] = code.split(':');
  switch (kind) {
    case 'length':
      return { key: Number(first) > 0 ? 'align.reason.longer' : 'align.reason.shorter', values: {} };
    case 'numbers':
      return {
        key: `align.reason.numbers.${first === 'target' ? 'target' : 'source'}`,
        values: { numbers: second ?? '' },
      };
    case 'words':
      return Number(first) === 0
        ? { key: 'align.reason.noWords', values: {} }
        : { key: 'align.reason.fewWords', values: { share: percent(first) } };
    case 'runnerUp':
      return {
        key: 'align.reason.runnerUp',
        values: { share: percent(first), shape: second?.replace('-', '–') ?? '' },
      };
    case 'otherwise':
    case 'shape':
    case 'nearGap':
      return { key: `align.reason.${kind}`, values: {} };
    default:
      return undefined;
  }
}

/** Why a bead is doubted, the weightiest first; its shape goes without saying where a side is empty. */
export function reasonsOf(bead: Bead): ReasonWords[] {
  if (bead.source.length === 0 || bead.target.length === 0) {
    const alone = { key: bead.source.length === 0 ? 'align.reason.noSource' : 'align.reason.noTarget', values: {} };
    const otherwise = { key: 'align.reason.otherwise', values: {} };
    return bead.reasons.includes('otherwise') ? [alone, otherwise] : [alone];
  }
  return bead.reasons.flatMap((code) => {
    const words = reasonWords(code);
    if (!words) return [];
    // Sentences joined since then may have made it the usual shape.
    if (code === 'shape' && bead.source.length === 1 && bead.target.length === 1) return [];
    const shape = `${bead.source.length}–${bead.target.length}`;
    return [code === 'shape' ? { ...words, values: { shape } } : words];
  });
}
