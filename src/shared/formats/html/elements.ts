import type { UnitKind } from '../document-format.ts';

/** What the reader needs to know about HTML elements (HTML Standard, sections 4, 13.1.2, 13.2.6.4 and 15.3). */

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Elements that start and end a unit: flow blocks, table and list parts, and controls with a text of their own. */
const BLOCKS = words(
  'address article aside base basefont bgsound blockquote body button caption center col colgroup datalist dd details ' +
    'dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr ' +
    'html label legend li link listing main menu menuitem meta nav noframes noscript ol optgroup option p param plaintext ' +
    'pre search section select slot style summary table tbody td template textarea tfoot th thead title tr ul xmp',
);

const VOIDS = words('area base basefont bgsound br col embed frame hr img input link meta param source track wbr');

/** Elements whose content is not for the translator; it stays as it is, in a unit as one code. */
const OPAQUE = words('code math object pre script style svg iframe xmp listing plaintext noembed noframes');

/** Elements whose content the tokenizer must read as text without tags. */
export const RAW_TEXT = words('style xmp iframe noembed noframes');
export const RCDATA = words('title textarea');

export const isBlock = (name: string): boolean => BLOCKS.has(name);
export const isVoid = (name: string): boolean => VOIDS.has(name);
export const isOpaque = (name: string): boolean => OPAQUE.has(name);
/** Foreign content: its tags mean nothing outside it, so only its own end tag ends it. */
export const isForeign = (name: string): boolean => name === 'svg' || name === 'math';

/** Which open elements a start tag closes, and where the search for them stops. */
interface ImpliedEnd {
  readonly closes: ReadonlySet<string>;
  readonly within: ReadonlySet<string>;
}

const CELL: ImpliedEnd = { closes: words('td th'), within: words('tr table template') };
const TERM: ImpliedEnd = { closes: words('dt dd'), within: words('dl') };
const ROW_GROUP: ImpliedEnd = { closes: words('thead tbody tfoot'), within: words('table') };
const IMPLIED: Readonly<Record<string, ImpliedEnd>> = {
  li: { closes: words('li'), within: words('ul ol menu dir') },
  dt: TERM,
  dd: TERM,
  td: CELL,
  th: CELL,
  tr: { closes: words('tr'), within: words('table thead tbody tfoot template') },
  thead: ROW_GROUP,
  tbody: ROW_GROUP,
  tfoot: ROW_GROUP,
  option: { closes: words('option'), within: words('select datalist optgroup') },
  optgroup: { closes: words('optgroup'), within: words('select') },
};
/** Blocks that stand inside a paragraph without ending it. */
const KEEPS_PARAGRAPH = words('button label select option optgroup datalist textarea noscript template link meta slot');

export function impliedEnd(name: string): ImpliedEnd | undefined {
  return IMPLIED[name];
}

/** Whether a start tag ends a paragraph that is still open. */
export function endsParagraph(name: string): boolean {
  return BLOCKS.has(name) && !KEEPS_PARAGRAPH.has(name);
}

const KINDS: Readonly<Record<string, UnitKind>> = {
  li: 'listItem',
  dt: 'listItem',
  dd: 'listItem',
  option: 'listItem',
  td: 'cell',
  th: 'cell',
  figcaption: 'caption',
  caption: 'caption',
  title: 'title',
};

export function unitKind(block: string): UnitKind {
  return KINDS[block] ?? (/^h[1-6]$/.test(block) ? 'heading' : 'paragraph');
}

/** The kind of an inline element in XLIFF 2 vocabulary (XLIFF 2.1, attribute `type`). */
export function codeType(name: string): string {
  if (name === 'a') return 'link';
  if (name === 'img') return 'image';
  if (name === 'q') return 'quote';
  return /^(b|i|u|s|em|strong|small|sub|sup|font|tt|big|strike|del|ins|mark|span|br|wbr)$/.test(name) ? 'fmt' : 'other';
}

/** Attributes that people read, on any element. */
const READ_ATTRIBUTES = words(
  'title alt placeholder aria-label aria-description aria-placeholder aria-roledescription aria-valuetext',
);
const META_NAMES = /^(description|keywords|abstract|subject|summary|twitter:(title|description|image:alt))$/i;
const META_PROPERTIES = /^(og:(title|description|site_name|image:alt)|article:section|twitter:(title|description))$/i;

/** Whether the value of an attribute is text for readers; `get` gives the other attributes of the element. */
export function isReadAttribute(element: string, name: string, get: (name: string) => string | undefined): boolean {
  // `title` of a style sheet names a set of styles.
  if (name === 'title' && (element === 'link' || element === 'style')) return false;
  if (READ_ATTRIBUTES.has(name)) return true;
  if (name === 'label') return element === 'option' || element === 'optgroup' || element === 'track';
  if (name === 'summary' || name === 'abbr') return element === 'table' || element === 'th';
  if (name === 'value') return element === 'input' && /^(submit|button|reset)$/i.test(get('type') ?? '');
  if (name !== 'content' || element !== 'meta') return false;
  return META_NAMES.test(get('name') ?? '') || META_PROPERTIES.test(get('property') ?? get('name') ?? '');
}
