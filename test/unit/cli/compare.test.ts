import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bifronte } from '../../support/cli.ts';

let home = '';
let a = '';
let b = '';

const at = (name: string): string => join(home, name);

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'bifronte-compare-'));
  a = at('a.tsv');
  b = at('b.tsv');
  writeFileSync(a, 'it\ten\nIl gatto dorme.\tThe cat sleeps.\nPiove.\tIt rains.\nUno due tre.\tOne two three.\n');
  writeFileSync(b, 'it\ten\nIl gatto dorme.\tThe cat is asleep.\nPiove.\tIt rains.\nUno due tre.\tOne two three.\n');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('bifronte compare', () => {
  it('shows what changed and exits with 1', () => {
    const said = bifronte(['compare', a, b, '--langs', 'it-en'], home);
    expect(said.err).toBe('');
    expect(said.out).toContain('The cat [-sleeps-]{+is asleep+}.');
    expect(said.code).toBe(1);
  });

  it('exits with 0 when there is no difference', () => {
    const said = bifronte(['compare', a, a, '--langs', 'it-en', '--format', 'json'], home);
    expect(said.code).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({ statistics: { changes: 0 } });
  });

  it('writes the format that the name of the output says', () => {
    const out = at('changes.docx');
    expect(bifronte(['compare', a, b, '--langs', 'it-en', '-o', out], home).code).toBe(1);
    const document = new TextDecoder().decode(unzipSync(readFileSync(out))['word/document.xml']);
    expect(document).toContain('<w:ins ');
    expect(document).toContain('<w:del ');
  });

  it('compares a document of a project with a file exported from it', () => {
    const text = at('t.txt');
    writeFileSync(text, 'Il gatto dorme. Piove.\n');
    const project = at('p.bifronte');
    expect(bifronte(['project', 'new', project, '--langs', 'it-en'], home).code).toBe(0);
    expect(bifronte(['project', 'add', project, text], home).code).toBe(0);
    const xliff = at('t.xlf');
    expect(bifronte(['project', 'export', project, '--format', 'xliff', '-o', xliff], home).code).toBe(0);
    expect(bifronte(['compare', project, xliff], home)).toMatchObject({ code: 0, err: '' });
    writeFileSync(xliff, readFileSync(xliff, 'utf8').replace('</source>', '</source><target>Cat.</target>'));
    const said = bifronte(['compare', project, xliff], home);
    expect(said.out).toContain('{+Cat.+}');
    expect(said.code).toBe(1);
  });

  it('says so when two files are not versions of one text', () => {
    const other = at('other.tsv');
    writeFileSync(other, 'it\ten\nTutt’altra cosa qui.\tSomething else entirely.\n');
    const said = bifronte(['compare', a, other, '--langs', 'it-en'], home);
    expect(said.err).toContain('do not look like versions of one text');
  });

  it('refuses what cannot be compared with the reason', () => {
    expect(bifronte(['compare', a], home)).toMatchObject({ code: 2 });
    expect(bifronte(['compare', a, b, '--format', 'docx'], home)).toMatchObject({ code: 2 });
    const missing = bifronte(['compare', a, at('none.tsv')], home);
    expect(missing.code).toBe(3);
    expect(missing.err).toContain('none.tsv');
    writeFileSync(at('no.bifronte'), 'not a database');
    expect(bifronte(['compare', a, at('no.bifronte#1')], home)).toMatchObject({ code: 3 });
  });
});
