import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { FormatError } from '../../../src/shared/formats/document-format.ts';
import { plain } from '../../../src/shared/text/content.ts';
import { defaultSrx } from '../../../src/shared/text/segmentation/default-srx.ts';
import { segmenter } from '../../../src/shared/text/segmentation/segmenter.ts';
import { SRX_MESSAGES } from '../../../src/shared/text/segmentation/srx-messages.ts';
import { loadSrx } from '../../../src/shared/text/segmentation/srx-read.ts';
import { writeSrx } from '../../../src/shared/text/segmentation/srx-write.ts';
import { cpuTime } from '../../support/cpu-time.ts';

const DATA = join(import.meta.dirname, '../../../../shared/data');
const SRX = join(DATA, 'segmentation/srx');
const here = existsSync(SRX);
const absent = `needs ${SRX}, which is absent`;

function file(body: string, attributes = 'version="2.0" xmlns="http://www.lisa.org/srx20"'): string {
  return `<?xml version="1.0"?>\n<srx ${attributes}>\n${body}\n</srx>`;
}
const HEADER = '<header segmentsubflows="yes" cascade="no"/>';
const RULES = '<languagerules><languagerule languagerulename="A"><rule/></languagerule></languagerules>';
const MAPS = '<maprules><languagemap languagepattern=".*" languagerulename="A"/></maprules>';
const refusal = (xml: string): FormatError => {
  try {
    loadSrx(xml);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
};

describe('reading', () => {
  test('everything a file says is read', () => {
    const xml = file(
      `<header segmentsubflows="no" cascade="yes"><formathandle type="start" include="yes"/></header>
      <body><languagerules><languagerule languagerulename="A">
        <rule break="no"><beforebreak>&lt;a&gt;\\.</beforebreak><afterbreak><![CDATA[ <b>]]></afterbreak></rule>
        <rule><beforebreak> x </beforebreak></rule>
      </languagerule></languagerules>
      <maprules><languagemap languagepattern="it.*" languagerulename="A"/></maprules></body>`,
    );
    expect(loadSrx(xml)).toEqual({
      segmentSubflows: false,
      cascade: true,
      formatHandling: { start: true, end: true, isolated: false },
      languageRules: [
        {
          name: 'A',
          rules: [
            { break: false, before: '<a>\\.', after: ' <b>' },
            { break: true, before: ' x ', after: '' },
          ],
        },
      ],
      maps: [{ pattern: 'it.*', rules: 'A' }],
    });
  });

  test('prefixed names and elements of other namespaces are understood', () => {
    const xml = `<s:srx version="2.0" xmlns:s="http://www.lisa.org/srx20" xmlns:o="http://okapi.sf.net/srx-extensions">
      <s:header segmentsubflows="yes" cascade="no"><o:options x="1"><o:deep>text</o:deep></o:options></s:header>
      <s:body><s:languagerules><s:languagerule languagerulename="A"><s:rule/></s:languagerule></s:languagerules>
      <s:maprules><s:languagemap languagepattern=".*" languagerulename="A"/></s:maprules></s:body></s:srx>`;
    expect(loadSrx(xml).languageRules[0]?.rules).toHaveLength(1);
  });

  test.each<[keyof typeof SRX_MESSAGES, number, string]>([
    ['srx.notSrx', 1, '<tmx/>'],
    ['srx.version', 2, file('', 'version="3.0"')],
    ['srx.attributeMissing', 2, file('', 'xmlns="http://www.lisa.org/srx20"')],
    ['srx.missing', 2, file(`<body>${RULES}${MAPS}</body>`)],
    ['srx.unexpected', 4, file(`<body>${RULES}${MAPS}</body>\n${HEADER}`)],
    ['srx.attributeMissing', 3, file(`<header segmentsubflows="yes"/><body>${RULES}${MAPS}</body>`)],
    ['srx.attributeValue', 3, file(`<header segmentsubflows="yes" cascade="true"/><body>${RULES}${MAPS}</body>`)],
    ['srx.attributeUnknown', 3, file(`<header segmentsubflows="yes" cascade="no" x="1"/><body>${RULES}${MAPS}</body>`)],
    ['srx.text', 3, file(`${HEADER}<body>stray${RULES}${MAPS}</body>`)],
    ['srx.unknownRules', 4, file(`${HEADER}<body>${RULES}<maprules>\n${MAPS.slice(10).replace('"A"', '"B"')}</body>`)],
    [
      'srx.repeated',
      3,
      file(`${HEADER}<body>${RULES.replace('<rule/>', '<rule><beforebreak/><beforebreak/></rule>')}${MAPS}</body>`),
    ],
    [
      'srx.unexpected',
      3,
      file(`${HEADER}<body>${RULES.replace('<rule/>', '<rule><afterbreak/><beforebreak/></rule>')}${MAPS}</body>`),
    ],
    [
      'srx.attributeValue',
      3,
      file(
        `<header segmentsubflows="yes" cascade="no"><formathandle type="x" include="no"/></header><body>${RULES}${MAPS}</body>`,
      ),
    ],
  ])('an invalid file is refused: %s on line %d', (key, line, xml) => {
    const error = refusal(xml);
    expect([error.key, error.line]).toEqual([key, line]);
    expect(error.message).not.toMatch(/\{\{/);
  });

  test('a file nested without end, or without content, is refused', () => {
    expect(refusal(`<a>${'<a>'.repeat(5000)}`).key).toBe('xml.depth');
    expect(refusal('').key).toBe('xml.empty');
  });

  test('entities of a DOCTYPE are not expanded', () => {
    const xml = `<!DOCTYPE srx [<!ENTITY a SYSTEM "file:///etc/passwd">]>${file(`${HEADER}<body>&a;</body>`).slice(21)}`;
    expect(refusal(xml).key).toBe('xml.entity');
  });
});

describe('writing', () => {
  test('what was written is read again as it was', () => {
    const document = defaultSrx();
    expect(loadSrx(writeSrx(document))).toEqual(document);
  });

  test('characters XML cannot hold are written as escapes', () => {
    const document = {
      ...defaultSrx(),
      languageRules: [{ name: 'A', rules: [{ break: true, before: '\u0002', after: '' }] }],
    };
    expect(writeSrx(document)).toContain('<beforebreak>\\x{2}</beforebreak>');
  });

  test.skipIf(!here)(`the own rules are valid against srx20.xsd (${here ? 'present' : absent})`, async () => {
    // The schema imports xml.xsd from the network for nothing it uses.
    const schema = readFileSync(join(SRX, 'schema/srx20.xsd'), 'utf8').replace(/<xs:import[^>]*\/>/, '');
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'own.srx', contents: writeSrx(defaultSrx()) }],
      schema: [schema],
    });
    expect(errors.map(({ message }) => message)).toEqual([]);
    expect(valid).toBe(true);
  });
});

