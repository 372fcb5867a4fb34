import type { Content } from '../../text/content.ts';
import { CODE_BASE, concat, slice } from '../../text/content.ts';
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
 * Puts the targets of a bilingual document where their sources stand in the units of the original. What stands between
 * the segments is that of the original, so files that keep neither white space nor untranslated segments (TMX) can be
 * merged too.
 */
export function mergeTargets(units: readonly Unit[], translations: readonly BilingualUnit[]): MergedUnits {
  const known = new Map(units.map((unit) => [unit.id, unit.content]));
  const found = new Map<string, BilingualSegment[]>();
  for (const { id, segments } of translations) {
    const own = segments.filter(({ ignorable }) => ignorable !== true);
    found.set(id, [...(found.get(id) ?? []), ...own]);
  }
  const contents = new Map<string, Content>();
  const misfits: string[] = [];
  let translated = 0;
  let untranslated = 0;
  for (const [id, segments] of found) {
    const original = known.get(id);
    const merged = original && mergeUnit(original, segments);
    if (!merged) {
      misfits.push(id);
      continue;
    }
    const done = segments.filter(({ target }) => target !== null).length;
    translated += done;
    untranslated += segments.length - done;
    if (done > 0) contents.set(id, merged);
  }
  return { contents, translated, untranslated, misfits };
}

/** The content of a unit with its segments translated; undefined when they do not stand in it one after another. */
function mergeUnit(original: Content, segments: readonly BilingualSegment[]): Content | undefined {
  const text = unnumbered(original.text);
  const parts: Content[] = [];
  let at = 0;
  for (const { source, target } of segments) {
    const wanted = unnumbered(source.text);
    const found = text.indexOf(wanted, at);
    if (found < 0) return undefined;
    const end = found + wanted.length;
    parts.push(slice(original, at, found), target ?? slice(original, found, end));
    at = end;
  }
  return concat([...parts, slice(original, at)]);
}

/** The text with every inline code as the same character, since segments number theirs from 0. */
function unnumbered(text: string): string {
  return text.replaceAll(/[\uE000-\uF8FF]/g, String.fromCharCode(CODE_BASE));
}
