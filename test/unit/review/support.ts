import fc from 'fast-check';
import type { Bead, Sentence } from '../../../src/shared/bitext/bead.ts';
import { newBead, sideContent } from '../../../src/shared/bitext/bead.ts';
import { execute } from '../../../src/shared/bitext/execute.ts';
import type { Command } from '../../../src/shared/contract/commands.ts';
import { CoreError } from '../../../src/shared/contract/errors.ts';
import type { Snapshot } from '../../../src/shared/review/snapshot.ts';
import { ContentBuilder, plain, visibleText, type Content } from '../../../src/shared/text/content.ts';
import { ArrayBitext } from '../bitext/array-bitext.ts';

/** A text in which `<b>` and `</b>` are inline codes. */
export function coded(text: string): Content {
  const builder = new ContentBuilder();
  for (const part of text.split(/(<\/?[bi]>)/)) {
    if (/^<\/?[bi]>$/.test(part)) {
      const kind = part.startsWith('</') ? 'close' : 'open';
      builder.code({ kind, id: part.replaceAll(/[</>]/g, ''), data: part, display: part.slice(1, -1) });
    } else if (part !== '') builder.text(part);
  }
  return builder.build();
}

/** A bitext from rows of texts; a side is a text, several sentences, or nothing. Beads are numbered from 1. */
export function bitext(rows: readonly (readonly [string | string[], string | string[]])[], firstId = 1): Bead[] {
  let sentenceId = firstId * 1000;
  const side = (texts: string | string[], unit: string): Sentence[] =>
    [texts]
      .flat()
      .filter((text) => text !== '')
      .map((text) => ({ id: sentenceId++, unit, lead: '', content: coded(text), trail: ' ' }));
  return rows.map(([source, target], i) =>
    newBead(firstId + i, side(source, `u${firstId + i}`), side(target, `u${firstId + i}`)),
  );
}

export function snapshot(beads: readonly Bead[], identity: string | null = 'document'): Snapshot {
  return { sourceLang: 'it', targetLang: 'en', beads, identity, complete: identity !== null };
}

/** The same beads as a file gives them that lost all numbers. */
export function anonymous(beads: readonly Bead[]): Snapshot {
  let id = 0;
  const strip = (sentence: Sentence): Sentence => ({ ...sentence, id: --id, unit: null });
  return snapshot(
    beads.map((bead) => ({
      ...bead,
      id: --id,
      source: bead.source.map(strip),
      target: bead.target.map(strip),
      marks: [],
    })),
    null,
  );
}

/** Fresh numbers that no generated bitext uses. */
export function freshIds(first = 1_000_000): () => number {
  let id = first;
  return () => id++;
}

/** What a comparison is about: sentences, statuses, marks and comments; numbers are not, as undoing may renew them. */
export function essence(beads: readonly Bead[]): unknown[] {
  return beads.map(({ source, target, status, marks, comments }) => ({
    source: source.map(({ content }) => content),
    target: target.map(({ content }) => content),
    status,
    marks,
    comments: comments.map(({ author, text, resolved }) => ({ author, text, resolved })),
  }));
}

/** The visible text of both sides of every bead. */
export function texts(beads: readonly Bead[]): string[] {
  return beads.map((bead) =>
    (['source', 'target'] as const)
      .map((side) => visibleText(sideContent(bead, side)).replaceAll(/\s+/g, ' ').trim())
      .join(' = '),
  );
}

const sources = ['Uno due tre.', 'La <b>casa</b> è rossa.', 'Sì!', 'Il gatto dorme sul divano verde.', 'Nota 12.', '—'];
const targets = ['One two three.', 'The <b>house</b> is red.', 'Yes!', 'The cat sleeps on the green sofa.', 'Note 12.'];

/** A bitext of some beads with up to three sentences a side; texts repeat, since that is what confuses a comparison. */
export const bitexts: fc.Arbitrary<Bead[]> = fc
  .array(
    fc.tuple(
      fc.array(fc.constantFrom(...sources), { maxLength: 3 }),
      fc.array(fc.constantFrom(...targets), { maxLength: 3 }),
      fc.constantFrom('draft' as const, 'translated' as const, 'confirmed' as const),
    ),
    { maxLength: 10 },
  )
  .map((rows) =>
    bitext(rows.map(([source, target]) => [source, target])).map((bead, i) => ({
      ...bead,
      status: bead.target.length > 0 ? (rows[i]?.[2] ?? 'draft') : 'untranslated',
    })),
  );

export interface Step {
  readonly kind: number;
  readonly at: number;
  readonly other: number;
  readonly sentence: number;
  readonly offset: number;
  readonly side: 'source' | 'target';
  readonly text: string;
}

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.nat(18),
    at: fc.nat(10),
    other: fc.nat(10),
    sentence: fc.nat(2),
    offset: fc.nat(18),
    side: fc.constantFrom('source' as const, 'target' as const),
    text: fc.constantFrom('', 'Some text.', 'Other  <i>words</i> here', 'The cat slept on the green sofa.'),
  }),
  { maxLength: 8 },
);

/** The bitext after some edits: commands of every kind, and beads inserted, taken out and moved. */
export function edited(beads: readonly Bead[], script: readonly Step[], firstId = 10_000, who = 'Anna'): Bead[] {
  const state = new ArrayBitext(beads);
  let id = firstId;
  const world = { kind: 'alignment' as const, nextId: () => id++, now: 1_700_000_000_000, who };
  for (const step of script) {
    const at = step.at % Math.max(1, state.beads.length);
    const here = state.beads[at];
    if (step.kind === 0 || !here) {
      const sentence = { id: id++, unit: null, lead: '', content: coded(step.text || 'New.'), trail: ' ' };
      state.beads = state.beads.toSpliced(at, 0, newBead(id++, [sentence], []));
    } else if (step.kind === 1) state.beads = state.beads.toSpliced(at, 1);
    else if (step.kind === 2) state.beads = state.beads.toSpliced(at, 1).toSpliced(step.other, 0, here);
    else {
      try {
        state.apply(execute(commandOf(step, here, state), state, world).change);
      } catch (error) {
        if (!(error instanceof CoreError)) throw error;
      }
    }
  }
  return state.beads;
}

function commandOf(step: Step, bead: Bead, state: ArrayBitext): Command {
  const { side, offset, sentence } = step;
  const next = state.next(bead.id)?.id ?? bead.id;
  const other = state.beads[step.other % state.beads.length]?.id ?? bead.id;
  const commands: Command[] = [
    { type: 'edit', bead: bead.id, side, content: coded(step.text) },
    { type: 'edit', bead: bead.id, side, sentence, content: coded(step.text) },
    { type: 'confirm', bead: bead.id, content: plain(step.text) },
    { type: 'setStatus', beads: [bead.id], status: 'draft' },
    { type: 'merge', beads: [bead.id, next] },
    { type: 'split', bead: bead.id, sentence, offset, targetOffset: offset },
    { type: 'split', bead: bead.id, sentence },
    { type: 'moveDown', bead: bead.id, side, sentence, offset },
    { type: 'moveUp', bead: bead.id, side, sentence },
    { type: 'unlink', bead: bead.id },
    { type: 'link', source: bead.id, target: other },
    { type: 'swapDown', bead: bead.id, side },
    { type: 'joinSentences', bead: bead.id, side, sentence },
    { type: 'mark', beads: [bead.id], mark: 'bookmarked', on: true },
    { type: 'comment', bead: bead.id, text: 'Look at this' },
  ];
  return commands[step.kind % commands.length] as Command;
}
