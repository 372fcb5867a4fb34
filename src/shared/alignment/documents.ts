import type { Rectangle } from './band.ts';

/**
 * The texts as they come from outside, and how they are laid end to end: all documents of a job share one model, and
 * every stretch between hard delimiters is a rectangle of its own (ALIGNMENT sections 3.2 and 3.5).
 */

/** One side of a document. */
export interface AlignSide {
  readonly sentences: readonly string[];
  /** For each sentence, whether it starts a paragraph; left out when paragraphs are not known. */
  readonly paragraphStarts?: ArrayLike<boolean | number>;
  /**
   * For each sentence, the kind of its unit, such as `heading` or `cell`; `''` for running text. Where both sides have
   * the same sequence of units that are not running text, no bead crosses their borders.
   */
  readonly kinds?: readonly string[];
}

/** A bead that must come out as it is: sentence numbers of both sides, each ascending. */
export interface Lock {
  readonly source: readonly number[];
  readonly target: readonly number[];
}

/** Two texts to align, in the same order of languages as the rest of the job. */
export interface AlignDocument {
  readonly source: AlignSide;
  readonly target: AlignSide;
  readonly locks?: readonly Lock[];
}

/** Input that cannot be aligned as given; the message says what and where. */
export class AlignmentInputError extends Error {
  override readonly name = 'AlignmentInputError';
}

/** A stretch of the joined texts. */
export interface Section extends Rectangle {
  /** Number of the document. */
  readonly document: number;
  /** Beads already known, in joined sentence numbers, instead of a search. */
  readonly fixed?: readonly Lock[];
  /** Whether those beads were given by the user and may teach. */
  readonly locked?: boolean;
}

/** All documents laid end to end. */
export interface JoinedDocuments {
  readonly source: JoinedSide;
  readonly target: JoinedSide;
  /** In order, covering every sentence of both sides. */
  readonly sections: readonly Section[];
  /** For each document, the locks that say a sentence has no counterpart, in the numbers of the document. */
  readonly unmatched: readonly (readonly Lock[])[];
}

/** One side of all documents. */
export interface JoinedSide {
  readonly sentences: readonly string[];
  /** 1 where a paragraph starts, 0 where none does, 2 where paragraphs are not known on both sides. */
  readonly paragraph: Uint8Array;
  /** First sentence of each document, and the end. */
  readonly start: Int32Array;
  /** Number of each sentence in its document; sentences locked as having no counterpart are left out of the search. */
  readonly number: Int32Array;
}

const NO_MARKS = 2;

function checkSide(side: AlignSide, name: string, document: number): void {
  const { sentences, paragraphStarts, kinds } = side;
  const where = `document ${document + 1}, ${name}`;
  if (paragraphStarts !== undefined && paragraphStarts.length !== sentences.length) {
    throw new AlignmentInputError(
      `${where}: ${paragraphStarts.length} paragraph marks for ${sentences.length} sentences; give one each`,
    );
  }
  if (kinds !== undefined && kinds.length !== sentences.length) {
    throw new AlignmentInputError(`${where}: ${kinds.length} kinds for ${sentences.length} sentences; give one each`);
  }
}

function checkLocks(document: AlignDocument, number: number): void {
  const seenSource = new Set<number>();
  const seenTarget = new Set<number>();
  document.locks?.forEach((lock, index) => {
    const check = (numbers: readonly number[], count: number, seen: Set<number>, name: string): void => {
      for (const sentence of numbers) {
        const where = `document ${number + 1}, lock ${index + 1}, ${name} sentence ${sentence}`;
        if (!Number.isInteger(sentence) || sentence < 0 || sentence >= count) {
          throw new AlignmentInputError(`${where}: there is no such sentence (0 to ${count - 1})`);
        }
        if (seen.has(sentence)) throw new AlignmentInputError(`${where}: locked twice`);
        seen.add(sentence);
      }
    };
    check(lock.source, document.source.sentences.length, seenSource, 'source');
    check(lock.target, document.target.sentences.length, seenTarget, 'target');
  });
}

/** A lock, or several that cross each other, as a block that the search goes around. */
interface Block {
  sourceStart: number;
  sourceEnd: number;
  targetStart: number;
  targetEnd: number;
  locks: Lock[];
}

