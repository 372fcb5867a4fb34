import type { Content } from '../../text/content.ts';
import { codeIndex, concat, plain } from '../../text/content.ts';
import type { Unit } from '../document-format.ts';
import type { BilingualSegment, BilingualUnit } from './model.ts';

/** What became of a bilingual document on its way back into the original one. */
export interface MergedUnits {
  /** The new content of every unit with at least one translated segment. */
  readonly contents: Map<string, Content>;
  readonly translated: number;
  /** Segments without a translation; beside translated ones of their unit they stay in the source language. */
  readonly untranslated: number;
  /** Units that the original lacks, or whose text there is another; they are left as they are. */
  readonly misfits: readonly string[];
}

/**
 * Puts the targets of a bilingual document where their sources stand in the units of the original. White space between
 * segments is that of the original, so files that do not keep it (TMX, tables) can be merged too.
 */
export function mergeTargets(units: readonly Unit[], translations: readonly BilingualUnit[]): MergedUnits {
  const known = new Map(units.map((unit) => [unit.id, unit.content]));
  const segments = Map.groupBy(
    translations.flatMap((unit) => unit.segments.map((segment) => ({ unit: unit.id, segment }))),
    ({ unit }) => unit,
  );
  const contents = new Map<string, Content>();
  const misfits: string[] = [];
  let translated = 0;
  let untranslated = 0;
  for (const [id, found] of segments) {
    const own = found.map(({ segment }) => segment).filter(({ ignorable }) => ignorable !== true);
    const done = own.filter(({ target }) => target !== null).length;
    const original = known.get(id);
    const merged = original && mergeUnit(original, own);
    if (!merged) {
      misfits.push(id);
      continue;
    }
    untranslated += own.length - done;
    translated += done;
    if (done > 0) contents.set(id, merged);
  }
  return { contents, translated, untranslated, misfits };
}

/** The content of a unit with its segments translated; undefined when they do not stand in it one after another. */
function mergeUnit(original: Content, segments: readonly BilingualSegment[]): Content | undefined {
  const text = withoutCodes(original.text);
  const parts: Content[] = [];
  let at = 0;
  for (const { source, target } of segments) {
    const wanted = withoutCodes(source.text);
    const found = text.indexOf(wanted, at);
    if (found < 0 || text.slice(at, found).trim() !== '') return undefined;
    parts.push(plain(text.slice(at, found)), target ?? source);
    at = found + wanted.length;
  }
  if (text.slice(at).trim() !== '') return undefined;
  return concat([...parts, plain(text.slice(at))]);
}

function withoutCodes(text: string): string {
  let out = '';
  for (const char of text) if (codeIndex(char.charCodeAt(0)) < 0) out += char;
  return out;
}
