/* oxlint-disable react/no-array-index-key -- runs of a text have no name but their place */
import { memo } from 'react';
import type { Bead, Side } from '../../shared/bitext/bead.ts';
import { runContent, type TextChange } from '../../shared/review/text-change.ts';
import type { Content } from '../../shared/text/content.ts';
import type { DiffRun } from '../../shared/text/word-diff.ts';
import { ContentText } from './ContentText.tsx';

/** Which of two texts is read: both at once, or one of them with its own changes marked. */
export type Reading = 'both' | 'before' | 'after';

interface Props {
  readonly beads: readonly Bead[];
  readonly side: Side;
  readonly change: Pick<TextChange, 'runs'> | null;
  readonly reading: Reading;
  /** Every space as a sign; else only those that changed. */
  readonly spaces: boolean;
  /** The changed words that are pointed at. */
  readonly place?: number | null;
}

/** A text with what changed in it: struck and inserted words, told apart by line and weight as well as by tint. */
export const DiffText = memo(function DiffText({ beads, side, change, reading, spaces, place = null }: Props) {
  if (change === null) {
    const content = runContent(beads, side);
    return <ContentText content={spaces ? visible(content) : content} />;
  }
  return (
    <>
      {placed(change.runs).map(({ run, at }, i) => {
        if (run.kind === 'same') return <ContentText key={i} content={spaces ? visible(run.content) : run.content} />;
        if (run.kind === (reading === 'before' ? 'ins' : reading === 'after' ? 'del' : '')) return null;
        const pointed = at === place ? ' diff-pointed' : '';
        const content = spaces || isBlank(run.content) ? visible(run.content) : edged(run.content);
        return run.kind === 'del' ? (
          <del key={i} className={`diff-del${pointed}`}>
            <ContentText content={content} />
          </del>
        ) : (
          <ins key={i} className={`diff-ins${pointed}`}>
            <ContentText content={content} />
          </ins>
        );
      })}
    </>
  );
});

/** The runs with the number of the changed place each belongs to. */
function placed(runs: readonly DiffRun[]): { readonly run: DiffRun; readonly at: number | null }[] {
  let at = -1;
  return runs.map((run, i) => {
    if (run.kind === 'same') return { run, at: null };
    if ((runs[i - 1]?.kind ?? 'same') === 'same') at++;
    return { run, at };
  });
}

const SIGNS: Readonly<Record<string, string>> = {
  ' ': '·',
  '\u00a0': '⍽',
  '\u202f': '⍽',
  '\u2009': '⍽',
  '\t': '⇥',
  '\n': '⏎',
  '\r': '␍',
  '\u200b': '∣',
  '\u00ad': '‧',
};
const SPACE = /[\s\u200b\u00ad]/gu;

function isBlank(content: Content): boolean {
  return content.text.trim() === '';
}

/** Signs in place of white space; lines still break after them. */
function visible({ text, codes }: Content): Content {
  return { text: text.replace(SPACE, (space) => `${SIGNS[space] ?? '·'}\u200b`), codes };
}

/** Signs for the white space with which a changed run begins and ends, and for rare spaces within. */
function edged({ text, codes }: Content): Content {
  const sign = (space: string): string => space.replace(SPACE, (one) => SIGNS[one] ?? '·');
  return {
    text: text.replace(/^\s{2,}|\s{2,}$|[\u00a0\u202f\u2009\t\u200b\u00ad]/gu, sign),
    codes,
  };
}