describe.skipIf(!here)(`files of others (${here ? 'present' : absent})`, () => {
  const files = here
    ? ['loomchild', 'okapi'].flatMap((folder) => readdirSync(join(SRX, folder)).map((name) => `${folder}/${name}`))
    : [];

  test.each(files)('%s is read and applied, or refused with its line', (name) => {
    const xml = readFileSync(join(SRX, name), 'utf8');
    if (/invalid|corrupt/.test(name)) {
      expect(refusal(xml).line).toBeGreaterThan(0);
      return;
    }
    const document = loadSrx(xml);
    expect(loadSrx(writeSrx(document))).toEqual(document);
    for (const language of ['en', 'de', 'pl', 'ja']) {
      const made = segmenter(document, language);
      expect(made.problems).toEqual([]);
      made.breaks(plain('One sentence. Another one! A third? Yes.'));
    }
  });

  const hostile = join(DATA, 'security/xml');
  test.each(existsSync(hostile) ? readdirSync(hostile).filter((name) => name.endsWith('.srx')) : [])(
    'hostile %s does no harm',
    (name) => {
      const xml = readFileSync(join(hostile, name), 'utf8');
      const started = cpuTime();
      try {
        segmenter(loadSrx(xml), 'en').breaks(plain('Dr. One. Two.'));
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
      expect(cpuTime() - started).toBeLessThan(5000);
    },
  );
});