/** Locks in blocks that follow one another on both sides. */
function blocksOf(locks: readonly Lock[]): Block[] {
  const ordered = locks
    .map((lock) => ({
      sourceStart: Math.min(...lock.source),
      sourceEnd: Math.max(...lock.source) + 1,
      targetStart: Math.min(...lock.target),
      targetEnd: Math.max(...lock.target) + 1,
      locks: [lock],
    }))
    .sort((a, b) => a.sourceStart - b.sourceStart);
  const blocks: Block[] = [];
  for (const block of ordered) {
    let merged: Block = block;
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      if (last.sourceEnd <= merged.sourceStart && last.targetEnd <= merged.targetStart) break;
      blocks.pop();
      merged = {
        sourceStart: Math.min(last.sourceStart, merged.sourceStart),
        sourceEnd: Math.max(last.sourceEnd, merged.sourceEnd),
        targetStart: Math.min(last.targetStart, merged.targetStart),
        targetEnd: Math.max(last.targetEnd, merged.targetEnd),
        locks: [...last.locks, ...merged.locks],
      };
    }
    blocks.push(merged);
  }
  return blocks;
}

/** The locks of a block, with the sentences it encloses but no lock names as deletions, in order. */
function beadsOfBlock(block: Block): Lock[] {
  const sources = new Set(block.locks.flatMap((lock) => lock.source));
  const targets = new Set(block.locks.flatMap((lock) => lock.target));
  const beads = block.locks.map((lock) => ({ lock, at: lock.source[0]!, side: 0 }));
  for (let i = block.sourceStart; i < block.sourceEnd; i++) {
    if (!sources.has(i)) beads.push({ lock: { source: [i], target: [] }, at: i, side: 0 });
  }
  for (let j = block.targetStart; j < block.targetEnd; j++) {
    if (targets.has(j)) continue;
    beads.push({ lock: { source: [], target: [j] }, at: block.sourceEnd, side: 1 });
  }
  return beads.sort((a, b) => a.at - b.at || a.side - b.side).map((bead) => bead.lock);
}

/** Units of a side that are not running text, as runs of sentences of one kind that start at unit starts. */
function structuralUnits(side: AlignSide): { kind: string; start: number; end: number }[] {
  const units: { kind: string; start: number; end: number }[] = [];
  const { kinds, paragraphStarts, sentences } = side;
  if (kinds === undefined) return units;
  for (let i = 0; i < sentences.length; i++) {
    const last = units.at(-1);
    const starts = i === 0 || (paragraphStarts === undefined ? true : Boolean(paragraphStarts[i]));
    if (kinds[i] === '') continue;
    if (last === undefined || starts || last.end !== i || last.kind !== kinds[i]) {
      units.push({ kind: kinds[i]!, start: i, end: i + 1 });
    } else last.end = i + 1;
  }
  return units;
}

/** Nodes through which every path must go because the structure of both sides is the same. */
function structuralNodes(document: AlignDocument): [number, number][] {
  const source = structuralUnits(document.source);
  const target = structuralUnits(document.target);
  if (source.length !== target.length || source.some((unit, k) => unit.kind !== target[k]!.kind)) return [];
  return source.flatMap((unit, k): [number, number][] => [
    [unit.start, target[k]!.start],
    [unit.end, target[k]!.end],
  ]);
}

function isIdentical(document: AlignDocument): boolean {
  const a = document.source.sentences;
  const b = document.target.sentences;
  return a.length > 0 && a.length === b.length && a.every((sentence, k) => sentence === b[k]);
}

/** Sections of one document, in its own sentence numbers. */
function sectionsOf(document: AlignDocument, number: number): Section[] {
  const sources = document.source.sentences.length;
  const targets = document.target.sentences.length;
  const whole = { document: number, sourceStart: 0, sourceEnd: sources, targetStart: 0, targetEnd: targets };
  const locks = document.locks ?? [];
  if (isIdentical(document) && locks.length === 0) {
    const fixed = Array.from({ length: sources }, (_, k) => ({ source: [k], target: [k] }));
    return [{ ...whole, fixed, locked: false }];
  }
  const blocks = blocksOf(locks);
  const sections: Section[] = [];
  let i = 0;
  let j = 0;
  const nodes = structuralNodes(document);
  const searchTo = (toSource: number, toTarget: number): void => {
    for (const [s, t] of [...nodes, [toSource, toTarget] as [number, number]]) {
      if (s < i || t < j || s > toSource || t > toTarget || (s === i && t === j)) continue;
      sections.push({ document: number, sourceStart: i, sourceEnd: s, targetStart: j, targetEnd: t });
      i = s;
      j = t;
    }
  };
  for (const block of blocks) {
    searchTo(block.sourceStart, block.targetStart);
    sections.push({
      document: number,
      sourceStart: block.sourceStart,
      sourceEnd: block.sourceEnd,
      targetStart: block.targetStart,
      targetEnd: block.targetEnd,
      fixed: beadsOfBlock(block),
      locked: true,
    });
    i = block.sourceEnd;
    j = block.targetEnd;
  }
  searchTo(sources, targets);
  return sections;
}

