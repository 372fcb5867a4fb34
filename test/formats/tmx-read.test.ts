import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pieces, type Content } from '../../src/shared/text/content.ts';
import { isEscapedCharacter } from '../../src/shared/formats/bilingual/codes.ts';
import { FormatError } from '../../src/shared/formats/document-format.ts';
import { DATA, dataFiles, hasData, readTmx } from './tmx-support.ts';

const textOf = (content: Content | undefined): string =>
  pieces(content ?? { text: '', codes: [] })
    .map((piece) => ('text' in piece ? piece.text : isEscapedCharacter(piece.code) ? piece.code.data : ''))
    .join('');

const wrap = (body: string, header = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="it" datatype="plaintext">${header}</header>\n<body>\n${body}\n</body></tmx>`;

const unit = (it: string, en: string): string =>
  `<tu><tuv xml:lang="it"><seg>${it}</seg></tuv><tuv xml:lang="en"><seg>${en}</seg></tuv></tu>`;

const failure = (bytes: Uint8Array | string): FormatError => {
  try {
    readTmx(bytes);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
};

describe('reading TMX', () => {
  it('keeps every attribute, prop and note in its order', () => {
    const { header, units } = readTmx(
      wrap(
        `<tu tuid="7" creationid="ANNA"><note>n1</note><prop type="x">1</prop><prop type="x">2</prop>` +
          `<tuv xml:lang="IT" changedate="20260101T000000Z"><prop type="y">z</prop><seg>Gatto</seg></tuv>` +
          `<tuv xml:lang="en"><seg>Cat</seg></tuv></tu>`,
        '<prop type="h">v</prop><ude name="u"><map unicode="#xF8FF" subst="[Apple]"/></ude><note>hn</note>',
      ),
    );
    expect(header?.annotations).toEqual([
      { kind: 'prop', attributes: { type: 'h' }, text: 'v' },
      { attributes: { name: 'u' }, maps: [{ unicode: '#xF8FF', subst: '[Apple]' }] },
      { kind: 'note', attributes: {}, text: 'hn' },
    ]);
    const [tu] = units;
    expect(tu?.attributes).toEqual({ tuid: '7', creationid: 'ANNA' });
    expect(tu?.annotations.map(({ kind, text }) => `${kind} ${text}`)).toEqual(['note n1', 'prop 1', 'prop 2']);
    expect(tu?.variants[0]).toMatchObject({ lang: 'IT', attributes: { changedate: '20260101T000000Z' } });
    expect(tu?.variants[0]?.annotations).toEqual([{ kind: 'prop', attributes: { type: 'y' }, text: 'z' }]);
  });

  it('reads codes with their native code, and links variants by x', () => {
    const { units } = readTmx(
      wrap(
        unit(
          '<bpt i="1" x="2">&lt;i&gt;</bpt>B<ept i="1">&lt;/i&gt;</ept> <ph x="5">&lt;br/&gt;</ph>',
          '<bpt i="9" x="2">&lt;i&gt;</bpt>C<ept i="9">&lt;/i&gt;</ept>',
        ),
      ),
    );
    const [source, target] = units[0]?.variants ?? [];
    expect(source?.content.text).toBe('\ue000B\ue001 \ue002');
    expect(source?.content.codes.map(({ kind, id, data }) => [kind, id, data])).toEqual([
      ['open', '2', '<i>'],
      ['close', '2', '</i>'],
      ['standalone', '5', '<br/>'],
    ]);
    expect(target?.content.codes[0]?.id).toBe('2');
  });

  it('gives the codes of a segment to no other segment', () => {
    const { units } = readTmx(wrap(unit('a', 'b<ph>x</ph>') + unit('c', 'd')));
    const codes = units.flatMap(({ variants }) => variants.map(({ content }) => content.codes.length));
    expect(codes).toEqual([0, 1, 0, 0]);
  });

  it('keeps the text of unknown inline elements and says so', () => {
    const { units, notices } = readTmx(wrap(unit('Ciao <b>x</b><br/>', 'Hi')));
    expect(textOf(units[0]?.variants[0]?.content)).toBe('Ciao x');
    expect(units[0]?.variants[0]?.content.codes.map(({ data }) => data)).toEqual(['<b>', '</b>', '<br/>']);
    expect(notices.map(({ key }) => key)).toContain('tmx.unknownInline');
  });

  it('rejects only the unit that lacks a language, with its line', () => {
    const { units, notices, report } = readTmx(
      wrap(
        `${unit('a', 'b')}\n<tu><tuv><seg>x</seg></tuv>\n<tuv xml:lang="en"><seg>y</seg></tuv></tu>\n${unit('c', 'd')}`,
      ),
    );
    expect(units).toHaveLength(2);
    expect(report.rejected).toBe(1);
    expect(notices).toEqual([{ kind: 'rejected', key: 'tmx.variantWithoutLanguage', values: {}, line: 6 }]);
  });

  it('never takes a file without units for a success without a word', () => {
    expect(readTmx(wrap('')).notices.map(({ key }) => key)).toEqual(['tmx.noUnits']);
    expect(failure(wrap('<TU><tuv xml:lang="it"><seg>a</seg></tuv></TU>')).key).toBe('tmx.onlyUnknown');
  });

  it.each([
    ['a comment', '<!-- </tu> -->'],
    ['a CDATA section', '<note><![CDATA[</tu><tu>]]></note>'],
    ['a processing instruction', '<?x </tu>?>'],
  ])('reads a unit that holds %s as any other', (_, extra) => {
    const body = `<tu>${extra}<tuv xml:lang="it"><seg>a</seg></tuv></tu>\n${unit('b', 'c')}`;
    for (const size of [1, 3, 1000]) expect(readTmx(wrap(body), size).lines).toEqual([5, 6]);
  });

  it('tells the line and column of an error after many well-formed units', () => {
    const body = `${Array.from({ length: 50 }, () => unit('a', 'b')).join('\n')} ${unit('c', '<x')}`;
    const error = failure(wrap(body));
    expect([error.key, error.line]).toEqual(['xml.notWellFormed', 54]);
    const column = wrap(body).split('\n')[53]?.indexOf('<x') ?? 0;
    expect(Math.abs((error.column ?? 0) - column)).toBeLessThan(10);
    expect(error.message).toContain('not well-formed XML');
  });

  it('does not take a unit out of an attribute value or a comment of the body', () => {
    expect(failure(wrap(`<foo a="> ${unit('a', 'b')} "/>`)).key).toBe('xml.notWellFormed');
    expect(readTmx(wrap(`<!-- ${unit('a', 'b')} -->${unit('c', 'd')}`)).units).toHaveLength(1);
  });

  it.each([
    ['comment', '<!--', '-->'],
    ['attribute value', '<x a="', '"/>'],
    ['attribute value of a unit', '<tu a="', '"><tuv xml:lang="it"><seg>a</seg></tuv></tu>'],
  ])('takes no unit out of a %s that is longer than any buffer', (_, start, end) => {
    const inner = start.includes('"') ? '&lt;tu>' : unit('a', 'b');
    const long = `${start}${'\u00e8'.repeat(2_200_000)}${inner}${end}`;
    const { units, lines } = readTmx(wrap(`${long}\n${unit('c', 'd')}`), 1 << 19);
    expect(units.at(-1)?.variants[0]?.content.text).toBe('c');
    expect(lines).toEqual(start.startsWith('<tu') ? [5, 6] : [6]);
  });

  it('reads a tag of the body that is cut within an attribute value', () => {
    const text = wrap(`<x a="> >" b="1"/>${unit('a', 'b')}`);
    for (let size = 1; size < 60; size++) expect(readTmx(text, size).units).toHaveLength(1);
  });

  it('keeps private-use characters of the text apart from codes', () => {
    const { units } = readTmx(wrap(unit('a\ue000b<ph>x</ph>', '\uf8ff')));
    const content = units[0]?.variants[0]?.content;
    expect(content?.codes.map(({ data }) => data)).toEqual(['\ue000', 'x']);
  });

  it('names the file that is not TMX', () => {
    expect(failure('<xliff version="1.2"/>').message).toContain('<xliff>');
    expect(failure(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)).message).toContain('ZIP');
    expect(failure('').key).toBe('xml.empty');
    expect(failure(wrap(unit('a', 'b')).slice(0, -30)).key).toBe('xml.truncated');
  });
});

describe.skipIf(!hasData)('reading the authored hard TMX files (needs ../shared/data)', () => {
  interface Case {
    id: string;
    file: string;
    expect: 'accept' | 'reject' | 'either';
    tu: number | null;
  }
  const cases: Case[] = hasData ? JSON.parse(readFileSync(join(DATA, 'tmx/nasty/cases.json'), 'utf8')) : [];
  const files = new Map(dataFiles('tmx/nasty', /tmx(\.gz)?$/).map(({ name, bytes }) => [name, bytes]));
  const here = cases.filter(({ file }) => files.has(file));

  it.each(here)('$id: $expect', ({ file, expect: wanted, tu }) => {
    for (const size of [(files.get(file)?.length ?? 0) > 100_000 ? 4096 : 5, 1 << 16]) {
      let outcome: string;
      let units = -1;
      try {
        units = readTmx(files.get(file) as Uint8Array, size).units.length;
        outcome = 'accept';
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        expect(error.message).not.toBe('');
        outcome = 'reject';
      }
      if (wanted !== 'either') expect(outcome).toBe(wanted);
      if (wanted === 'accept' && tu !== null) expect(units).toBe(tu);
    }
  });

  const checked = (id: string): ReturnType<typeof readTmx> => readTmx(files.get(`${id}.tmx`) as Uint8Array);
  it('gets the text right where that is the difficulty', () => {
    const [cdata] = checked('ent-cdata').units;
    expect(cdata?.variants.map(({ content }) => textOf(content))).toEqual(['if (a < b && c) <b>x</b>', 'se ]]> fine']);
    expect(textOf(checked('inl-hi').units[0]?.variants[0]?.content)).toBe('outer inner tail');
    expect(textOf(checked('inl-bptept').units[0]?.variants[0]?.content)).toBe('See bold.');
    expect(textOf(checked('enc-cp1252').units[0]?.variants[0]?.content)).not.toContain('\ufffd');
    for (const { variants } of checked('enc-crlf').units)
      for (const { content } of variants) expect(content.text).not.toContain('\r');
    expect(textOf(checked('seg-newlines').units[0]?.variants[0]?.content)).toContain('\n');
    expect(checked('lang-dup-target').units[0]?.variants).toHaveLength(3);
  });
});

describe.skipIf(!hasData)('reading the TMX files of other programs (needs ../shared/data)', () => {
  interface Oracle {
    file: string;
    ok: boolean;
    tu?: number;
    tuv?: number;
    tus?: { tuv: { lang: string; plain: string }[] }[];
  }
  const oracle: Oracle[] = hasData
    ? readFileSync(join(DATA, 'tmx/peers/oracle.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  const files = new Map(dataFiles('tmx/peers', /./).map(({ name, bytes }) => [name.replaceAll('\\', '/'), bytes]));
  const here = oracle.filter(({ file }) => files.has(file));

  it.each(here)('$file', ({ file, ok, tu, tuv, tus }) => {
    const bytes = files.get(file) as Uint8Array;
    if (!ok) return expect(() => readTmx(bytes)).toThrow(FormatError);
    const { units } = readTmx(bytes);
    expect(units).toHaveLength(tu ?? 0);
    expect(units.flatMap(({ variants }) => variants)).toHaveLength(tuv ?? 0);
    tus?.forEach((wanted, i) => {
      expect(units[i]?.variants.map(({ lang }) => lang)).toEqual(wanted.tuv.map(({ lang }) => lang));
      expect(units[i]?.variants.map(({ content }) => textOf(content))).toEqual(wanted.tuv.map(({ plain }) => plain));
    });
  });
});
