import { afterAll, describe, expect, it, vi } from 'vitest';
import { CallError } from '../../../src/renderer/client/client.ts';
import { i18n } from '../../../src/renderer/i18n/i18n.ts';
import { errorText } from '../../../src/renderer/app/notices.ts';

// There is no window here to connect from.
vi.mock('../../../src/renderer/app/core.ts', () => ({ core: {} }));

const path = '/home/anna/memorie/vecchia.tmx';
const cut = new CallError('format', `${path}:3:12: the file ends too early`, {
  key: 'xml.truncated',
  detail: 'seg',
  path,
  line: 3,
  column: 12,
});

afterAll(() => i18n.changeLanguage('en'));

describe.each([
  ['en', 'line 3, column 12', 'line 3', /it is cut off; get a complete copy\.$/, /^The file ends too early/],
  [
    'it',
    'riga 3, colonna 12',
    'riga 3',
    /è troncato; procurati una copia completa\.$/,
    /^Il file finisce troppo presto/,
  ],
] as const)('the text of an error in %s', (language, place, line, end, begin) => {
  const said = async (error: CallError, beside?: string): Promise<string> => {
    await i18n.changeLanguage(language);
    return errorText(error, beside);
  };
  const without = (...names: string[]): CallError =>
    new CallError(
      cut.code,
      cut.message,
      Object.fromEntries(Object.entries(cut.values).filter(([name]) => !names.includes(name))),
    );

  it('begins with the file, the line and the column', async () => {
    expect(await said(cut)).toMatch(new RegExp(`^vecchia\\.tmx, ${place}: `));
    expect(await said(cut)).toMatch(end);
  });

  it('does not name the file that stands beside it', async () => {
    expect((await said(cut, path)).toLowerCase()).toMatch(new RegExp(`^${place}: `));
  });

  it('gives the line alone where the column is not known', async () => {
    const error = new CallError('format', cut.message, { ...cut.values, column: 0 });
    expect(await said(error)).toMatch(new RegExp(`^vecchia\\.tmx, ${line}: `));
  });

  it('says only what is wrong where nothing is known of the place', async () => {
    expect(await said(without('path', 'line', 'column'))).toMatch(begin);
  });

  it('does not repeat a place that the message itself tells', async () => {
    const deep = new CallError('format', 'nested', { key: 'format.tooDeep', limit: 200, line: 3, column: 12 });
    expect((await said(deep)).match(/3/g)).toHaveLength(1);
  });
});
