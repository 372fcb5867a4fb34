import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/shared/formats/document-format.ts';
import { TmxReader } from '../../src/shared/formats/tmx/reader.ts';
import { readXliff } from '../../src/shared/formats/xliff/reader.ts';
import { writeXliff } from '../../src/shared/formats/xliff/writer.ts';
import { decodeXml } from '../../src/shared/formats/xml/encoding.ts';
import { parseXmlTree } from '../../src/shared/formats/xml/tree.ts';
import { cpuTime } from '../support/cpu-time.ts';

const HOSTILE = resolve(import.meta.dirname, '../../../shared/data/security/xml');
const has = existsSync(HOSTILE);
const files = has ? readdirSync(HOSTILE).sort() : [];

/** Opens a file as the window would, by its kind; returns everything that was read, as text, or the error. */
function open(name: string): string | FormatError {
  const bytes = readFileSync(join(HOSTILE, name));
  try {
    if (name.endsWith('.tmx')) {
      const units: unknown[] = [];
      const reader = new TmxReader({ unit: (unit) => units.push(unit) });
      reader.push(bytes);
      reader.end();
      return JSON.stringify(units);
    }
    if (name.endsWith('.xlf')) {
      const document = readXliff(bytes);
      return JSON.stringify(document) + [...writeXliff(document)].join('');
    }
    return JSON.stringify(parseXmlTree(decodeXml(bytes)).children);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
}

describe.skipIf(!has)('hostile XML (needs ../shared/data)', () => {
  it.each(files)('%s is opened or refused at once, with a message, in little memory', (name) => {
    const start = cpuTime();
    const before = process.memoryUsage().rss;
    const outcome = open(name);
    // The limits of the cases are one to five seconds; a busy machine gets the longest.
    expect(cpuTime() - start).toBeLessThan(5_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
    if (outcome instanceof FormatError) {
      expect(outcome.message.length).toBeGreaterThan(10);
      expect(outcome.line).toBeGreaterThan(0);
    }
  });

  it.each(files.filter((name) => /billion|quadratic|cycle/.test(name)))('%s: entities are never expanded', (name) => {
    expect(open(name)).toMatchObject({ key: 'xml.entity' });
  });

  it.each(files.filter((name) => /xxe|xinclude|dtd-external|skeleton/.test(name)))(
    '%s: nothing outside the file is read',
    (name) => {
      const outcome = open(name);
      if (outcome instanceof FormatError) return expect(outcome.key).toMatch(/^(?:xml|xliff|tmx)\./);
      expect(outcome).not.toMatch(/root:|\[fonts\]/);
    },
  );

  it.each(files.filter((name) => /dtd-external|stylesheet|xinclude.(?:tmx|xlf12)|cdata-html|svg-in-note/.test(name)))(
    '%s: the rest of the file is read',
    (name) => {
      expect(typeof open(name)).toBe('string');
    },
  );
});

describe('XML in general', () => {
  it('is refused beyond a depth no honest file has, without using up the stack', () => {
    const deep = '<a>'.repeat(100_000);
    expect(() => parseXmlTree(deep)).toThrow(expect.objectContaining({ key: 'xml.depth', line: 1 }) as Error);
  });

  it('names an entity that a DOCTYPE declares instead of expanding it', () => {
    expect(() => parseXmlTree('<!DOCTYPE a [<!ENTITY b "c">]>\n<a>&b;</a>')).toThrow('&b;');
  });

  it('keeps attributes named like object members apart from the object', () => {
    const { attributes } = parseXmlTree('<a __proto__="1" constructor="2"/>');
    expect(attributes['constructor']).toBe('2');
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});
