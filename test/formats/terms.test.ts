import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/shared/formats/document-format.ts';
import { looksLikeXml, readTbx } from '../../src/shared/formats/terms/tbx.ts';
import type { TermPairs } from '../../src/shared/formats/terms/term-pairs.ts';
import { readTermTable } from '../../src/shared/formats/terms/term-table.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const languages = { source: 'it', target: 'en' };
const tbx = (text: string, source = 'it', target = 'en'): TermPairs =>
  readTbx(bytes(text), { languages: { source, target } });
const table = (text: string, source = 'it', target = 'en'): TermPairs =>
  readTermTable(bytes(text), { languages: { source, target } });
const flat = ({ pairs }: TermPairs): string[] => pairs.map(({ source, target }) => `${source} = ${target}`);

function refusal(action: () => unknown): FormatError {
  try {
    action();
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error('the file was read');
}

const BASIC_2008 = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "http://terms.example/TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en">
 <martifHeader><fileDesc><sourceDesc><p>A hand-made list</p></sourceDesc></fileDesc></martifHeader>
 <text><body>
  <termEntry id="c1">
   <descrip type="subjectField">agriculture</descrip>
   <langSet xml:lang="it">
    <tig><term>aratro</term><termNote type="partOfSpeech">noun</termNote></tig>
    <tig><term>aratro  a
      vomere</term></tig>
   </langSet>
   <langSet xml:lang="en">
    <tig><term>plough</term><note>US: <hi>plow</hi></note></tig>
   </langSet>
   <langSet xml:lang="de"><tig><term>Pflug</term></tig></langSet>
  </termEntry>
  <termEntry id="c2">
   <langSet xml:lang="it"><ntig><termGrp><term>sem<hi type="superscript">e</hi></term></termGrp></ntig></langSet>
   <langSet xml:lang="en"><ntig><termGrp><term><bpt i="1">&lt;b&gt;</bpt>seed<ept i="1">&lt;/b&gt;</ept></term>
     <termCompList type="lemma"><termComp>sow</termComp></termCompList></termGrp></ntig></langSet>
  </termEntry>
  <termEntry id="c3"><langSet xml:lang="it"><tig><term>solo</term></tig></langSet></termEntry>
 </body></text>
</martif>`;

const DCA_2019 = `<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
 <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
 <text><body>
  <conceptEntry id="c1">
   <langSec xml:lang="it-IT"><descripGrp><descrip type="definition">Un <term>termine</term> citato</descrip></descripGrp>
     <termSec><term>vigneto</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec></langSec>
   <langSec xml:lang="en-GB"><termSec><term>vineyard</term></termSec></langSec>
  </conceptEntry>
 </body></text>
</tbx>`;

const DCT_2019 = `<?xml version="1.0"?>
<t:tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns:t="urn:iso:std:iso:30042:ed-2"
  xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
 <t:tbxHeader/>
 <t:text><t:body>
  <t:conceptEntry id="c1"><min:subjectField>wine</min:subjectField>
   <t:langSec xml:lang="it"><basic:definition>terra</basic:definition>
    <t:termSec><t:term>uva</t:term><min:partOfSpeech>noun</min:partOfSpeech><basic:term>altro</basic:term></t:termSec></t:langSec>
   <t:langSec xml:lang="en"><t:termSec><t:term>grape &amp; co.</t:term></t:termSec></t:langSec>
  </t:conceptEntry>
 </t:body></t:text>
</t:tbx>`;

describe('a TBX termbase', () => {
  it('of 2008 gives every term of a concept with every term in the other language, and no other', () => {
    expect(flat(tbx(BASIC_2008))).toEqual(['aratro = plough', 'aratro a vomere = plough', 'seme = seed']);
    expect(flat(tbx(BASIC_2008, 'de', 'it'))).toEqual(['Pflug = aratro', 'Pflug = aratro a vomere']);
  });

  it('of 2019 is read in the style with attributes and in the one with elements', () => {
    expect(tbx(DCA_2019)).toMatchObject({ sourceLang: 'it-IT', targetLang: 'en-GB' });
    expect(flat(tbx(DCA_2019))).toEqual(['vigneto = vineyard']);
    expect(flat(tbx(DCT_2019))).toEqual(['uva = grape & co.']);
  });

  it('of the smallest dialect is read too', () => {
    const min = `<TBX dialect="TBX-Min"><header><id>x</id></header><body><entry id="1">
      <langGroup xml:lang="it"><termGroup><term>lago</term></termGroup></langGroup>
      <langGroup xml:lang="en"><termGroup><term>lake</term></termGroup></langGroup></entry></body></TBX>`;
    expect(flat(tbx(min))).toEqual(['lago = lake']);
  });

  it('answers with the nearest region of a language, concept by concept', () => {
    const set = (code: string, term: string): string =>
      `<langSet xml:lang="${code}"><tig><term>${term}</term></tig></langSet>`;
    const file = `<martif><text><body>
      <termEntry>${set('it', 'ascensore')}${set('en-US', 'elevator')}${set('en_gb', 'lift')}</termEntry>
      <termEntry>${set('it-CH', 'natel')}${set('en-US', 'cell phone')}</termEntry>
    </body></text></martif>`;
    expect(flat(tbx(file, 'it-IT', 'en-GB'))).toEqual(['ascensore = lift', 'natel = cell phone']);
    expect(flat(tbx(file, 'it', 'en'))).toEqual(['ascensore = elevator', 'ascensore = lift', 'natel = cell phone']);
    expect(tbx(file, 'ita', 'eng').pairs).toHaveLength(3);
    expect(flat(tbx(file, 'en-US', 'en-GB'))).toEqual(['elevator = lift']);
  });

  it('in UTF-16 is recognised and read', () => {
    const text = `\ufeff${DCA_2019}`;
    const wide = new Uint8Array(text.length * 2);
    for (let i = 0; i < text.length; i++) new DataView(wide.buffer).setUint16(i * 2, text.charCodeAt(i), true);
    expect(looksLikeXml(wide)).toBe(true);
    expect(flat(readTbx(wide, { languages }))).toEqual(['vigneto = vineyard']);
    expect(looksLikeXml(bytes('cane\tdog'))).toBe(false);
  });

  it('is refused with what is wrong and where', () => {
    expect(refusal(() => tbx('<tmx/>'))).toMatchObject({ key: 'tbx.notTbx', values: { root: 'tmx' }, line: 1 });
    expect(refusal(() => tbx(BASIC_2008.replace('</tig>', '</tag>')))).toMatchObject({
      key: 'xml.notWellFormed',
      line: 9,
    });
    expect(refusal(() => tbx(BASIC_2008.slice(0, 900)))).toMatchObject({ key: 'xml.truncated' });
    expect(refusal(() => tbx('<martif><text><body/></text></martif>'))).toMatchObject({ key: 'tbx.noConcepts' });
    expect(refusal(() => tbx(BASIC_2008.replace(' xml:lang="it"', '')))).toMatchObject({
      key: 'tbx.noLanguage',
      line: 8,
    });
    const other = refusal(() => tbx(BASIC_2008, 'fr', 'es'));
    expect(other).toMatchObject({ key: 'terms.otherLanguages', values: { found: 'de, en, it', wanted: 'fr, es' } });
    expect(other.message).toMatch(/de, en, it.*fr, es/);
  });

  it('neither fetches nor expands what a DOCTYPE declares', () => {
    const bomb = `<!DOCTYPE martif [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><martif><text><body><termEntry>
      <langSet xml:lang="it"><tig><term>&b;</term></tig></langSet></termEntry></body></text></martif>`;
    expect(refusal(() => tbx(bomb))).toMatchObject({ key: 'xml.entity', values: { entity: '&b;' } });
  });

  it('whose synonyms multiply beyond measure is refused instead of filling the memory', () => {
    const terms = Array.from({ length: 1_000 }, (_, i) => `<tig><term>t${i}</term></tig>`).join('');
    const file = `<martif><text><body><termEntry><langSet xml:lang="it">${terms}</langSet><langSet xml:lang="en">${terms}</langSet></termEntry></body></text></martif>`;
    expect(refusal(() => tbx(file))).toMatchObject({ key: 'terms.tooMany', values: { limit: 300_000 } });
  });

  it('gives back any terms that were written into it, in either edition', () => {
    const word = fc
      .stringMatching(/^[\p{L}\p{N}'’&<>"./-]{1,12}$/u)
      .map((text) => text.normalize('NFC').trim())
      .filter((text) => text !== '');
    const escape = (text: string): string =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 20 }), fc.boolean(), (entries, modern) => {
        const [root, concept, group, holder] = modern
          ? ['tbx', 'conceptEntry', 'langSec', 'termSec']
          : ['martif', 'termEntry', 'langSet', 'tig'];
        const side = (code: string, term: string): string =>
          `<${group} xml:lang="${code}"><${holder}><term>${escape(term)}</term></${holder}></${group}>`;
        const body = entries
          .map(([it, en]) => `<${concept}>${side('it', it)}${side('en', en)}</${concept}>`)
          .join('\n');
        const found = tbx(`<${root}><text><body>${body}</body></text></${root}>`);
        expect(flat(found)).toEqual([...new Set(entries.map(([it, en]) => `${it} = ${en}`))]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a word list in a table', () => {
  it('needs no header: the first two columns are the two sides', () => {
    expect(flat(table('gatto\tcat\ncane\tdog\n'))).toEqual(['gatto = cat', 'cane = dog']);
    expect(flat(table('gatto;cat;noun\ncane;dog;noun\n'))).toEqual(['gatto = cat', 'cane = dog']);
    expect(flat(table('no,no\nsì,yes\n'))).toEqual(['no = no', 'sì = yes']);
  });

  it.each([
    ['codes', 'note,en-GB,it-IT\nx,cat,gatto\n'],
    ['codes with three letters', 'eng\tita\ncat\tgatto\n'],
    ['languages in English', 'English,Notes,Italian\ncat,x,gatto\n'],
    ['languages in Italian', 'Inglese;Italiano\ncat;gatto\n'],
    ['languages among other words', 'English term;Termine italiano\ncat;gatto\n'],
    ['codes in brackets', 'Term (en),Definition,Term (it)\ncat,x,gatto\n'],
    ['sides', 'Target,Source\ncat,gatto\n'],
    ['sides in Italian', 'traduzione\torigine\ncat\tgatto\n'],
    ['sides with codes', 'source:it\ttarget:en\ngatto\tcat\n'],
    ['one side, the other being what is left', 'Meaning\titaliano\ncat\tgatto\n'],
  ])('is read by the names of its columns: %s', (_, text) => {
    expect(flat(table(text))).toEqual(['gatto = cat']);
  });

  it('says in which regions its languages are, where it does', () => {
    expect(table('en-GB,it_IT\ncat,gatto\n')).toMatchObject({ sourceLang: 'it-IT', targetLang: 'en-GB' });
    expect(table('cane,dog\ngatto,cat\n')).toMatchObject({ sourceLang: 'it', targetLang: 'en' });
    expect(flat(table('it,en-US,en-GB\nascensore,elevator,lift\n', 'it', 'en-GB'))).toEqual(['ascensore = lift']);
  });

  it('may quote its cells, hold commas in terms, empty cells and the mark of a spreadsheet', () => {
    expect(
      flat(table('\ufeffit;en\r\n"gatto; micio";"cat, ""puss"""\r\ncane;\r\n;\r\nlupo, grigio;grey wolf\r\n')),
    ).toEqual(['gatto; micio = cat, "puss"', 'lupo, grigio = grey wolf']);
  });

  it('is refused when it holds other languages, one column or nothing', () => {
    expect(refusal(() => table('de,fr\nHund,chien\n'))).toMatchObject({
      key: 'terms.otherLanguages',
      values: { found: 'de, fr', wanted: 'it, en' },
      line: 1,
    });
    expect(refusal(() => table('it,de\ncane,Hund\n'))).toMatchObject({ key: 'terms.otherLanguages' });
    expect(refusal(() => table('cane\ngatto\n'))).toMatchObject({ key: 'terms.oneColumn', line: 1 });
    expect(refusal(() => table('it\ten\ncane\t\n'))).toMatchObject({ key: 'terms.noPairs' });
    expect(refusal(() => table('\n\n'))).toMatchObject({ key: 'terms.noPairs' });
    expect(refusal(() => table('cane\t"dog\n'))).toMatchObject({ key: 'table.quote', line: 1 });
    expect(refusal(() => readTermTable(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0), { languages })).key).toMatch(
      /binary/,
    );
  });

  it('gives back any pairs that were written into it', () => {
    const cell = fc
      .stringMatching(/^[\p{L}\p{N} ,;"'.-]{1,15}$/u)
      .map((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
      .filter((text) => text !== '');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('\t', ',', ';'),
        (rows, separator) => {
          const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
          const lines = rows.map(([it, en]) => `${quote(it)}${separator}${quote(en)}`);
          const found = table(`it${separator}en\n${lines.join('\n')}\n`);
          expect(flat(found)).toEqual([...new Set(rows.map(([it, en]) => `${it} = ${en}`))]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
