/**
 * The Levenshtein distance between two texts in code points: the least number of insertions, deletions and
 * replacements of one character that turn one into the other. Bit-parallel in blocks of 32 rows, after H. Hyyrö,
 * "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", Nordic Journal of Computing 10 (2003),
 * so 5,000 characters against 5,000 take a few milliseconds.
 */
export function distance(a: string, b: string): number {
  if (a === b) return 0;
  const left = codePoints(a);
  const right = codePoints(b);
  return left.length <= right.length ? blocks(left, right) : blocks(right, left);
}

/** The characters of a text as code point numbers; a lone surrogate counts as one character. */
export function codePoints(text: string): Uint32Array {
  const out = new Uint32Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) as number;
    if (point > 0xffff) i++;
    out[length++] = point;
  }
  return out.subarray(0, length);
}

/** How many characters (code points) a text has. */
export function characterCount(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i++) {
    if ((text.codePointAt(i) as number) > 0xffff) {
      i++;
      count--;
    }
  }
  return count;
}

function blocks(pattern: Uint32Array, text: Uint32Array): number {
  const rows = pattern.length;
  if (rows === 0) return text.length;
  const words = (rows + 31) >>> 5;
  const equal = new Map<number, Uint32Array>();
  for (let i = 0; i < rows; i++) {
    const point = pattern[i] as number;
    let mask = equal.get(point);
    if (mask === undefined) equal.set(point, (mask = new Uint32Array(words)));
    mask[i >>> 5] = (mask[i >>> 5] as number) | (1 << (i & 31));
  }
  const positive = new Int32Array(words).fill(-1);
  const negative = new Int32Array(words);
  const none = new Uint32Array(words);
  const lastBit = (rows - 1) & 31;
  let score = rows;
  for (const point of text) {
    const mask = equal.get(point) ?? none;
    let carryPositive = 1;
    let carryNegative = 0;
    for (let w = 0; w < words; w++) {
      const vp = positive[w] as number;
      const vn = negative[w] as number;
      const pm = (mask[w] as number) | carryNegative;
      const d0 = (((pm & vp) + vp) ^ vp) | pm | vn;
      let hp = vn | ~(d0 | vp);
      let hn = d0 & vp;
      if (w === words - 1) score += ((hp >>> lastBit) & 1) - ((hn >>> lastBit) & 1);
      const outPositive = hp >>> 31;
      const outNegative = hn >>> 31;
      hp = (hp << 1) | carryPositive;
      hn = (hn << 1) | carryNegative;
      positive[w] = hn | ~(d0 | hp);
      negative[w] = d0 & hp;
      carryPositive = outPositive;
      carryNegative = outNegative;
    }
  }
  return score;
}
