import { type Content, type InlineCode, type InlineCodeKind, codeIndex, pieces } from '../text/content.ts';
import {
  type EncodingGuess,
  FormatError,
  type FormatWarning,
  type ParsedDocument,
  type Skeleton,
  type Unit,
  type WriteOptions,
} from './document-format.ts';
import { decodeBytes, encodeText, firstUnencodable } from './encoding/codec.ts';

/** Where an inline code of a unit stands in the decoded document, in UTF-16 offsets. */
export interface SlotCode {
  readonly id: string;
  readonly kind: InlineCodeKind;
  readonly from: number;
  readonly to: number;
}

/** Where a unit stands in the decoded document. Slots may nest: an attribute within an inline code of a paragraph. */
export interface UnitSlot {
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  readonly codes: readonly SlotCode[];
}

/** A run of a target on its way to the document: text to be escaped, or markup to be copied. */
export type Run =
  | { readonly text: string; readonly markup?: undefined }
  | { readonly markup: string; readonly code: SlotCode; readonly text?: undefined };

/** What a renderer may look at besides the target: the decoded original, and the encoding the result will have. */
export interface RenderContext {
  readonly source: string;
  readonly encoding: string;
}

/** The markup of one target: its runs, escaped as the format asks. */
export type RenderTarget<S extends UnitSlot> = (slot: S, runs: readonly Run[]) => string;

/** Puts together what a reader found, with the slots in the order of the document. */
export function parsedDocument<S extends UnitSlot>(
  format: string,
  encoding: EncodingGuess,
  found: readonly { readonly unit: Omit<Unit, 'id'>; readonly slot: Omit<S, 'unit'> }[],
  extra: { readonly warnings: readonly FormatWarning[]; readonly language?: string | undefined },
): ParsedDocument {
  const ordered = found.toSorted((a, b) => a.slot.from - b.slot.from || b.slot.to - a.slot.to);
  const units = ordered.map(({ unit }, i): Unit => ({ id: unitId(i), ...unit }));
  const slots = ordered.map(({ slot }, i) => ({ unit: unitId(i), ...slot }));
  const warnings = units.length > 0 ? extra.warnings : [...extra.warnings, { key: 'format.warning.noText' }];
  const document = { units, skeleton: { format, encoding, slots }, warnings };
  return extra.language === undefined ? document : { ...document, language: extra.language };
}

function unitId(index: number): string {
  return `u${index + 1}`;
}

/**
 * The document with the targets spliced in at the recorded offsets; everything else keeps its bytes.
 * Throws FormatError `format.unencodable` when a target has a character the encoding of the document cannot hold.
 */
export function writeDocument<S extends UnitSlot>(
  original: Uint8Array,
  skeleton: Skeleton,
  targets: ReadonlyMap<string, Content>,
  options: WriteOptions | undefined,
  renderer: (context: RenderContext) => RenderTarget<S>,
  patch: (source: string) => readonly Replacement[] = () => [],
): Uint8Array {
  const source = decodeBytes(original, skeleton.encoding);
  const convert = options?.convertToUtf8 === true && skeleton.encoding.encoding !== 'utf-8';
  if (targets.size === 0 && !convert) return original.slice();
  const encoding = convert ? { ...skeleton.encoding, encoding: 'utf-8' } : skeleton.encoding;
  const slots = skeleton.slots as readonly S[];
  const render = renderer({ source, encoding: encoding.encoding });
  const renderChecked: RenderTarget<S> = (slot, runs) => {
    const rendered = render(slot, runs);
    refuseUnencodable(rendered, encoding.encoding, slot.unit);
    return rendered;
  };
  const fixed = convert ? patch(source) : [];
  return encodeText(new Splicer(source, slots, targets, renderChecked, fixed).all(), encoding);
}

/** A fixed change of the document that no unit asks for, such as its declaration of encoding. */
export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function refuseUnencodable(text: string, encoding: string, unit: string): void {
  const character = firstUnencodable(text, encoding);
  if (character === undefined) return;
  const code = `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`;
  throw new FormatError(
    'format.unencodable',
    `unit ${unit}: the character ${character} (${code}) does not exist in ${encoding}; change it or write the file in UTF-8`,
    {},
    { character, code, encoding, unit },
  );
}