/** A side without some of its sentences; a paragraph that began with one begins with the next. */
function withoutSentences(side: AlignSide, left: ReadonlySet<number>): { side: AlignSide; numbers: number[] } {
  const numbers = side.sentences.map((_, k) => k).filter((k) => !left.has(k));
  if (left.size === 0) return { side, numbers };
  const { paragraphStarts, kinds } = side;
  const starts = (k: number, before: number): boolean => {
    for (let x = before + 1; x <= k; x++) if (paragraphStarts![x]) return true;
    return false;
  };
  return {
    numbers,
    side: {
      sentences: numbers.map((k) => side.sentences[k]!),
      ...(paragraphStarts === undefined
        ? {}
        : { paragraphStarts: numbers.map((k, place) => starts(k, numbers[place - 1] ?? -1)) }),
      ...(kinds === undefined ? {} : { kinds: numbers.map((k) => kinds[k]!) }),
    },
  };
}

interface SearchedDocument {
  readonly document: AlignDocument;
  readonly sourceNumbers: readonly number[];
  readonly targetNumbers: readonly number[];
  readonly unmatched: readonly Lock[];
}

/** The document as it is searched: without the sentences that are locked as having no counterpart. */
function searchedDocument(document: AlignDocument): SearchedDocument {
  const locks = document.locks ?? [];
  const unmatched = locks.filter((lock) => lock.source.length === 0 || lock.target.length === 0);
  const source = withoutSentences(document.source, new Set(unmatched.flatMap((lock) => lock.source)));
  const target = withoutSentences(document.target, new Set(unmatched.flatMap((lock) => lock.target)));
  const sourcePlace = new Map(source.numbers.map((number, place) => [number, place]));
  const targetPlace = new Map(target.numbers.map((number, place) => [number, place]));
  const paired = locks
    .filter((lock) => lock.source.length > 0 && lock.target.length > 0)
    .map((lock) => ({
      source: lock.source.map((k) => sourcePlace.get(k)!),
      target: lock.target.map((k) => targetPlace.get(k)!),
    }));
  return {
    document: { source: source.side, target: target.side, locks: paired },
    sourceNumbers: source.numbers,
    targetNumbers: target.numbers,
    unmatched,
  };
}

function joinSide(
  documents: readonly AlignDocument[],
  numbers: readonly (readonly number[])[],
  name: 'source' | 'target',
): JoinedSide {
  const sentences = documents.flatMap((document) => document[name].sentences);
  const start = new Int32Array(documents.length + 1);
  documents.forEach((document, d) => {
    start[d + 1] = start[d]! + document[name].sentences.length;
  });
  const paragraph = new Uint8Array(sentences.length).fill(NO_MARKS);
  documents.forEach((document, d) => {
    if (document.source.paragraphStarts === undefined || document.target.paragraphStarts === undefined) return;
    const marks = document[name].paragraphStarts!;
    for (let k = 0; k < marks.length; k++) paragraph[start[d]! + k] = marks[k] ? 1 : 0;
  });
  return { sentences, paragraph, start, number: Int32Array.from(numbers.flat()) };
}

/**
 * Lays documents end to end and cuts them into sections. Throws {@link AlignmentInputError} for marks or locks that do
 * not fit the sentences.
 */
export function joinDocuments(documents: readonly AlignDocument[]): JoinedDocuments {
  documents.forEach((document, d) => {
    checkSide(document.source, 'source', d);
    checkSide(document.target, 'target', d);
    checkLocks(document, d);
  });
  const searched = documents.map(searchedDocument);
  const texts = searched.map(({ document }) => document);
  const source = joinSide(
    texts,
    searched.map(({ sourceNumbers }) => sourceNumbers),
    'source',
  );
  const target = joinSide(
    texts,
    searched.map(({ targetNumbers }) => targetNumbers),
    'target',
  );
  const sections = texts.flatMap((document, d) => {
    const s = source.start[d]!;
    const t = target.start[d]!;
    return sectionsOf(document, d).map((section) => ({
      ...section,
      sourceStart: section.sourceStart + s,
      sourceEnd: section.sourceEnd + s,
      targetStart: section.targetStart + t,
      targetEnd: section.targetEnd + t,
      ...(section.fixed === undefined
        ? {}
        : {
            fixed: section.fixed.map((bead) => ({
              source: bead.source.map((k) => k + s),
              target: bead.target.map((k) => k + t),
            })),
          }),
    }));
  });
  return { source, target, sections, unmatched: searched.map(({ unmatched }) => unmatched) };
}
