import { ContentBuilder, type Content, type InlineCodeKind } from '../../text/content.ts';
import type {
  Attributes,
  BilingualDocument,
  BilingualSegment,
  BilingualUnit,
  SegmentComment,
} from '../bilingual/model.ts';
import { exchangeError } from '../bilingual/notice.ts';
import { SEGMENT_STATUSES } from '../bilingual/model.ts';
import { UNIT_KINDS } from '../bilingual/kinds.ts';
import { childElement, childElements, textContent, type XmlElement } from '../xml/tree.ts';
import {
  applyPatch,
  CODE_FACTS,
  codeFrom,
  markerFrom,
  OWN_NAMESPACE,
  SEGMENT_FACTS,
  UNIT_FACTS,
  unpackMeta,
  type CodeRole,
  type Side,
} from './codes.ts';
import { statusOf } from './status.ts';

/** Reads an XLIFF 2 document (XLIFF 2.1, section 4.2). */
export function readXliff2(root: XmlElement): BilingualDocument {
  const sourceLang = root.attributes['srcLang'];
  if (sourceLang === undefined || sourceLang === '')
    throw exchangeError('xliff.sourceLanguage', { attribute: 'srcLang' }, { line: root.line });
  const files = childElements(root, 'file');
  const first = files[0];
  if (!first) throw invalid('an xliff element holds at least one file', root);
  unique(files, 'file', root);
  const original = first.attributes['original'] ?? first.attributes['id'] ?? '';
  const units = files.flatMap((file) => {
    const name = file.attributes['original'] ?? file.attributes['id'] ?? '';
    const found = unitsOf(file);
    unique(found, 'unit', file);
    return found.map((unit) => readUnit(unit, name === original ? undefined : name));
  });
  return { sourceLang, targetLang: root.attributes['trgLang'] ?? 'und', original, units };
}

function invalid(rule: string, element: XmlElement): Error {
  return exchangeError('xliff.invalid', { rule }, { line: element.line });
}

function unique(elements: readonly XmlElement[], name: string, parent: XmlElement): void {
  const seen = new Set<string>();
  for (const element of elements) {
    const id = element.attributes['id'];
    if (id === undefined || id === '') throw invalid(`every ${name} has an id`, element);
    if (seen.has(id))
      throw invalid(`the id of a ${name} is unique within its ${parent.name} (“${id}” comes twice)`, element);
    seen.add(id);
  }
}

/** The units of a file in document order, those within groups included. */
function unitsOf(file: XmlElement): XmlElement[] {
  const out: XmlElement[] = [];
  const waiting: XmlElement[] = [file];
  while (waiting.length > 0) {
    const next = waiting.pop() as XmlElement;
    if (next.name === 'unit') {
      out.push(next);
      continue;
    }
    for (let i = next.children.length - 1; i >= 0; i--) {
      const child = next.children[i];
      if (typeof child === 'object' && (child.name === 'unit' || child.name === 'group')) waiting.push(child);
    }
  }
  return out;
}