class Splicer<S extends UnitSlot> {
  readonly #source: string;
  readonly #slots: readonly S[];
  readonly #targets: ReadonlyMap<string, Content>;
  readonly #render: RenderTarget<S>;
  readonly #fixed: readonly Replacement[];

  constructor(
    source: string,
    slots: readonly S[],
    targets: ReadonlyMap<string, Content>,
    render: RenderTarget<S>,
    fixed: readonly Replacement[],
  ) {
    this.#source = source;
    this.#slots = slots;
    this.#targets = targets;
    this.#render = render;
    this.#fixed = fixed;
  }

  all(): string {
    return this.#range(0, this.#source.length, undefined);
  }

  /** The source between two offsets with the slots inside it replaced; `outer` is the slot being rendered. */
  #range(from: number, to: number, outer: S | undefined): string {
    const out: string[] = [];
    let at = from;
    for (let i = this.#firstSlot(from); i < this.#slots.length; i++) {
      const slot = this.#slots[i] as S;
      if (slot.from >= to) break;
      if (slot === outer || slot.from < at || slot.to > to) continue;
      out.push(this.#plain(at, slot.from), this.#slot(slot));
      at = slot.to;
    }
    out.push(this.#plain(at, to));
    return out.join('');
  }

  #plain(from: number, to: number): string {
    let out = '';
    let at = from;
    for (const change of this.#fixed) {
      if (change.from < at || change.to > to) continue;
      out += this.#source.slice(at, change.from) + change.text;
      at = change.to;
    }
    return out + this.#source.slice(at, to);
  }

  #slot(slot: S): string {
    const target = this.#targets.get(slot.unit);
    if (!target) return this.#range(slot.from, slot.to, slot);
    return this.#render(slot, this.#runs(slot, target));
  }

  #runs(slot: S, target: Content): Run[] {
    const runs: Run[] = [];
    for (const item of balanced(this.#items(slot, target), slot)) {
      if ('text' in item) pushText(runs, item.text);
      else runs.push({ markup: this.#range(item.from, item.to, slot), code: item });
    }
    return runs;
  }

  /** The pieces of a target, its codes found again among those of the unit. */
  #items(slot: S, target: Content): Item[] {
    const own = new Map(slot.codes.map((code) => [`${code.kind} ${code.id}`, code]));
    const matches = (code: InlineCode, mine: SlotCode): boolean =>
      mine.kind === code.kind && this.#source.slice(mine.from, mine.to) === code.data;
    return pieces(target).map((piece) => {
      if ('text' in piece) return piece;
      const { code } = piece;
      const same = own.get(`${code.kind} ${code.id}`);
      const found = same && matches(code, same) ? same : slot.codes.find((mine) => matches(code, mine));
      // A code that is not of this unit (from a memory, or from another unit) would be markup nobody has checked.
      return found ?? { text: isPrivateCharacter(code) ? code.data : (code.equiv ?? '') };
    });
  }

  /** The index of the first slot that starts at or after an offset. */
  #firstSlot(from: number): number {
    let low = 0;
    let high = this.#slots.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#slots[middle] as S).from < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function pushText(runs: Run[], text: string): void {
  if (text === '') return;
  const last = runs.at(-1);
  if (last?.text === undefined) runs.push({ text });
  else runs[runs.length - 1] = { text: last.text + text };
}

function isPrivateCharacter(code: InlineCode): boolean {
  return code.kind === 'standalone' && code.data.length === 1 && codeIndex(code.data.charCodeAt(0)) >= 0;
}

type Item = { readonly text: string } | SlotCode;

/**
 * The pieces of a target with its pairs made whole, since half a pair would change the document far beyond the unit:
 * a closing code without its opening one is left out, a missing closing code is added at the end.
 */
function balanced(items: readonly Item[], slot: UnitSlot): Item[] {
  const closing = new Map(slot.codes.filter((code) => code.kind === 'close').map((code) => [code.id, code]));
  const open: string[] = [];
  const out: Item[] = [];
  for (const item of items) {
    if ('kind' in item && item.kind === 'open') open.push(item.id);
    else if ('kind' in item && item.kind === 'close') {
      const at = open.lastIndexOf(item.id);
      if (at < 0) continue;
      open.splice(at, 1);
    }
    out.push(item);
  }
  return [...out, ...open.toReversed().flatMap((id) => closing.get(id) ?? [])];
}
