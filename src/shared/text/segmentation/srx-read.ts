/** Reads SRX 2.0 files (schema srx20.xsd of 2006) and those of SRX 1.0. */
import { FormatError } from '../../formats/document-format.ts';
import { XmlParser } from '../../formats/xml/parser.ts';
import { DEFAULT_FORMAT_HANDLING, type FormatHandling, type LanguageMap, type LanguageRules } from './model.ts';
import type { SrxDocument, SrxRule } from './model.ts';
import { SRX_MESSAGES, type SrxMessageKey } from './srx-messages.ts';

const MAX_LENGTH = 20_000_000;
const MAX_DEPTH = 30;

interface Element {
  /** Without prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
  readonly line: number;
}

/** What an element may hold: children in this order, each with its least and greatest number. */
interface Shape {
  readonly children: readonly (readonly [name: string, least: number, most: number])[];
  readonly attributes: readonly string[];
  readonly text?: boolean;
}

const MANY = Infinity;
const SHAPES: Readonly<Record<string, Shape>> = {
  srx: {
    children: [
      ['header', 1, 1],
      ['body', 1, 1],
    ],
    attributes: ['version'],
  },
  header: { children: [['formathandle', 0, 3]], attributes: ['segmentsubflows', 'cascade'] },
  formathandle: { children: [], attributes: ['include', 'type'] },
  body: {
    children: [
      ['languagerules', 1, 1],
      ['maprules', 1, 1],
    ],
    attributes: [],
  },
  languagerules: { children: [['languagerule', 1, MANY]], attributes: [] },
  languagerule: { children: [['rule', 1, MANY]], attributes: ['languagerulename'] },
  rule: {
    children: [
      ['beforebreak', 0, 1],
      ['afterbreak', 0, 1],
    ],
    attributes: ['break'],
  },
  beforebreak: { children: [], attributes: [], text: true },
  afterbreak: { children: [], attributes: [], text: true },
  maprules: { children: [['languagemap', 1, MANY]], attributes: [] },
  languagemap: { children: [], attributes: ['languagerulename', 'languagepattern'] },
};
/** SRX 1.0 puts the maps one level deeper. */
const SHAPES_1: Readonly<Record<string, Shape>> = {
  ...SHAPES,
  maprules: { children: [['maprule', 1, MANY]], attributes: [] },
  maprule: { children: [['languagemap', 1, MANY]], attributes: ['maprulename'] },
};

/**
 * The document in an SRX file. Elements of other namespaces (such as Okapi's options) are skipped. Throws FormatError
 * with the line for what is not XML or not SRX. Patterns are not looked into: a rule that cannot be used is reported
 * by the segmenter, which applies the others.
 */
export function loadSrx(xml: string): SrxDocument {
  if (xml.length > MAX_LENGTH) throw srxError('srx.tooLarge', { limit: MAX_LENGTH }, 1);
  const root = readTree(xml);
  if (root.name !== 'srx') throw srxError('srx.notSrx', { root: root.name }, root.line);
  const version = attribute(root, 'version');
  if (!/^(?:2\.0|1\.[012])$/.test(version)) throw srxError('srx.version', { version }, root.line);
  const first = version !== '2.0';
  check(root, first ? SHAPES_1 : SHAPES);
  const header = child(root, 'header');
  const body = child(root, 'body');
  const languageRules = child(body, 'languagerules').children.map(languageRulesOf);
  const names = new Set(languageRules.map(({ name }) => name));
  const mapRules = child(body, 'maprules').children;
  const maps = mapRules
    .flatMap((element) => (first ? element.children : [element]))
    .map((element) => mapOf(element, names));
  return {
    segmentSubflows: first ? yesNo(header, 'segmentsubflows', true) : yesNo(header, 'segmentsubflows'),
    cascade: first ? yesNo(header, 'cascade', false) : yesNo(header, 'cascade'),
    formatHandling: formatHandlingOf(header),
    languageRules,
    maps,
  };
}

function languageRulesOf(element: Element): LanguageRules {
  return { name: attribute(element, 'languagerulename'), rules: element.children.map(ruleOf) };
}

function ruleOf(element: Element): SrxRule {
  const textOf = (name: string) => element.children.find((item) => item.name === name)?.text ?? '';
  return { break: yesNo(element, 'break', true), before: textOf('beforebreak'), after: textOf('afterbreak') };
}

function mapOf(element: Element, names: ReadonlySet<string>): LanguageMap {
  const rules = attribute(element, 'languagerulename');
  if (!names.has(rules)) throw srxError('srx.unknownRules', { name: rules }, element.line);
  return { pattern: attribute(element, 'languagepattern'), rules };
}

function formatHandlingOf(header: Element): FormatHandling {
  const out = { ...DEFAULT_FORMAT_HANDLING };
  for (const element of header.children) {
    const type = attribute(element, 'type');
    if (type !== 'start' && type !== 'end' && type !== 'isolated') {
      throw badValue(element, 'type', type, 'start, end, isolated');
    }
    out[type] = yesNo(element, 'include');
  }
  return out;
}

// Checking

function check(element: Element, shapes: Readonly<Record<string, Shape>>): void {
  const shape = shapes[element.name] as Shape;
  const parent = element.name;
  for (const name of Object.keys(element.attributes)) {
    if (name.includes(':') || name === 'xmlns' || shape.attributes.includes(name)) continue;
    throw srxError('srx.attributeUnknown', { element: parent, attribute: name }, element.line);
  }
  if (!shape.text && element.text.trim() !== '') {
    throw srxError('srx.text', { parent, text: element.text.trim().slice(0, 40) }, element.line);
  }
  let place = 0;
  const counts = new Map<string, number>();
  for (const item of element.children) {
    const found = shape.children.findIndex(([name]) => name === item.name);
    if (found < place) throw srxError('srx.unexpected', { element: item.name, parent }, item.line);
    place = found;
    const limit = shape.children[found]?.[2] ?? 0;
    const count = (counts.get(item.name) ?? 0) + 1;
    counts.set(item.name, count);
    if (count > limit) throw srxError('srx.repeated', { element: item.name, parent, limit }, item.line);
    check(item, shapes);
  }
  for (const [name, least] of shape.children) {
    if ((counts.get(name) ?? 0) < least) throw srxError('srx.missing', { element: name, parent }, element.line);
  }
}

function child(element: Element, name: string): Element {
  return element.children.find((item) => item.name === name) as Element;
}

function attribute(element: Element, name: string): string {
  const value = element.attributes[name];
  if (value === undefined) {
    throw srxError('srx.attributeMissing', { element: element.name, attribute: name }, element.line);
  }
  return value;
}

function yesNo(element: Element, name: string, otherwise?: boolean): boolean {
  if (otherwise !== undefined && element.attributes[name] === undefined) return otherwise;
  const value = attribute(element, name);
  if (value !== 'yes' && value !== 'no') throw badValue(element, name, value, 'yes, no');
  return value === 'yes';
}

function badValue(element: Element, name: string, value: string, allowed: string): FormatError {
  const values = { element: element.name, attribute: name, value, allowed };
  return srxError('srx.attributeValue', values, element.line);
}

function srxError(key: SrxMessageKey, values: Readonly<Record<string, string | number>>, line: number): FormatError {
  const message = SRX_MESSAGES[key].en.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
  return new FormatError(key, message, { line }, values);
}

// XML

type Namespaces = ReadonlyMap<string, string>;

function readTree(xml: string): Element {
  const top: Element = { name: '', attributes: {}, children: [], text: '', line: 1 };
  const open: Element[] = [top];
  const scopes: Namespaces[] = [new Map()];
  /** How deep the parser is inside an element of another namespace. */
  let skipped = 0;
  const parser = new XmlParser(
    {
      open: (name, attributes) => {
        const scope = withDeclarations(scopes.at(-1) as Namespaces, attributes);
        scopes.push(scope);
        const parent = open.at(-1) as Element;
        const colon = name.indexOf(':');
        const namespace = scope.get(colon < 0 ? '' : name.slice(0, colon)) ?? '';
        const foreign = colon >= 0 && namespace === '' ? true : namespace !== '' && !/lisa\.org\/srx/.test(namespace);
        if (skipped > 0 || (foreign && open.length > 1)) {
          if (skipped === 0 && (parent.name === 'beforebreak' || parent.name === 'afterbreak')) {
            throw srxError('srx.unexpected', { element: name, parent: parent.name }, parser.position.line);
          }
          skipped++;
          return;
        }
        const line = parser.position.line;
        const element: Element = { name: name.slice(colon + 1), attributes, children: [], text: '', line };
        parent.children.push(element);
        open.push(element);
      },
      text: (text) => {
        if (skipped === 0) (open.at(-1) as Element).text += text;
      },
      close: () => {
        scopes.pop();
        if (skipped > 0) skipped--;
        else open.pop();
      },
    },
    { maxDepth: MAX_DEPTH },
  );
  parser.write(xml);
  parser.close();
  return top.children[0] as Element;
}

function withDeclarations(scope: Namespaces, attributes: Readonly<Record<string, string>>): Namespaces {
  let out: Map<string, string> | undefined;
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    out ??= new Map(scope);
    out.set(name === 'xmlns' ? '' : name.slice(6), value);
  }
  return out ?? scope;
}
