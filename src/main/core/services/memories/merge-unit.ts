import type { Annotation, Attributes, TranslationUnit, Variant } from '../../../../shared/formats/bilingual/model.ts';
import { languageKey } from '../../../../shared/formats/bilingual/language.ts';
import { sameContent } from '../../../../shared/text/content.ts';
import type { UnitImage } from '../../store/memory/images.ts';
import { readImage } from '../../store/memory/images.ts';
import { unitsLike } from '../../store/memory/units.ts';
import type { ReadConnection } from '../../store/sqlite.ts';

/** A unit that comes into a memory. */
export interface Incoming extends TranslationUnit {
  readonly document: string | null;
  readonly author: string | null;
  readonly changedAt: number | null;
}

/** A unit of a memory that has the texts of another, and what it becomes with what the other says besides. */
export interface Merged {
  readonly unit: number;
  readonly before: UnitImage;
  /** The same object as `before` when the other says nothing new. */
  readonly after: UnitImage;
}

/**
 * Finds among the units numbered up to `last` one with the texts of another (the same languages in the same order,
 * texts and codes equal). Of several the one that has everything it says, else the oldest. Null when there is none.
 */
export function findMerged(
  memory: ReadConnection,
  incomingUnit: () => Incoming,
  digest: number,
  last: number,
): Merged | null {
  let first: Merged | null = null;
  const alike = unitsLike(memory, digest, last);
  if (alike.length === 0) return null;
  const incoming = incomingUnit();
  for (const unit of alike) {
    const before = readImage(memory, unit);
    if (!before || !sameTexts(before.variants, incoming.variants)) continue;
    const after = mergeUnit(before, incoming);
    if (after === before) return { unit, before, after };
    first ??= { unit, before, after };
  }
  return first;
}

function sameTexts(a: readonly Variant[], b: readonly Variant[]): boolean {
  return (
    a.length === b.length &&
    a.every((variant, i) => {
      const other = b[i] as Variant;
      return languageKey(variant.lang) === languageKey(other.lang) && sameContent(variant.content, other.content);
    })
  );
}

/**
 * A unit with what another with the same texts says besides: nothing of it is lost. Props and notes that it lacks are
 * added; of change and last use the later counts, with who did it, of creation the earlier; the use counts that is
 * higher; every other attribute stays as it is, or is added where it was missing. The same object when nothing is new.
 */
export function mergeUnit(present: UnitImage, incoming: Incoming): UnitImage {
  const attributes = mergeAttributes(present.attributes, incoming.attributes);
  const annotations = mergeAnnotations(present.annotations, incoming.annotations);
  const variants = present.variants.map((variant, i) => mergeVariant(variant, incoming.variants[i] as Variant));
  const later = (incoming.changedAt ?? Number.NEGATIVE_INFINITY) > (present.changedAt ?? Number.NEGATIVE_INFINITY);
  const document = present.document ?? incoming.document;
  const same =
    attributes === present.attributes &&
    annotations === present.annotations &&
    variants.every((variant, i) => variant === present.variants[i]) &&
    !later &&
    document === present.document;
  if (same) return present;
  return {
    ...present,
    attributes,
    annotations,
    variants,
    document,
    author: (later ? incoming.author : null) ?? present.author,
    changedAt: later ? incoming.changedAt : present.changedAt,
  };
}

function mergeVariant(present: Variant, incoming: Variant): Variant {
  const attributes = mergeAttributes(present.attributes, incoming.attributes);
  const annotations = mergeAnnotations(present.annotations, incoming.annotations);
  if (attributes === present.attributes && annotations === present.annotations) return present;
  return { ...present, attributes, annotations };
}

function mergeAnnotations(present: readonly Annotation[], incoming: readonly Annotation[]): readonly Annotation[] {
  const key = ({ kind, attributes, text }: Annotation): string => JSON.stringify([kind, attributes, text]);
  const known = new Set(present.map(key));
  const added = incoming.filter((annotation) => !known.has(key(annotation)));
  return added.length === 0 ? present : [...present, ...added];
}

/** TMX writes dates so that their order is that of their letters. */
function mergeAttributes(present: Attributes, incoming: Attributes): Attributes {
  const merged: Record<string, string> = { ...present };
  const take = (...names: string[]): void => {
    for (const name of names) if (incoming[name] !== undefined) merged[name] = incoming[name];
  };
  for (const name of Object.keys(incoming)) if (present[name] === undefined && !SIGNED.has(name)) take(name);
  if ((incoming['changedate'] ?? '') > (present['changedate'] ?? '')) take('changedate', 'changeid');
  if ((incoming['creationdate'] ?? LATEST) < (present['creationdate'] ?? LATEST)) take('creationdate', 'creationid');
  if ((incoming['lastusagedate'] ?? '') > (present['lastusagedate'] ?? '')) take('lastusagedate');
  if (Number(incoming['usagecount'] ?? 0) > Number(present['usagecount'] ?? 0)) take('usagecount');
  // A name without a date on either side says who, at least.
  for (const name of ['changeid', 'creationid']) if (merged[name] === undefined) take(name);
  const names = Object.keys(merged);
  const same = names.length === Object.keys(present).length && names.every((name) => merged[name] === present[name]);
  return same ? present : merged;
}

/** Attributes that go together with a date. */
const SIGNED = new Set(['changedate', 'changeid', 'creationdate', 'creationid', 'lastusagedate', 'usagecount']);
const LATEST = '\uFFFF';
