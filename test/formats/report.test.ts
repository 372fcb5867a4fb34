import { execFile } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Bead } from '../../src/shared/bitext/bead.ts';
import { compare, type Comparison } from '../../src/shared/review/compare.ts';
import { runContent } from '../../src/shared/review/text-change.ts';
import { reportDocx } from '../../src/shared/formats/report/report-docx.ts';
import { reportHtml } from '../../src/shared/formats/report/report-html.ts';
import { reportJson } from '../../src/shared/formats/report/report-json.ts';
import { reportText } from '../../src/shared/formats/report/report-text.ts';
import { reportXlsx } from '../../src/shared/formats/report/report-xlsx.ts';
import { shownText } from '../../src/shared/formats/report/runs.ts';
import { VersionedDocument } from '../unit/review/corpus.ts';
import { anonymous, bitext, bitexts, edited, snapshot, steps } from '../unit/review/support.ts';

const options = { locale: 'en' as const, title: 'Contract', labelA: 'Draft', labelB: 'Revised' };
const everything = { ...options, show: () => true };

/** The draft and the revision of the contract, with a bead moved, one deleted, codes, statuses, authors and a comment. */
function contract(): Comparison {
  const document = new VersionedDocument('contract');
  const coded = (text: string): Bead[] => bitext([['La <b>casa</b>  è rossa.', text]], 900);
  const later = document.version('revised').map((bead, i) => ({
    ...bead,
    by: i % 3 === 0 ? 'Anna "A" Bianchi & Co.' : 'Bob',
    at: 1_763_000_000_000 + i * 1000,
    status: i % 5 === 0 ? ('confirmed' as const) : bead.status,
    comments: i === 3 ? [{ id: 1, text: 'Is <this> the client’s term?', author: 'Bob', at: 1 }] : [],
  }));
  later.splice(5, 1);
  later.splice(10, 0, ...later.splice(20, 1));
  return compare(
    snapshot([...document.version('draft'), ...coded('The house is red.')]),
    snapshot([...later, ...coded('The <b>house</b>  is\u00A0red.')]),
  );
}

/** The texts of rows as the report shows them: those of one version, in its order, one row for beads that belong together. */
function expectedRows({ changes }: Comparison, side: 'a' | 'b'): string[][] {
  const rows = side === 'a' ? 'rowsA' : 'rowsB';
  return changes
    .filter((change) => change[side].length > 0)
    .toSorted((x, y) => (x[rows][0] ?? 0) - (y[rows][0] ?? 0))
    .map((change) => [shownText(runContent(change[side], 'source')), shownText(runContent(change[side], 'target'))]);
}

