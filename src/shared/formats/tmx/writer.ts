import type { Annotation, Attributes, TmxHeader, TranslationUnit, UserEncoding, Variant } from '../bilingual/model.ts';
import { languageMatch } from '../bilingual/language.ts';
import { XmlEscaper } from '../xml/escape.ts';
import { CodeLinks, writePlainSegment, writeSegment } from './segment-writer.ts';

export interface TmxWriteOptions {
  /** Only variants in these languages (any region of a language without region); units left with one are skipped. */
  readonly languages?: readonly string[];
  /** False for TMX level 1: text without inline codes. */
  readonly codes?: boolean;
  /** False to leave out authors, usage, notes and props. */
  readonly privateData?: boolean;
}

const COMMON = [
  'o-encoding',
  'datatype',
  'usagecount',
  'lastusagedate',
  'creationtool',
  'creationtoolversion',
  'creationdate',
  'creationid',
  'changedate',
  'changeid',
  'o-tmf',
];
/** The attributes each element may have (tmx14.dtd). */
const HEADER_ATTRIBUTES = new Set([
  'creationtool',
  'creationtoolversion',
  'segtype',
  'o-tmf',
  'adminlang',
  'srclang',
  'datatype',
  'o-encoding',
  'creationdate',
  'creationid',
  'changedate',
  'changeid',
]);
const UNIT_ATTRIBUTES = new Set([...COMMON, 'tuid', 'segtype', 'srclang']);
const VARIANT_ATTRIBUTES = new Set([...COMMON, 'lang']);
const ANNOTATION_ATTRIBUTES = new Set(['type', 'xml:lang', 'o-encoding', 'lang']);
const ENCODING_ATTRIBUTES = new Set(['name', 'base']);
const MAP_ATTRIBUTES = new Set(['unicode', 'code', 'ent', 'subst']);
const PRIVATE = new Set([
  'creationid',
  'changeid',
  'usagecount',
  'lastusagedate',
  'creationtool',
  'creationtoolversion',
]);
const SEGTYPES = new Set(['block', 'paragraph', 'sentence', 'phrase']);

/** An attribute that TMX does not know is kept as a prop of this type, so that a valid file loses nothing. */
const ATTRIBUTE_PROP = 'x-attribute-';

/** What the DTD requires of a header when nothing better is known. */
const HEADER_DEFAULTS: Attributes = {
  creationtool: 'Bifronte',
  creationtoolversion: '0',
  segtype: 'sentence',
  'o-tmf': 'Bifronte',
  adminlang: 'en',
  srclang: '*all*',
  datatype: 'unknown',
};

/**
 * Writes TMX 1.4b, valid against tmx14.dtd, piece by piece: `begin`, `unit` for each unit, `end`. Everything the model
 * holds is written in its order; attributes TMX does not know become props.
 */
export class TmxWriter {
  readonly #escaper = new XmlEscaper();
  readonly #languages: readonly string[] | undefined;
  readonly #codes: boolean;
  readonly #private: boolean;
  /** Units left out because too few of the wanted languages are in them. */
  skipped = 0;

  constructor(options: TmxWriteOptions = {}) {
    this.#languages = options.languages;
    this.#codes = options.codes ?? true;
    this.#private = options.privateData ?? true;
  }

  /** How many characters XML cannot hold were replaced by U+FFFD. */
  get replacedCharacters(): number {
    return this.#escaper.replaced;
  }

