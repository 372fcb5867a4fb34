import { expect, test } from 'vitest';
import { plain } from '../../../src/shared/text/content.ts';
import { defaultSrx } from '../../../src/shared/text/segmentation/default-srx.ts';
import { segmenter } from '../../../src/shared/text/segmentation/segmenter.ts';

const english = segmenter(defaultSrx(), 'en-GB');
const split = (text: string) => english.split(plain(text)).map(({ content }) => content.text);

/** Each line is a text; `|` marks where it is split. */
const GROUPS: Record<string, string> = {
  'a title is followed by its name': `
    Dr. Grey met Mrs. Hall at noon. | They talked.
    Gen. Lee and Lt. Col. Marsh spoke first.
    The Rev. J. P. Stone lives near St. Andrew's.`,
  'an abbreviation leads on': `
    Bring fruit, e.g. apples or pears. | We will cook.
    See pp. 3-5 and fig. 2 for details.
    It was Smith v. Jones. | The court ruled in May.
    Prices fell approx. 5 % vs. last year.
    She arrived on Oct. 3 and left on Wed. Nov. 4.
    House No. 7 is empty. | He said no. | Nobody asked why.`,
  'an abbreviation that may end a sentence does so before a word that opens one': `
    He joined Acme Inc. | The pay was good.
    Acme Inc. Chairman Ray Poole resigned.
    She lives in the U.S. | He lives in the U.K.
    The U.S. Army declined to comment.
    We met at 9 a.m. | The room was cold.
    At 7 p.m. Mr. Lane rang.
    They sell pens, paper, etc. | Ink is extra.
    She has a Ph.D. | Her brother has none.
    It weighs 5 lb. | Handle with care.`,
  'initials belong to the name': `
    George R. R. Martin wrote it. | I read it.
    It was just you and I. | Then he came.
    J. K. Rowling and H. G. Wells are authors.`,
  'a quotation stays in the sentence that holds it': `
    "Stop! Come back!" shouted the guard.
    “Is it far?” she asked. | “Not very.”
    He said, "I am done." | Then he left.`,
  'notes of sources belong to the sentence before': `
    Water boils at 100 °C.[3] | It freezes at 0 °C. [4][5] | Salt changes both.`,
  'lists part': `
    1) Open the box. | 2) Take the key.
    • One thing | • Another thing`,
  'hasty writing without capitals parts before words that open sentences': `
    i saw it. | it was big.
    Call me tomorrow. | i will be home.`,
};
for (const [name, lines] of Object.entries(GROUPS)) {
  test.each(lines.trim().split(/\n\s*/))(`${name}: %s`, (line) => {
    const wanted = line.split(' | ');
    expect(split(wanted.join(' '))).toEqual(wanted);
  });
}
