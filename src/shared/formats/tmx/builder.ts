import { CODE_LIMIT } from '../../text/content.ts';
import type { ExchangeMessageKey, MessageValues } from '../bilingual/messages.ts';
import type { Annotation, Attributes, TmxHeader, TranslationUnit, UserEncoding, Variant } from '../bilingual/model.ts';
import { exchangeError, type Notice } from '../bilingual/notice.ts';
import { isCodeElement, SegmentBuilder } from './segment-builder.ts';

/** What a TMX file gives, in file order. */
export interface TmxSink {
  readonly header?: (header: TmxHeader, version: string) => void;
  /**
   * `line` tells on which line of the file the unit begins; it costs time, so it is asked for only when needed. Attributes
   * that come again and again nearly always come as the same object, so what is made of them can be remembered by it.
   */
  readonly unit: (unit: TranslationUnit, line: () => number) => void;
  readonly notice?: (notice: Notice) => void;
}

/** Where the parser is. A number each, because a million units go through here. */
const Place = {
  file: 0,
  tmx: 1,
  header: 2,
  ude: 3,
  leaf: 4,
  body: 5,
  unit: 6,
  variant: 7,
  segment: 8,
  highlight: 9,
  foreign: 10,
  code: 11,
  inCode: 12,
  ignored: 13,
} as const;
type Place = (typeof Place)[keyof typeof Place];

/** More text than any honest unit has; keeps one broken file from filling the memory. */
export const UNIT_LIMIT = 64 * 1024 * 1024;

/** How many `tuv` tags are remembered: one for each language of a file, or nearly. */
const SPLITS = 8;

/** The attributes of a `tuv` taken apart. */
interface SplitAttributes {
  readonly all: Attributes;
  readonly lang: string;
  readonly own: Attributes;
}

const KNOWN_VERSIONS = new Set(['1.0', '1.1', '1.2', '1.3', '1.4', '1.4a', '1.4b']);

/**
 * Turns the elements of a TMX file (1.1 to 1.4b) into header and units. What a unit lacks is put right and noted, or the
 * unit is rejected with the reason; only a file that is no TMX at all is an error.
 */
export class TmxBuilder {
  readonly #sink: TmxSink;
  readonly #line: () => number;
  readonly #unitLine: () => number;
  #place: Place = Place.file;
  readonly #outer: Place[] = [];

  #version = '';
  #sawHeader = false;
  #sawBody = false;
  /** The first element of the body that is no unit. */
  #strangeElement: string | undefined;
  #strangeLine = 0;
  #headerAttributes: Attributes = {};
  #headerAnnotations: (Annotation | UserEncoding)[] = [];
  #udeAttributes: Attributes = {};
  #maps: Attributes[] = [];

  #leafKind: Annotation['kind'] = 'note';
  #leafAttributes: Attributes = {};
  #leafText = '';

  #unitAttributes: Attributes = {};
  #unitAnnotations: Annotation[] = [];
  #variants: Variant[] = [];
  #unitNotices: Notice[] = [];
  #rejected = false;
  #inUnit = false;

  /** The `tuv` tags taken apart last; the scanner gives the same object for the same attributes. */
  readonly #splits: SplitAttributes[] = [];
  #nextSplit = 0;
  #lang = '';
  #variantAttributes: Attributes = {};
  #variantAnnotations: Annotation[] = [];
  #sawSegment = false;
  #foreignName = '';
  readonly #segment = new SegmentBuilder();
  #size = 0;

  units = 0;
  rejected = 0;
  repaired = 0;

  /** `line` tells the current line of the file, `unitLine` the one on which the current unit begins. */
  constructor(sink: TmxSink, line: () => number, unitLine: () => number) {
    this.#sink = sink;
    this.#line = line;
    this.#unitLine = unitLine;
  }

  /** True between two units, which is where a faster scanner may take over. */
  get atBody(): boolean {
    return this.#place === Place.body;
  }

  /** False between the elements of a unit, where white space means nothing. */
  get keepsSpace(): boolean {
    const place = this.#place;
    return place === Place.leaf || (place >= Place.segment && place <= Place.inCode);
  }

  get version(): string {
    return this.#version;
  }

  /** Forgets the unit that was begun, so that it can be read again. */
  abandonUnit(): void {
    this.#outer.length = this.#outer.indexOf(Place.body);
    this.#place = Place.body;
    this.#inUnit = false;
  }