describe('the Word report', () => {
  const xmlOf = (bytes: Uint8Array): string => strFromU8(unzipSync(bytes)['word/document.xml'] as Uint8Array);

  /** The cells of the rows after accepting or rejecting all changes, by the rules of ECMA-376 part 1, 17.13.5. */
  function resolved(xml: string, accept: boolean): string[][] {
    const gone = accept ? 'w:del' : 'w:ins';
    const rows: string[][] = [];
    let row: string[] | null = null;
    let [depth, inProperties, rowGone, inText] = [0, false, false, false];
    const parser = new SaxesParser({ xmlns: false });
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name }) => {
      if (name === 'w:tr') [row, rowGone] = [[], false];
      else if (name === 'w:tc') row?.push('');
      else if (name === 'w:trPr' || name === 'w:pPr') inProperties = true;
      else if (name === gone && inProperties) rowGone = true;
      else if (name === gone) depth++;
      else if (name === 'w:t' || name === 'w:delText') inText = true;
      else if (name === 'w:br' && depth === 0 && row) row[row.length - 1] += '\n';
      else if (name === 'w:tab' && depth === 0 && row) row[row.length - 1] += '\t';
    });
    parser.on('text', (text) => {
      if (inText && depth === 0 && row) row[row.length - 1] += text;
    });
    parser.on('closetag', ({ name }) => {
      if (name === 'w:t' || name === 'w:delText') inText = false;
      else if (name === 'w:trPr' || name === 'w:pPr') inProperties = false;
      else if (name === gone && !inProperties) depth--;
      else if (name === 'w:tr' && row) {
        if (!rowGone) rows.push(row.slice(1, 3));
        row = null;
      }
    });
    parser.write(xml).close();
    return rows.slice(1);
  }

  it('gives the text of the later version when all is accepted, and of the earlier when all is rejected', () => {
    const comparison = contract();
    const xml = xmlOf(reportDocx(comparison, everything));
    expect(resolved(xml, true)).toEqual(expectedRows(comparison, 'b'));
    expect(resolved(xml, false)).toEqual(expectedRows(comparison, 'a'));
  });

  it('does so for any edits, with or without numbers', () => {
    fc.assert(
      fc.property(bitexts, steps, fc.boolean(), (a, script, lost) => {
        const b = edited(a, script);
        const comparison = compare(snapshot(a), lost ? anonymous(b) : snapshot(b));
        const xml = xmlOf(reportDocx(comparison, everything));
        expect(resolved(xml, true)).toEqual(expectedRows(comparison, 'b'));
        expect(resolved(xml, false)).toEqual(expectedRows(comparison, 'a'));
      }),
      { numRuns: 150 },
    );
  });

  it('names author and time of each change, and numbers each mark once', () => {
    const xml = xmlOf(reportDocx(contract(), options));
    expect(xml).toContain('w:author="Anna &quot;A&quot; Bianchi &amp; Co." w:date="2025-11-13T');
    expect(xml).toContain(`w:author="Author unknown"`);
    const ids = Array.from(xml.matchAll(/<w:(?:ins|del) w:id="(\d+)"/g), ([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(60);
  });

  it('is the same file for the same comparison', () => {
    expect(reportDocx(contract(), options)).toEqual(reportDocx(contract(), options));
  });

  const find = (name: string): string | undefined =>
    (process.env['PATH'] ?? '')
      .split(delimiter)
      .map((folder) => join(folder, name))
      .find((file) => {
        try {
          accessSync(file, constants.X_OK);
          return true;
        } catch {
          return false;
        }
      });

  it('is accepted and rejected by LibreOffice with the same result', { timeout: 240_000 }, async ({ skip }) => {
    const office = find('soffice');
    // Distributions tie the bridge to LibreOffice to their own Python.
    const python = ['/usr/bin/python3', 'python3'].find((name) => name.startsWith('/') || find(name) !== undefined);
    skip(office === undefined || python === undefined, 'LibreOffice (soffice) with Python is not installed here');
    const run = promisify(execFile);
    const bridge = await run(python as string, ['-c', 'import uno']).then(
      () => true,
      () => false,
    );
    skip(!bridge, 'the Python bridge to LibreOffice (python3-uno) is not installed here');
    const comparison = contract();
    const folder = mkdtempSync(join(tmpdir(), 'bifronte-report-'));
    try {
      const file = join(folder, 'report.docx');
      writeFileSync(file, reportDocx(comparison, everything));
      const script = fileURLToPath(new URL('report-libreoffice.py', import.meta.url));
      const { stdout } = await run(python as string, [script, office as string, file], { timeout: 220_000 });
      const answer = JSON.parse(stdout) as Record<'accept' | 'reject', Record<string, string>[]>;
      const rows = (what: 'accept' | 'reject'): string[][] =>
        answer[what].slice(1).map((row) => [row['B'] ?? '', row['C'] ?? '']);
      expect(rows('accept')).toEqual(expectedRows(comparison, 'b'));
      expect(rows('reject')).toEqual(expectedRows(comparison, 'a'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const hostile = '<script>alert(1)</script> & "quotes" \u0000\u0007 \u202Etxt \uD800 =1+1';

function hostileComparison(): Comparison {
  const dress = (beads: Bead[], extra: string): Bead[] =>
    beads.map((bead) => ({
      ...bead,
      by: `${hostile}${extra}`,
      comments: [{ id: 1, text: hostile + extra, author: hostile, at: Number.MAX_VALUE }],
      at: Number.MAX_VALUE,
    }));
  return compare(
    snapshot(dress(bitext([[hostile, `${hostile} old`]]), 'a')),
    snapshot(dress(bitext([[hostile, `${hostile} new`]]), 'b')),
  );
}

describe('the HTML report', () => {
  const elements = (html: string): Tree.Element[] => {
    const out: Tree.Element[] = [];
    const visit = (node: Tree.Node): void => {
      if ('tagName' in node) out.push(node);
      if ('childNodes' in node) node.childNodes.forEach(visit);
    };
    visit(parse(html));
    return out;
  };
  const attribute = (element: Tree.Element, name: string): string | undefined =>
    element.attrs.find((attr) => attr.name === name)?.value;

  it('needs nothing but itself: no script, no link, nothing to fetch', () => {
    const html = reportHtml(contract(), options);
    const found = elements(html);
    expect(
      found.filter(({ tagName }) => ['script', 'link', 'img', 'iframe', 'object', 'base'].includes(tagName)),
    ).toEqual([]);
    expect(
      found.flatMap(({ attrs }) => attrs.map(({ name }) => name)).filter((name) => /^on|^(?:src|href)$/.test(name)),
    ).toEqual([]);
    expect(html).not.toMatch(/url\(|@import/);
  });

  it('shows each change inline and side by side, and opens with the view asked for', () => {
    const html = reportHtml(contract(), options);
    expect(html).toContain('(the “<del>Contract</del><ins>Agreement</ins>”)');
    expect(html).toContain('(the “<del>Contract</del>”)');
    expect(html).toContain('(the “<ins>Agreement</ins>”)');
    const chosen = (view: 'inline' | 'sideBySide'): string | undefined =>
      elements(reportHtml(contract(), { ...options, view }))
        .filter((element) => attribute(element, 'checked') !== undefined)
        .map((element) => attribute(element, 'id'))[0];
    expect([chosen('inline'), chosen('sideBySide')]).toEqual(['view-inline', 'view-side']);
  });

  it('makes changes of white space and formatting visible', () => {
    const comparison = compare(
      snapshot(bitext([['Uno', 'The  <b>house</b> is red']])),
      snapshot(bitext([['Uno', 'The <b>house</b> is\u00A0red']])),
    );
    const html = reportHtml(comparison, options);
    expect(html).toContain('<del><span class="space">··</span></del>');
    expect(html).toContain('<span class="space">⍽</span>');
    expect(html).toContain('<span class="code" title="&lt;b&gt;">‹b›</span>');
    expect(html).toContain('Spaces only');
  });

  it('escapes whatever the texts, names and comments hold, and names signs that turn the text around', () => {
    const html = reportHtml(hostileComparison(), { ...options, title: hostile, labelA: hostile, labelB: hostile });
    expect(elements(html).filter(({ tagName }) => tagName === 'script')).toEqual([]);
    expect(html).toContain('‹RLO›');
    // oxlint-disable-next-line no-control-regex
    expect(html).not.toMatch(/[\0\x07]|\uD800/);
  });

  it('gives texts their language and direction', () => {
    const a = bitext([['Casa', 'בית']]);
    const html = reportHtml(
      compare({ ...snapshot(a), targetLang: 'he' }, { ...snapshot(bitext([['Casa', 'הבית']])), targetLang: 'he' }),
      options,
    );
    expect(html).toContain('lang="he" dir="rtl"');
    expect(html).toContain('lang="it" dir="ltr"');
  });

  it('speaks Italian', () => {
    const html = reportHtml(contract(), { ...options, locale: 'it' });
    expect(html).toContain('<html lang="it">');
    expect(html).toContain('Righe modificate');
    expect(html).toContain('Era la riga 21');
    expect(html).not.toMatch(/Unchanged|Moved|undefined|\{\{/);
  });

  it('warns when the two are not versions of one text, and says when they are alike', () => {
    const [one, other] = [new VersionedDocument('contract'), new VersionedDocument('manual')];
    const html = reportHtml(compare(anonymous(one.version('draft')), anonymous(other.version('draft'))), options);
    expect(html).toContain('These do not seem to be two versions of one text.');
    const same = snapshot(one.version('draft'));
    expect(reportHtml(compare(same, same), options)).toContain('The two versions are alike.');
  });
});

describe('the workbook', () => {
  const sheet = (comparison: Comparison, number = 1): string =>
    strFromU8(unzipSync(reportXlsx(comparison, options))[`xl/worksheets/sheet${number}.xml`] as Uint8Array);

  it('has a row for each change, with both texts and the marked difference', () => {
    const comparison = contract();
    const xml = sheet(comparison);
    expect(xml.match(/<row /g)).toHaveLength(comparison.statistics.changes + 1);
    expect(xml).toMatch(/<strike\/>.*?Contract<\/t>.*?<u\/>.*?Agreement<\/t>/);
    expect(sheet(comparison, 2)).toContain(`<v>${comparison.statistics.wordsInserted}</v>`);
  });

  it('is well-formed XML with no formula, whatever the texts begin with', () => {
    for (const text of ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '_x0041_', hostile]) {
      const xml = sheet(compare(snapshot(bitext([['Uno', 'One']])), snapshot(bitext([['Uno', text]]))));
      const parser = new SaxesParser({ xmlns: true });
      parser.on('error', (error) => {
        throw error;
      });
      parser.write(xml).close();
      expect(xml).not.toContain('<f>');
      expect(xml).not.toContain('>_x0041_');
    }
  });

  it('cuts what no cell can hold, and says so', () => {
    const xml = sheet(compare(snapshot(bitext([['Uno', 'One']])), snapshot(bitext([['Uno', 'word '.repeat(8000)]]))));
    expect(xml).toContain('[… cut: too long for a cell]');
    expect(
      Math.max(...Array.from(xml.matchAll(/<t [^>]*>([^<]*)/g), ([, text]) => text?.length ?? 0)),
    ).toBeLessThanOrEqual(32_767);
  });
});

describe('the reports for programs and terminals', () => {
  it('JSON tells everything of each change', () => {
    const report = JSON.parse(reportJson(contract(), options)) as {
      format: string;
      version: number;
      changes: {
        kind: string;
        rowsBefore: number[];
        target: { before: string; after: string; change: { runs: unknown[] } | null };
      }[];
    };
    expect(report).toMatchObject({ format: 'bifronte-comparison', version: 1, a: { label: 'Draft', rows: 78 } });
    expect(report.changes[1]).toMatchObject({
      kind: 'changed',
      rowsBefore: [2],
      rowsAfter: [2],
      by: 'Bob',
      target: { change: { kind: 'changed', nature: 'text', wordsTouched: 2 } },
    });
    expect(JSON.parse(reportJson(hostileComparison(), options))).toMatchObject({ changes: [{ at: null }] });
  });

  it('text marks changes as wdiff does and lets no control character through', () => {
    expect(reportText(contract(), options)).toContain(
      'This contract (the “[-Contract-]{+Agreement+}”) is [-stipulated-]{+made+} in Bologna',
    );
    // oxlint-disable-next-line no-control-regex
    expect(reportText(hostileComparison(), options)).not.toMatch(/[\0-\x09\x0b-\x1f]/);
  });
});
