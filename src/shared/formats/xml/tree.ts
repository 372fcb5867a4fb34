import type { Attributes } from '../bilingual/model.ts';
import { XmlParser } from './parser.ts';

/** An element with its namespace resolved (Namespaces in XML 1.0). */
export interface XmlElement {
  /** The name without its prefix. */
  readonly name: string;
  /** The namespace, or an empty string. */
  readonly namespace: string;
  /** Attributes without prefix by name; those with one by `{namespace}name`, but `xml:` ones as written. */
  readonly attributes: Attributes;
  readonly children: readonly (XmlElement | string)[];
  /** 1-based line of the end of the start tag. */
  readonly line: number;
}

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[];
  readonly scope: Scope;
}

type Scope = ReadonlyMap<string, string>;

const NO_NAMESPACES: Scope = new Map();

/** Parses a document that is small enough for memory into a tree. Throws FormatError at the first error. */
export function parseXmlTree(text: string): XmlElement {
  const stack: OpenElement[] = [];
  let root: XmlElement | undefined;
  const parser = new XmlParser({
    open: (raw, attributes) => {
      const outer = stack.at(-1)?.scope ?? NO_NAMESPACES;
      const scope = innerScope(outer, attributes);
      const colon = raw.indexOf(':');
      const element: OpenElement = {
        name: raw.slice(colon + 1),
        namespace: scope.get(colon < 0 ? '' : raw.slice(0, colon)) ?? '',
        attributes: resolveAttributes(attributes, scope),
        children: [],
        line: parser.position.line,
        scope,
      };
      stack.at(-1)?.children.push(element);
      root ??= element;
      stack.push(element);
    },
    text: (value) => {
      const children = stack.at(-1)?.children;
      if (!children) return;
      const last = children.at(-1);
      if (typeof last === 'string') children[children.length - 1] = last + value;
      else children.push(value);
    },
    close: () => stack.pop(),
  });
  parser.write(text);
  parser.close();
  // Without a root element `close` has thrown.
  return root as XmlElement;
}

function innerScope(outer: Scope, attributes: Attributes): Scope {
  let scope: Map<string, string> | undefined;
  for (const name in attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    scope ??= new Map(outer);
    scope.set(name.slice(6), attributes[name] as string);
  }
  return scope ?? outer;
}

function resolveAttributes(attributes: Attributes, scope: Scope): Attributes {
  const out: Record<string, string> = {};
  for (const name in attributes) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    const colon = name.indexOf(':');
    const prefix = name.slice(0, Math.max(colon, 0));
    const key = colon < 0 || prefix === 'xml' ? name : `{${scope.get(prefix) ?? prefix}}${name.slice(colon + 1)}`;
    out[key] = attributes[name] as string;
  }
  return out;
}

/** The element children with this name, in any namespace. */
export function childElements(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

/** The first element child with this name. */
export function childElement(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

/** All text within an element, at any depth. */
export function textContent(element: XmlElement): string {
  let out = '';
  const waiting: (XmlElement | string)[] = [element];
  while (waiting.length > 0) {
    const next = waiting.pop() as XmlElement | string;
    if (typeof next === 'string') out += next;
    else for (let i = next.children.length - 1; i >= 0; i--) waiting.push(next.children[i] as XmlElement | string);
  }
  return out;
}
