import { compact, ContentBuilder, type Content, type InlineCode } from '../../text/content.ts';
import { displayLabel } from '../bilingual/codes.ts';
import type {
  BilingualDocument,
  BilingualSegment,
  BilingualUnit,
  SegmentComment,
  SegmentStatus,
} from '../bilingual/model.ts';
import { exchangeError } from '../bilingual/notice.ts';
import { childElement, childElements, textContent, type XmlElement } from '../xml/tree.ts';
import { legacyStatus } from './status.ts';

/** Reads an XLIFF 1.0 to 1.2 document; `seg-source` and SDLXLIFF segments are used where they are there. */
export function readXliff1(root: XmlElement): BilingualDocument {
  const files = childElements(root, 'file');
  const first = files[0];
  const sourceLang = first?.attributes['source-language'];
  if (!first || sourceLang === undefined || sourceLang === '')
    throw exchangeError('xliff.sourceLanguage', { attribute: 'source-language' }, { line: (first ?? root).line });
  const original = first.attributes['original'] ?? '';
  const targetLang = files.map((file) => file.attributes['target-language']).find((lang) => lang !== undefined);
  return {
    sourceLang,
    targetLang: targetLang ?? 'und',
    original,
    units: files.flatMap((file) => readFile(file, original)),
  };
}

function readFile(file: XmlElement, original: string): BilingualUnit[] {
  const name = file.attributes['original'] ?? '';
  const used = new Set<string>();
  return transUnits(file).map((unit): BilingualUnit => {
    const wanted = unit.attributes['id'] ?? '';
    let id = wanted === '' ? '1' : wanted;
    for (let n = 2; used.has(id); n++) id = `${wanted}-${n}`;
    used.add(id);
    const context = unit.attributes['resname'];
    return {
      id,
      ...(context === undefined ? {} : { context }),
      ...(name === original ? {} : { document: name }),
      segments: readSegments(unit),
    };
  });
}

/** The `trans-unit` elements in document order, those within groups included. */
function transUnits(file: XmlElement): XmlElement[] {
  const out: XmlElement[] = [];
  const waiting: XmlElement[] = [file];
  while (waiting.length > 0) {
    const next = waiting.pop() as XmlElement;
    if (next.name === 'trans-unit') {
      out.push(next);
      continue;
    }
    for (let i = next.children.length - 1; i >= 0; i--) {
      const child = next.children[i];
      if (typeof child === 'object' && ['body', 'group', 'bin-unit', 'trans-unit'].includes(child.name))
        waiting.push(child);
    }
  }
  return out;
}

function readSegments(unit: XmlElement): BilingualSegment[] {
  const source = childElement(unit, 'source');
  if (!source) throw exchangeError('xliff.invalid', { rule: 'a trans-unit has a source' }, { line: unit.line });
  const target = childElement(unit, 'target');
  const parts = segmentParts(childElement(unit, 'seg-source') ?? source);
  const segmented = parts.some(({ mid }) => mid !== undefined);
  const locked = unit.attributes['translate'] === 'no';
  const approved = unit.attributes['approved'] === 'yes';
  const state = target?.attributes['state'];
  const confirmations = sdlConfirmations(unit);
  const comments = readNotes(unit);
  const status = (mid: string | undefined, content: Content | null): SegmentStatus => {
    if (locked) return 'locked';
    const own = mid === undefined ? undefined : confirmations.get(mid);
    if (own?.locked === true) return 'locked';
    return legacyStatus(own?.conf ?? state, approved, content !== null && content.text !== '');
  };
  if (!segmented) {
    const content = target === undefined ? null : readContent(target.children);
    return [
      {
        id: '1',
        source: readContent(source.children),
        target: content,
        status: status(undefined, content),
        comments,
        props: {},
      },
    ];
  }
  const targets = new Map<string, Content>();
  const between: Content[] = [];
  for (const part of target === undefined ? [] : segmentParts(target)) {
    if (part.mid === undefined) between.push(readContent(part.children));
    else targets.set(part.mid, readContent(part.children));
  }
  let gap = 0;
  const used = new Set<string>();
  return parts.map(({ mid, children }, i): BilingualSegment => {
    const ignorable = mid === undefined;
    const content = ignorable ? (between[gap++] ?? null) : (targets.get(mid) ?? null);
    let id = mid ?? `gap${i}`;
    for (let n = 2; used.has(id); n++) id = `${mid}-${n}`;
    used.add(id);
    return {
      id,
      source: readContent(children),
      target: content,
      status: ignorable ? 'untranslated' : status(mid, content),
      comments: i === 0 ? comments : [],
      ...(ignorable ? { ignorable: true } : {}),
      props: {},
    };
  });
}