  open(name: string, attributes: Attributes): void {
    switch (this.#place) {
      case Place.variant:
        return this.#openInVariant(name, attributes);
      case Place.unit:
        return this.#openInUnit(name, attributes);
      case Place.body:
        return this.#openInBody(name, attributes);
      case Place.segment:
      case Place.highlight:
      case Place.foreign:
        return this.#openInSegment(name, attributes);
      case Place.code:
      case Place.inCode:
        this.#segment.codeInnerOpen(name, attributes);
        return this.#enter(Place.inCode);
      case Place.ignored:
        if (name === 'tu') throw exchangeError('tmx.nestedUnit', {}, { line: this.#line() });
        return this.#enter(Place.ignored);
      default:
        return this.#openInFrame(name, attributes);
    }
  }

  text(value: string, ordinary = false): void {
    switch (this.#place) {
      case Place.segment:
      case Place.highlight:
      case Place.foreign:
        this.#grow(value.length);
        return this.#segment.text(value, ordinary);
      case Place.code:
      case Place.inCode:
        this.#grow(value.length);
        return this.#segment.codeText(value);
      case Place.leaf:
        this.#grow(value.length);
        this.#leafText += value;
        return;
      case Place.ignored:
        return;
      default:
        if (value.trim() !== '') this.#note('repair', 'tmx.strayText', { text: value.trim().slice(0, 40) });
    }
  }

  close(name: string): void {
    const place = this.#place;
    this.#place = this.#outer.pop() ?? Place.file;
    switch (place) {
      case Place.segment:
        return this.#closeSegment();
      case Place.variant:
        return this.#closeVariant();
      case Place.unit:
        return this.#closeUnit();
      case Place.leaf:
        return this.#closeLeaf();
      case Place.code:
        return this.#segment.closeCode();
      case Place.inCode:
        return this.#segment.codeInnerClose(name);
      case Place.highlight:
        return this.#segment.closeHighlight();
      case Place.foreign:
        return this.#segment.closeForeign(name);
      case Place.ude:
        this.#headerAnnotations.push({ attributes: this.#udeAttributes, maps: this.#maps });
        return;
      case Place.header:
        this.#sink.header?.(
          { attributes: this.#headerAttributes, annotations: this.#headerAnnotations },
          this.#version,
        );
        return;
      default:
    }
  }

  /** To be called when the file is complete. Throws FormatError when there was something, but not one unit. */
  end(): void {
    if (!this.#sawHeader) this.#note('warning', 'tmx.noHeader');
    if (!this.#sawBody) this.#note('warning', 'tmx.noBody');
    else if (this.units === 0 && this.rejected === 0 && this.#strangeElement !== undefined)
      throw exchangeError('tmx.onlyUnknown', { element: this.#strangeElement }, { line: this.#strangeLine });
    else if (this.units === 0 && this.rejected === 0) this.#note('warning', 'tmx.noUnits');
  }

  #enter(place: Place): void {
    this.#outer.push(this.#place);
    this.#place = place;
  }

  #openInFrame(name: string, attributes: Attributes): void {
    const place = this.#place;
    if (place === Place.file) {
      if (name !== 'tmx') throw exchangeError('tmx.notTmx', { root: name.slice(0, 40) }, { line: this.#line() });
      this.#version = attributes['version'] ?? '';
      if (!KNOWN_VERSIONS.has(this.#version)) this.#note('warning', 'tmx.version', { version: this.#version });
      return this.#enter(Place.tmx);
    }
    if (place === Place.tmx && name === 'header') {
      this.#sawHeader = true;
      this.#headerAttributes = attributes;
      this.#headerAnnotations = [];
      return this.#enter(Place.header);
    }
    if (place === Place.tmx && name === 'body') {
      this.#sawBody = true;
      return this.#enter(Place.body);
    }
    if (place === Place.header && name === 'ude') {
      this.#udeAttributes = attributes;
      this.#maps = [];
      return this.#enter(Place.ude);
    }
    if (place === Place.header && (name === 'note' || name === 'prop')) return this.#openLeaf(name, attributes);
    if (place === Place.ude && name === 'map') {
      this.#maps.push(attributes);
      return this.#enter(Place.ignored);
    }
    this.#ignore(name);
  }

  #openInBody(name: string, attributes: Attributes): void {
    if (name !== 'tu') {
      if (this.#strangeElement === undefined) {
        this.#strangeElement = name.slice(0, 40);
        this.#strangeLine = this.#line();
      }
      return this.#ignore(name);
    }
    this.#unitAttributes = attributes;
    this.#unitAnnotations = [];
    this.#variants = [];
    if (this.#unitNotices.length > 0) this.#unitNotices = [];
    this.#rejected = false;
    this.#inUnit = true;
    this.#size = 0;
    this.#enter(Place.unit);
  }

  #openInUnit(name: string, attributes: Attributes): void {
    if (name === 'tuv') {
      const { lang, own } = this.#splitLanguage(attributes);
      this.#lang = lang;
      this.#variantAttributes = own;
      this.#variantAnnotations = [];
      this.#sawSegment = false;
      return this.#enter(Place.variant);
    }
    if (name === 'prop' || name === 'note') return this.#openLeaf(name, attributes);
    if (name === 'tu') throw exchangeError('tmx.nestedUnit', {}, { line: this.#line() });
    this.#ignore(name);
  }

  /** The language of a `tuv` and its other attributes. */
  #splitLanguage(attributes: Attributes): SplitAttributes {
    for (const split of this.#splits) if (split.all === attributes) return split;
    const own: Record<string, string> = {};
    let lang: string | undefined;
    for (const key in attributes) {
      if (key === 'xml:lang') lang = attributes[key];
      else own[key] = attributes[key] as string;
    }
    if (lang === undefined && own['lang'] !== undefined) {
      // TMX 1.1 and 1.2 name the language with `lang`; 1.4 keeps that attribute as deprecated.
      lang = own['lang'];
      delete own['lang'];
    }
    const split = { all: attributes, lang: lang?.trim() ?? '', own };
    this.#splits[this.#nextSplit] = split;
    this.#nextSplit = (this.#nextSplit + 1) % SPLITS;
    return split;
  }

  #openInVariant(name: string, attributes: Attributes): void {
    if (name === 'seg') {
      if (this.#sawSegment) {
        this.#note('repair', 'tmx.duplicateSegment', { lang: this.#lang });
        return this.#enter(Place.ignored);
      }
      this.#sawSegment = true;
      this.#segment.reset();
      return this.#enter(Place.segment);
    }
    if (name === 'prop' || name === 'note') return this.#openLeaf(name, attributes);
    if (name === 'tu') throw exchangeError('tmx.nestedUnit', {}, { line: this.#line() });
    this.#ignore(name);
  }

  #openInSegment(name: string, attributes: Attributes): void {
    if (isCodeElement(name)) {
      this.#segment.openCode(name, attributes);
      return this.#enter(Place.code);
    }
    if (name === 'hi') {
      this.#segment.openHighlight(attributes);
      return this.#enter(Place.highlight);
    }
    if (name === 'tu') throw exchangeError('tmx.nestedUnit', {}, { line: this.#line() });
    if (this.#foreignName !== name) {
      this.#foreignName = name;
      this.#note('repair', 'tmx.unknownInline', { element: name.slice(0, 40) });
    }
    this.#segment.openForeign(name, attributes);
    this.#enter(Place.foreign);
  }

  #openLeaf(kind: Annotation['kind'], attributes: Attributes): void {
    this.#leafKind = kind;
    this.#leafAttributes = attributes;
    this.#leafText = '';
    this.#enter(Place.leaf);
  }

  #closeLeaf(): void {
    const annotation: Annotation = { kind: this.#leafKind, attributes: this.#leafAttributes, text: this.#leafText };
    if (this.#place === Place.unit) this.#unitAnnotations.push(annotation);
    else if (this.#place === Place.variant) this.#variantAnnotations.push(annotation);
    else this.#headerAnnotations.push(annotation);
  }

  #closeSegment(): void {
    const segment = this.#segment;
    if (segment.tooManyCodes) {
      this.#rejected = true;
      this.#note('rejected', 'tmx.tooManyCodes', { limit: CODE_LIMIT });
    }
    const content = segment.build();
    for (const element of segment.unpaired) this.#note('repair', 'tmx.unpairedCode', { element });
    this.#variants.push({
      lang: this.#lang,
      attributes: this.#variantAttributes,
      annotations: this.#variantAnnotations,
      content,
    });
  }

  #closeVariant(): void {
    this.#foreignName = '';
    if (this.#lang === '') {
      if (!this.#rejected) this.#note('rejected', 'tmx.variantWithoutLanguage');
      this.#rejected = true;
    } else if (!this.#sawSegment) {
      this.#note('repair', 'tmx.variantWithoutText', { lang: this.#lang });
    }
  }

  #closeUnit(): void {
    this.#inUnit = false;
    if (!this.#rejected && this.#variants.length === 0) {
      this.#rejected = true;
      this.#note('rejected', 'tmx.unitWithoutVariants');
    }
    for (const notice of this.#unitNotices) this.#tell(notice);
    if (this.#rejected) {
      this.rejected++;
      return;
    }
    this.units++;
    this.#sink.unit(
      { attributes: this.#unitAttributes, annotations: this.#unitAnnotations, variants: this.#variants },
      this.#unitLine,
    );
  }

  #ignore(name: string): void {
    if (name === 'tu') throw exchangeError('tmx.nestedUnit', {}, { line: this.#line() });
    this.#note('repair', 'tmx.unknownElement', { element: name.slice(0, 40) });
    this.#enter(Place.ignored);
  }

  #grow(size: number): void {
    this.#size += size;
    if (this.#size > UNIT_LIMIT) throw exchangeError('tmx.unitTooLarge', { limit: UNIT_LIMIT }, { line: this.#line() });
  }

  /** Within a unit notices wait for its end, because an abandoned unit is read again. */
  #note(kind: Notice['kind'], key: ExchangeMessageKey, values: MessageValues = {}): void {
    const notice = { kind, key, values, line: this.#line() };
    if (this.#inUnit) this.#unitNotices.push(notice);
    else this.#tell(notice);
  }

  #tell(notice: Notice): void {
    if (notice.kind === 'repair') this.repaired++;
    this.#sink.notice?.(notice);
  }
}