  begin(header: TmxHeader): string {
    const attributes: Record<string, string> = { ...HEADER_DEFAULTS };
    for (const name in header.attributes) attributes[name] = header.attributes[name] as string;
    if (!SEGTYPES.has(attributes['segtype'] as string)) attributes['segtype'] = 'sentence';
    const keep = new Set(['creationtool', 'creationtoolversion']);
    const inner =
      (this.#private ? header.annotations.map((annotation) => this.#headerItem(annotation)).join('') : '') +
      this.#unknownAttributes(attributes, HEADER_ATTRIBUTES);
    const start = this.#attributes(attributes, HEADER_ATTRIBUTES, keep);
    return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n<header${start}${
      inner === '' ? '/>' : `>\n${inner}</header>`
    }\n<body>\n`;
  }

  /** One unit, or an empty string when the chosen languages leave nothing to pair. */
  unit(unit: TranslationUnit): string {
    const variants = this.#chosen(unit.variants);
    if (variants.length === 0 || (variants.length === 1 && unit.variants.length > 1)) {
      this.skipped++;
      return '';
    }
    const links = new CodeLinks();
    if (this.#codes) for (const { content } of variants) links.reserve(content);
    let attributes = unit.attributes;
    if (attributes['segtype'] !== undefined && !SEGTYPES.has(attributes['segtype'])) {
      const { segtype: _, ...rest } = attributes;
      attributes = rest;
    }
    let out = `<tu${this.#attributes(attributes, UNIT_ATTRIBUTES)}>\n`;
    out += this.#annotations(unit.annotations, attributes, UNIT_ATTRIBUTES);
    for (const variant of variants) {
      out += `<tuv xml:lang="${this.#escaper.attribute(variant.lang)}"${this.#attributes(variant.attributes, VARIANT_ATTRIBUTES)}>`;
      const annotations = this.#annotations(variant.annotations, variant.attributes, VARIANT_ATTRIBUTES);
      if (annotations !== '') out += `\n${annotations}`;
      const segment = this.#codes
        ? writeSegment(variant.content, links, this.#escaper)
        : writePlainSegment(variant.content, this.#escaper);
      out += `<seg>${segment}</seg></tuv>\n`;
    }
    return `${out}</tu>\n`;
  }

  end(): string {
    return '</body>\n</tmx>\n';
  }

  #chosen(variants: readonly Variant[]): readonly Variant[] {
    const wanted = this.#languages;
    if (wanted === undefined) return variants;
    return variants.filter(({ lang }) => wanted.some((code) => languageMatch(code, lang) >= 2));
  }

  #headerItem(item: Annotation | UserEncoding): string {
    if ('kind' in item) return this.#annotation(item);
    const maps = item.maps
      .map((map) => `<map${this.#attributes({ unicode: '', ...map }, MAP_ATTRIBUTES)}/>\n`)
      .join('');
    // The DTD wants at least one map in a ude.
    return maps === ''
      ? ''
      : `<ude${this.#attributes({ name: '', ...item.attributes }, ENCODING_ATTRIBUTES)}>\n${maps}</ude>\n`;
  }

  #annotations(annotations: readonly Annotation[], attributes: Attributes, known: ReadonlySet<string>): string {
    if (!this.#private) return '';
    let out = '';
    for (const annotation of annotations) out += this.#annotation(annotation);
    return out + this.#unknownAttributes(attributes, known);
  }

  #annotation({ kind, attributes, text }: Annotation): string {
    const all = kind === 'prop' && attributes['type'] === undefined ? { type: 'x-unnamed', ...attributes } : attributes;
    return `<${kind}${this.#attributes(all, ANNOTATION_ATTRIBUTES, ANNOTATION_ATTRIBUTES, kind === 'note' ? 'type' : '')}>${this.#escaper.text(text)}</${kind}>\n`;
  }

  #unknownAttributes(attributes: Attributes, known: ReadonlySet<string>): string {
    if (!this.#private) return '';
    let out = '';
    for (const name in attributes) {
      if (known.has(name) || name.startsWith('xmlns')) continue;
      out += `<prop type="${this.#escaper.attribute(ATTRIBUTE_PROP + name)}">${this.#escaper.text(attributes[name] as string)}</prop>\n`;
    }
    return out;
  }

  #attributes(attributes: Attributes, known: ReadonlySet<string>, always?: ReadonlySet<string>, never = ''): string {
    let out = '';
    for (const name in attributes) {
      if (!known.has(name) || name === never) continue;
      if (!this.#private && PRIVATE.has(name) && always?.has(name) !== true) continue;
      out += ` ${name}="${this.#escaper.attribute(attributes[name] as string)}"`;
    }
    return out;
  }
}

/** A whole memory as TMX 1.4b, in pieces of one unit. */
export function* writeTmx(
  header: TmxHeader,
  units: Iterable<TranslationUnit>,
  options: TmxWriteOptions = {},
): Generator<string> {
  const writer = new TmxWriter(options);
  yield writer.begin(header);
  for (const unit of units) {
    const text = writer.unit(unit);
    if (text !== '') yield text;
  }
  yield writer.end();
}
