import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { TmxHeader, TranslationUnit } from '../../src/shared/formats/bilingual/model.ts';
import type { Notice } from '../../src/shared/formats/bilingual/notice.ts';
import { TmxReader, type TmxReport } from '../../src/shared/formats/tmx/reader.ts';
import { writeTmx, type TmxWriteOptions } from '../../src/shared/formats/tmx/writer.ts';
import { decodeXml } from '../../src/shared/formats/xml/encoding.ts';
import { parseXml } from '../../src/shared/formats/xml/parser.ts';

/** The folder of real files beside the checkout; tests that need it say so when it is absent. */
export const DATA = resolve(import.meta.dirname, '../../../shared/data');
export const hasData = existsSync(DATA);

export interface ReadTmx {
  header: TmxHeader | undefined;
  units: TranslationUnit[];
  lines: number[];
  notices: Notice[];
  report: TmxReport;
}

/** Reads a whole TMX file, in pieces of `size` bytes. */
export function readTmx(bytes: Uint8Array | string, size = 1 << 16): ReadTmx {
  const data = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  let header: TmxHeader | undefined;
  const units: TranslationUnit[] = [];
  const lines: number[] = [];
  const notices: Notice[] = [];
  const reader = new TmxReader({
    header: (value) => {
      header = value;
    },
    unit: (unit, line) => {
      units.push(unit);
      lines.push(line());
    },
    notice: (notice) => notices.push(notice),
  });
  for (let i = 0; i < data.length; i += size) reader.push(data.subarray(i, i + size));
  const report = reader.end();
  return { header, units, lines, notices, report };
}

export function rewrite(read: ReadTmx, options: TmxWriteOptions = {}): string {
  return [...writeTmx(read.header ?? { attributes: {}, annotations: [] }, read.units, options)].join('');
}

/** Every file under a folder of the data, unpacked where it is gzip. */
export function dataFiles(folder: string, extension: RegExp): { name: string; bytes: Uint8Array }[] {
  if (!hasData) return [];
  const root = join(DATA, folder);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extension.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => {
      const bytes = readFileSync(path);
      return { name: path.slice(root.length + 1), bytes: path.endsWith('.gz') ? gunzipSync(bytes) : bytes };
    });
}

/**
 * A TMX file in canonical form: one line for each thing that means something, attributes sorted, white space between
 * elements left out, `lang` as `xml:lang`, and without the header's attributes, which a program that writes a file
 * fills in itself.
 */
export function canonicalTmx(text: string): string[] {
  const out: string[] = [];
  const stack: string[] = [];
  let run = '';
  const textual = new Set(['note', 'prop', 'seg', 'bpt', 'ept', 'ph', 'it', 'hi', 'ut', 'sub']);
  const flush = (): void => {
    if (run !== '' && (textual.has(stack.at(-1) ?? '') || run.trim() !== '')) out.push(`"${run}"`);
    run = '';
  };
  parseXml(text.replace(/\r\n?/g, '\n').replace(/^\ufeff/, ''), {
    open: (name, attributes) => {
      flush();
      stack.push(name);
      const shown = { ...attributes };
      if (shown['xml:lang'] === undefined && shown['lang'] !== undefined && name === 'tuv') {
        shown['xml:lang'] = shown['lang'];
        delete shown['lang'];
      }
      const list =
        name === 'tmx' || name === 'header'
          ? ''
          : Object.keys(shown)
              .sort()
              .map((key) => ` ${key}=${JSON.stringify(shown[key])}`)
              .join('');
      out.push(`<${name}${list}>`);
    },
    text: (value) => {
      run += value;
    },
    close: (name) => {
      flush();
      stack.pop();
      out.push(`</${name}>`);
    },
  });
  return out;
}

export function canonicalBytes(bytes: Uint8Array): string[] {
  return canonicalTmx(decodeXml(bytes));
}

/** A DTD as content models and attribute lists: as much of XML 1.0, section 3 as the TMX DTDs use. */
interface Dtd {
  models: Map<string, RegExp | 'EMPTY' | 'MIXED'>;
  mixed: Map<string, Set<string>>;
  attributes: Map<string, Map<string, { required: boolean; values?: string[]; fixed?: string }>>;
}

