import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { ReadOptions } from '../document-format.ts';
import { openText } from '../encoding/open-text.ts';
import type { BilingualDocument } from '../bilingual/model.ts';
import { exchangeError } from '../bilingual/notice.ts';
import { rowsToDocument, type Row } from '../bilingual/rows.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/**
 * Reads a page that {@link writeBilingualHtml} wrote. A target that somebody edited in the page is taken as it stands
 * there; everything else comes from the data of the rows. Throws FormatError for any other page.
 */
export function readBilingualHtml(bytes: Uint8Array, options: ReadOptions = {}): BilingualDocument {
  const elements = [...allElements(parse(openText(bytes, options).text))];
  const root = elements.find((element) => data(element, 'bifronte') === 'bilingual');
  if (!root) throw exchangeError('html.noTable', {}, { line: 1 });
  const rows = elements
    .filter((element) => element.tagName === 'tr' && data(element, 'unit') !== undefined)
    .map(readRow);
  const document = rowsToDocument(rows, {
    sourceLang: data(root, 'source') ?? 'und',
    targetLang: data(root, 'target') ?? 'und',
  });
  return rows.length === 0 ? { ...document, original: data(root, 'original') ?? '' } : document;
}

function readRow(row: Element): Row {
  const kept = (name: string): string => data(row, name) ?? '';
  const shown = [...allElements(row)].filter((element) => classOf(element) === 'text').map(visibleText)[1];
  const target = kept('target');
  return {
    document: kept('document'),
    unit: kept('unit'),
    context: kept('context'),
    segment: kept('segment'),
    source: kept('source'),
    target: shown === undefined || sameLineEnds(shown) === sameLineEnds(target) ? target : shown,
    status: kept('status'),
    comments: kept('comments'),
    codes: kept('codes'),
    details: kept('details'),
  };
}

/** Line ends as an editor may have left them. */
function sameLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** The text of a cell with its chips as `{1}` and braces doubled, as a row has it. */
function visibleText(element: Element): string {
  let out = '';
  for (const child of element.childNodes) {
    if ('value' in child) out += child.value.replaceAll('{', '{{').replaceAll('}', '}}');
    else if ('tagName' in child) {
      const number = data(child, 'code');
      if (number !== undefined) out += `{${number}}`;
      else if (child.tagName === 'br') out += '\n';
      else out += visibleText(child);
    }
  }
  return out;
}

function* allElements(node: Node): Generator<Element> {
  const waiting: Node[] = [node];
  while (waiting.length > 0) {
    const next = waiting.pop() as Node;
    if ('tagName' in next && next !== node) yield next;
    if ('childNodes' in next)
      for (let i = next.childNodes.length - 1; i >= 0; i--) waiting.push(next.childNodes[i] as Node);
  }
}

function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

function data(element: Element, name: string): string | undefined {
  return attributeOf(element, `data-${name}`);
}

function classOf(element: Element): string | undefined {
  return attributeOf(element, 'class');
}
