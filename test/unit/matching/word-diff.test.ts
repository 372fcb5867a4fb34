import { describe, expect, it } from 'vitest';
import { ContentBuilder, plain, type Content } from '../../../src/shared/text/content.ts';
import { wordDiff } from '../../../src/shared/text/word-diff.ts';

const MARK = { same: '', del: '-', ins: '+' } as const;
const diff = (a: string | Content, b: string | Content, lang = 'it'): string[] =>
  wordDiff(typeof a === 'string' ? plain(a) : a, typeof b === 'string' ? plain(b) : b, lang).map(
    (run) => MARK[run.kind] + run.content.text,
  );

describe('01 word diff', () => {
  it('shows whole words, elision apart', () => {
    expect(diff("nell'articolo 5", "dell'articolo 5")).toEqual(["-nell'", "+dell'", 'articolo 5']);
    expect(diff("I don't know", "I didn't know", 'en')).toEqual(['I ', "-don't", "+didn't", ' know']);
  });
  it('shows a changed dot and a changed space', () => {
    expect(diff('Fine.', 'Fine!')).toEqual(['Fine', '-.', '+!']);
    expect(diff('a  b', 'a b')).toEqual(['a', '-  ', '+ ', 'b']);
    expect(diff('a b', 'a\u00a0b')).toEqual(['a', '- ', '+\u00a0', 'b']);
  });
  it('joins changes that only a space parts', () => {
    expect(diff('il gatto nero dorme', 'il cane bianco dorme')).toEqual([
      'il ',
      '-gatto nero',
      '+cane bianco',
      ' dorme',
    ]);
  });
  it('treats an inline code as a word', () => {
    const bold = new ContentBuilder().text('a ').code({ kind: 'standalone', id: '1', data: '<br/>' }).text('b').build();
    expect(diff('a b', bold)).toEqual(['a ', '+\ue000', 'b']);
  });
  it('compares scripts without spaces character by character', () => {
    expect(diff('我喜欢水', '我喜欢茶', 'zh')).toEqual(['我喜欢', '-水', '+茶']);
  });
  it('has nothing to say about two empty texts and one run for equal ones', () => {
    expect(diff('', '')).toEqual([]);
    expect(diff('uguale', 'uguale')).toEqual(['uguale']);
  });
  it('answers quickly for long texts that share nothing', () => {
    const words = (stem: string): string => Array.from({ length: 3000 }, (_, i) => `${stem}${i}`).join(',');
    expect(diff(words('a'), words('b')).length).toBeGreaterThan(0);
  });
});