function readUnit(unit: XmlElement, document: string | undefined): BilingualUnit {
  const facts = readFacts(unit);
  const own = facts.get(UNIT_FACTS);
  const codes = new CodeReader(unit, facts.get(CODE_FACTS));
  const parts = unit.children.filter(
    (child): child is XmlElement =>
      typeof child === 'object' && (child.name === 'segment' || child.name === 'ignorable'),
  );
  if (parts.length === 0) throw invalid('a unit holds at least one segment or ignorable', unit);
  const used = new Set<string>();
  let number = 0;
  const xids = parts.map((part) => {
    let id = part.attributes['id'];
    while (id === undefined || used.has(id)) id = `s${++number}`;
    used.add(id);
    return id;
  });
  const notes = readNotes(unit);
  const locked = unit.attributes['translate'] === 'no';
  const segments = parts.map((part, i): BilingualSegment => {
    const xid = xids[i] as string;
    const fact = facts.get(SEGMENT_FACTS + xid);
    const source = childElement(part, 'source');
    if (!source) throw invalid(`a ${part.name} has a source`, part);
    const target = childElement(part, 'target');
    const content = target === undefined ? null : codes.read(target, 'target');
    const ignorable = part.name === 'ignorable';
    const read = statusOf(
      { ...pick(part.attributes, 'state'), ...pick(part.attributes, 'subState') },
      (content?.text ?? '') !== '',
    );
    const told = SEGMENT_STATUSES.find((status) => status === fact?.get('status'));
    const confidence = Number(fact?.get('confidence') ?? Number.NaN);
    return {
      id: fact?.get('id') ?? xid,
      source: codes.read(source, 'source'),
      target: content,
      status: ignorable ? (told ?? 'untranslated') : locked ? 'locked' : read,
      comments: [...(notes.get(xid) ?? []), ...(i === 0 ? (notes.get('') ?? []) : [])],
      ...given('changedAt', fact?.get('changedAt')),
      ...given('changedBy', fact?.get('changedBy')),
      ...(Number.isFinite(confidence) ? { confidence } : {}),
      ...(ignorable ? { ignorable: true } : {}),
      props: readProps(fact),
    };
  });
  const kind = UNIT_KINDS.find((known) => unit.attributes['type'] === `bifronte:${known}`);
  return {
    id: own?.get('id') ?? (unit.attributes['id'] as string),
    ...(kind === undefined ? {} : { kind }),
    ...given('context', own?.get('context') ?? unit.attributes['name']),
    ...given('document', document),
    segments,
  };
}

function given<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string });
}

function pick<K extends string>(attributes: Attributes, key: K): { [P in K]?: string } {
  return given(key, attributes[key]);
}

type Facts = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What our writer left in the metadata module, by group and type. */
function readFacts(unit: XmlElement): Facts {
  const out = new Map<string, Map<string, string>>();
  for (const metadata of childElements(unit, 'metadata')) {
    for (const group of childElements(metadata, 'metaGroup')) {
      const category = group.attributes['category'];
      if (category === undefined) continue;
      const facts = out.get(category) ?? new Map<string, string>();
      for (const meta of childElements(group, 'meta')) {
        const type = meta.attributes['type'];
        if (type !== undefined) facts.set(type, unpackMeta(textContent(meta)));
      }
      out.set(category, facts);
    }
  }
  return out;
}

function readProps(fact: ReadonlyMap<string, string> | undefined): Record<string, string> {
  const props: Record<string, string> = {};
  for (const [type, value] of fact ?? []) if (type.startsWith('prop ')) props[unpackMeta(type.slice(5))] = value;
  return props;
}

/** The notes of a unit by segment; those of no segment under an empty name. */
function readNotes(unit: XmlElement): Map<string, SegmentComment[]> {
  const out = new Map<string, SegmentComment[]>();
  const notes = childElement(unit, 'notes');
  for (const note of notes === undefined ? [] : childElements(notes, 'note')) {
    const own = (name: string): string | undefined => note.attributes[`{${OWN_NAMESPACE}}${name}`];
    const comment = { text: textContent(note), ...given('author', own('author')), ...given('at', own('at')) };
    const key = own('segment') ?? '';
    const known = out.get(key);
    if (known) known.push(comment);
    else out.set(key, [comment]);
  }
  return out;
}

/** Reads the inline content of one unit; ids and original data belong to the unit as a whole. */
class CodeReader {
  readonly #unit: XmlElement;
  readonly #data = new Map<string, string>();
  readonly #patches: ReadonlyMap<string, string> | undefined;