function parseDtd(source: string): Dtd {
  let text = source.replace(/<!--[\s\S]*?-->/g, '');
  for (const [, name, value] of source.matchAll(/<!ENTITY\s+%\s+(\w+)\s+"([^"]*)"/g))
    text = text.replaceAll(`%${name};`, value as string);
  const dtd: Dtd = { models: new Map(), mixed: new Map(), attributes: new Map() };
  for (const [, name, model] of text.matchAll(/<!ELEMENT\s+([\w:-]+)\s+([^>]*?)\s*>/g)) {
    if (model === 'EMPTY') dtd.models.set(name as string, 'EMPTY');
    else if (model?.includes('#PCDATA')) {
      dtd.models.set(name as string, 'MIXED');
      dtd.mixed.set(name as string, new Set(model.match(/[a-z]+/g) ?? []));
    } else {
      const pattern = (model ?? '')
        .replace(/\s+/g, '')
        .replace(/[a-z]+/g, (child) => `(?:${child} )`)
        .replaceAll(',', '');
      dtd.models.set(name as string, new RegExp(`^${pattern}$`));
    }
  }
  for (const [, name, list] of text.matchAll(/<!ATTLIST\s+([\w:-]+)\s+([^>]*?)\s*>/g)) {
    const own = dtd.attributes.get(name as string) ?? new Map();
    for (const [, key, type, need] of (list as string).matchAll(
      /([\w:-]+)\s+(CDATA|\([^)]*\))\s+(#REQUIRED|#IMPLIED|#FIXED\s+"[^"]*")/g,
    )) {
      own.set(key, {
        required: need === '#REQUIRED',
        ...(type === 'CDATA'
          ? {}
          : {
              values: (type as string)
                .slice(1, -1)
                .split('|')
                .map((v) => v.trim()),
            }),
        ...(need?.startsWith('#FIXED') ? { fixed: /"([^"]*)"/.exec(need)?.[1] as string } : {}),
      });
    }
    dtd.attributes.set(name as string, own);
  }
  return dtd;
}

const TMX_DTD = hasData ? parseDtd(readFileSync(join(DATA, 'tmx/dtd/tmx14.dtd'), 'utf8')) : undefined;

/** What is wrong with a TMX file by tmx14.dtd (libxml2 compiled to WebAssembly comes without DTD validation). */
export function dtdErrors(tmx: string): string[] {
  const dtd = TMX_DTD as Dtd;
  const errors: string[] = [];
  const stack: { name: string; children: string; text: string }[] = [];
  parseXml(tmx, {
    open: (name, attributes) => {
      const parent = stack.at(-1);
      if (parent) parent.children += `${name} `;
      if (!dtd.models.has(name)) errors.push(`no declaration for ${name}`);
      const known = dtd.attributes.get(name);
      for (const [key, rule] of known ?? []) {
        const value = attributes[key];
        if (value === undefined && rule.required) errors.push(`${name} lacks ${key}`);
        if (value !== undefined && rule.values?.includes(value) === false) errors.push(`${name} ${key}=${value}`);
        if (value !== undefined && rule.fixed !== undefined && rule.fixed !== value)
          errors.push(`${name} ${key}=${value}`);
      }
      for (const key of Object.keys(attributes))
        if (known?.has(key) !== true) errors.push(`${name} may not have ${key}`);
      stack.push({ name, children: '', text: '' });
    },
    text: (value) => {
      const top = stack.at(-1);
      if (top) top.text += value;
    },
    close: () => {
      const { name, children, text } = stack.pop() as { name: string; children: string; text: string };
      const model = dtd.models.get(name);
      if (model === 'MIXED') {
        for (const child of children.trim().split(' '))
          if (child !== '' && dtd.mixed.get(name)?.has(child) !== true) errors.push(`${child} in ${name}`);
        return;
      }
      if (text.trim() !== '') errors.push(`text in ${name}`);
      if (model instanceof RegExp && !model.test(children)) errors.push(`${name} holds ${children}`);
      if (model === 'EMPTY' && children !== '') errors.push(`${name} is not empty`);
    },
  });
  return errors;
}

/** What breaks the rules a DTD cannot express: every bpt has one ept after it, every i is used by one pair. */
export function semanticErrors(tmx: string): string[] {
  const errors: string[] = [];
  for (const [, segment] of tmx.matchAll(/<seg>([\s\S]*?)<\/seg>/g)) {
    const open = new Set<string>();
    const used = new Set<string>();
    for (const [, name, i] of (segment as string).matchAll(/<(bpt|ept) i="([^"]*)"/g)) {
      if (name === 'bpt') {
        if (used.has(i as string)) errors.push(`i=${i} twice`);
        used.add(i as string);
        open.add(i as string);
      } else if (!open.delete(i as string)) errors.push(`ept ${i} without bpt`);
    }
    for (const i of open) errors.push(`bpt ${i} without ept`);
  }
  return errors;
}