interface Part {
  /** The number of the segment; undefined for what stands between segments. */
  readonly mid: string | undefined;
  readonly children: (XmlElement | string)[];
}

/**
 * The segments of a `seg-source` or `target` and what stands between them. A `g` around segments is opened up: its
 * halves become codes of the neighbouring parts.
 */
function segmentParts(element: XmlElement): Part[] {
  const parts: Part[] = [];
  const outside = (item: XmlElement | string): void => {
    const last = parts.at(-1);
    if (last && last.mid === undefined) last.children.push(item);
    else parts.push({ mid: undefined, children: [item] });
  };
  const walk = (children: readonly (XmlElement | string)[]): void => {
    for (const child of children) {
      if (typeof child === 'string') outside(child);
      else if (isSegment(child))
        parts.push({ mid: child.attributes['mid'] ?? String(parts.length), children: [...child.children] });
      else if (child.name === 'g' && holdsSegment(child)) {
        outside({ ...child, name: 'bx', children: [] });
        walk(child.children);
        outside({ ...child, name: 'ex', children: [] });
      } else outside(child);
    }
  };
  walk(element.children);
  return parts;
}

function isSegment(element: XmlElement): boolean {
  return element.name === 'mrk' && element.attributes['mtype'] === 'seg';
}

function holdsSegment(element: XmlElement): boolean {
  const waiting: (XmlElement | string)[] = [element];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object') continue;
    if (isSegment(next)) return true;
    waiting.push(...next.children);
  }
  return false;
}

const DISPLAY_TYPES: Readonly<Record<string, string>> = {
  bold: 'fmt',
  italic: 'fmt',
  underlined: 'fmt',
  link: 'link',
  image: 'image',
};

/** Inline content of XLIFF 1.2 (section 2.4): `g x bx ex bpt ept ph it mrk sub`. */
function readContent(children: readonly (XmlElement | string)[]): Content {
  const builder = new ContentBuilder();
  const code = (kind: InlineCode['kind'], element: XmlElement, data: string): void => {
    const { attributes } = element;
    const type = attributes['ctype'];
    const equiv = attributes['equiv-text'];
    const paired = element.name === 'bpt' || element.name === 'ept' || element.name === 'bx' || element.name === 'ex';
    const id = (paired ? (attributes['rid'] ?? attributes['id']) : attributes['id']) ?? attributes['mid'] ?? '';
    builder.code({
      kind,
      id,
      data,
      display: displayLabel(data, id === '' ? element.name : id),
      ...(equiv === undefined ? {} : { equiv }),
      ...(type === undefined ? {} : { type: DISPLAY_TYPES[type] ?? 'other' }),
    });
  };
  const walk = (items: readonly (XmlElement | string)[]): void => {
    for (const item of items) {
      if (typeof item === 'string') {
        builder.text(item);
        continue;
      }
      switch (item.name) {
        case 'g':
        case 'mrk':
          code('open', item, '');
          walk(item.children);
          code('close', item, '');
          break;
        case 'bx':
        case 'ex':
          code(item.name === 'bx' ? 'open' : 'close', item, '');
          break;
        case 'bpt':
        case 'ept':
          code(item.name === 'bpt' ? 'open' : 'close', item, textContent(item));
          break;
        case 'it':
          code(item.attributes['pos'] === 'close' ? 'close' : 'open', item, textContent(item));
          break;
        default:
          code('standalone', item, textContent(item));
      }
    }
  };
  walk(children);
  return compact(builder.build());
}

function readNotes(unit: XmlElement): SegmentComment[] {
  return childElements(unit, 'note').map((note) => {
    const author = note.attributes['from'];
    return { text: textContent(note), ...(author === undefined ? {} : { author }) };
  });
}

/** How far SDLXLIFF says each segment is: `sdl:seg-defs/sdl:seg/@conf` and `@locked`. */
function sdlConfirmations(unit: XmlElement): Map<string, { conf: string; locked: boolean }> {
  const out = new Map<string, { conf: string; locked: boolean }>();
  for (const definitions of childElements(unit, 'seg-defs')) {
    for (const { attributes } of childElements(definitions, 'seg')) {
      const { id, conf } = attributes;
      if (id !== undefined) out.set(id, { conf: conf ?? 'Draft', locked: attributes['locked'] === 'true' });
    }
  }
  return out;
}