  constructor(unit: XmlElement, patches: ReadonlyMap<string, string> | undefined) {
    this.#unit = unit;
    this.#patches = patches;
    const data = childElement(unit, 'originalData');
    for (const item of data === undefined ? [] : childElements(data, 'data')) {
      const id = item.attributes['id'];
      if (id === undefined) throw invalid('every data element has an id', item);
      if (this.#data.has(id))
        throw invalid(`the id of a data element is unique within its unit (“${id}” comes twice)`, item);
      this.#data.set(id, plainText(item));
    }
  }

  read(element: XmlElement, side: Side): Content {
    const builder = new ContentBuilder();
    // Text runs are gathered, because a code point given as `cp` may be half of what follows.
    let run = '';
    const flush = (): void => {
      builder.text(run);
      run = '';
    };
    const code = (
      kind: InlineCodeKind,
      role: CodeRole,
      id: string,
      attributes: Attributes,
      ref: string | undefined,
    ): void => {
      flush();
      builder.code(this.#patched(codeFrom(kind, id, attributes, this.#dataOf(ref)), side, role, id));
    };
    const marker = (kind: 'open' | 'close', id: string, attributes: Attributes): void => {
      flush();
      builder.code(this.#patched(markerFrom(kind, id, attributes), side, kind, id));
    };
    const walk = (children: readonly (XmlElement | string)[]): void => {
      for (const child of children) {
        if (typeof child === 'string') {
          run += child;
          continue;
        }
        const { name, attributes } = child;
        const id = attributes['id'] ?? '';
        if (name === 'cp') run += codePoint(child);
        else if (name === 'ph')
          code('standalone', 'standalone', required(child, 'id'), attributes, attributes['dataRef']);
        else if (name === 'sc') code('open', 'open', required(child, 'id'), attributes, attributes['dataRef']);
        else if (name === 'ec') {
          const start = attributes['startRef'];
          if (start === undefined && id === '')
            throw invalid('an ec has a startRef, or an id when it is isolated', child);
          code('close', 'close', start ?? id, attributes, attributes['dataRef']);
        } else if (name === 'pc') {
          required(child, 'id');
          code('open', 'open', id, endAttributes(attributes, 'Start'), attributes['dataRefStart']);
          walk(child.children);
          const { type: _, subType: __, dir: ___, ...end } = endAttributes(attributes, 'End');
          code('close', 'close', id, end, attributes['dataRefEnd']);
        } else if (name === 'mrk') {
          marker('open', required(child, 'id'), attributes);
          walk(child.children);
          marker('close', id, attributes);
        } else if (name === 'sm') marker('open', required(child, 'id'), attributes);
        else if (name === 'em') marker('close', required(child, 'startRef'), attributes);
        else throw invalid(`${name} is no inline element`, child);
      }
    };
    walk(element.children);
    flush();
    return builder.build();
  }

  #dataOf(ref: string | undefined): string {
    if (ref === undefined) return '';
    const data = this.#data.get(ref);
    if (data === undefined) throw invalid(`dataRef “${ref}” names no data element of the unit`, this.#unit);
    return data;
  }

  #patched(code: ReturnType<typeof codeFrom>, side: Side, role: CodeRole, id: string): ReturnType<typeof codeFrom> {
    return applyPatch(code, this.#patches?.get(`${side} ${role} ${id}`));
  }
}

function required(element: XmlElement, name: string): string {
  const value = element.attributes[name];
  if (value === undefined || value === '') throw invalid(`${element.name} has the attribute ${name}`, element);
  return value;
}

/** The attributes of one end of a `pc`, named as on `ph`. */
function endAttributes(attributes: Attributes, end: 'Start' | 'End'): Record<string, string> {
  const {
    dispStart: _,
    dispEnd: __,
    equivStart: ___,
    equivEnd: ____,
    ...common
  } = attributes as Record<string, string>;
  const disp = attributes[`disp${end}`];
  const equiv = attributes[`equiv${end}`];
  return { ...common, ...(disp === undefined ? {} : { disp }), ...(equiv === undefined ? {} : { equiv }) };
}

function plainText(element: XmlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : child.name === 'cp' ? codePoint(child) : ''))
    .join('');
}

function codePoint(element: XmlElement): string {
  const code = Number.parseInt(element.attributes['hex'] ?? '', 16);
  if (!(code >= 0 && code <= 0x10ffff)) throw invalid('the hex of a cp is a code point', element);
  return String.fromCodePoint(code);
}
