import { strToU8, zipSync, type Zippable } from 'fflate';

/** A part of an Office Open XML package: its path, and its XML without the declaration. */
export interface Part {
  readonly path: string;
  readonly xml: string;
}

interface PackageOptions {
  /** The main part and its content type. */
  readonly main: string;
  readonly contentTypes: Readonly<Record<string, string>>;
  /** Relationships by the path of the part they belong to: target (relative to its folder) and type. */
  readonly relations: Readonly<Record<string, readonly { readonly target: string; readonly type: string }[]>>;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
/** The earliest time a ZIP entry can hold, so that equal reports are equal files. */
const FIXED_TIME = new Date(1980, 0, 1);

/** An Office Open XML file (ECMA-376 part 2, Open Packaging Conventions): its parts in a ZIP with the types and relationships. */
export function packageOf(parts: readonly Part[], { main, contentTypes, relations }: PackageOptions): Uint8Array {
  const overrides = Object.entries(contentTypes)
    .map(([path, type]) => `<Override PartName="/${path}" ContentType="${type}"/>`)
    .join('');
  const files: Zippable = {};
  const add = (path: string, xml: string): void => {
    files[path] = strToU8(DECLARATION + xml);
  };
  add(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides}</Types>`,
  );
  add('_rels/.rels', relationsXml([{ target: main, type: 'officeDocument' }]));
  for (const [path, list] of Object.entries(relations)) {
    const cut = path.lastIndexOf('/') + 1;
    add(`${path.slice(0, cut)}_rels/${path.slice(cut)}.rels`, relationsXml(list));
  }
  for (const { path, xml } of parts) add(path, xml);
  return zipSync(files, { level: 6, mtime: FIXED_TIME });
}

function relationsXml(relations: readonly { readonly target: string; readonly type: string }[]): string {
  const list = relations
    .map(({ target, type }, i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`)
    .join('');
  return `<Relationships xmlns="${PACKAGE}/relationships">${list}</Relationships>`;
}
