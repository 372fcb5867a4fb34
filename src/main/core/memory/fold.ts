/**
 * Folding: each character of a matching text as one of 64 letter classes, the alphabet of the scan kernel. Characters
 * are only ever merged, so distances between folded texts never exceed those between the texts themselves.
 *
 * Classes that agree in their lower five bits share a bucket of the kernel's histogram. The first 16 buckets, which the
 * kernel looks at first, belong to the most frequent letters of Italian and English.
 */
const FREQUENT = ' eiaotnrslcduhpm';
const RARE = "gvfbwyzkqxj.,'-";
const CODE_CLASS = 31;
const PUNCTUATION_CLASS = 63;
/** Accented vowels of Italian, in the buckets of their base letters. */
const ACCENTED: Readonly<Record<string, number>> = { è: 33, é: 33, ì: 34, à: 35, ò: 36, ù: 44 };
/** Marks that are frequent enough for a class of their own. */
const MARKS: Readonly<Record<string, number>> = {
  '!': 32,
  '?': 37,
  '=': 38,
  '[': 39,
  ']': 40,
  '<': 41,
  '>': 42,
  '*': 43,
  '#': 45,
  '%': 46,
  '&': 47,
  '(': 58,
  ')': 59,
  ':': 60,
  '/': 61,
  '"': 62,
};
const FIRST_DIGIT = 48;
/** Up to here letters are folded to their base letter; beyond, characters are spread over all classes by a hash. */
const LATIN_END = 0x250;

const table = new Uint8Array(0x10000);
for (let point = 0; point < table.length; point++) table[point] = point < LATIN_END ? latin(point) : spread(point);
for (let code = 0xe000; code <= 0xf8ff; code++) table[code] = CODE_CLASS;
for (const mark of '‘’') table[mark.charCodeAt(0)] = CODE_CLASS - 2;
for (const mark of '“”') table[mark.charCodeAt(0)] = MARKS['"'] as number;
for (const mark of '–—') table[mark.charCodeAt(0)] = CODE_CLASS - 1;

function latin(point: number): number {
  const char = String.fromCharCode(point);
  const lower = char.toLowerCase();
  const own = ACCENTED[lower] ?? MARKS[lower];
  if (own !== undefined) return own;
  const base = lower.normalize('NFD').charAt(0);
  if (base >= '0' && base <= '9') return FIRST_DIGIT + Number(base);
  const frequent = FREQUENT.indexOf(base);
  if (frequent >= 0) return frequent;
  const rare = RARE.indexOf(base);
  if (rare >= 0) return 16 + rare;
  return point < 0x80 || /\P{L}/u.test(char) ? PUNCTUATION_CLASS : spread(point);
}

/** Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4) to six bits. */
function spread(point: number): number {
  return Math.imul(point, 0x9e3779b1) >>> 26;
}

/** Writes the classes of a text's characters (code points) into `out` from its start and returns how many there are. */
export function fold(text: string, out: Uint8Array): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00) {
      const point = text.codePointAt(i) as number;
      if (point > 0xffff) i++;
      out[length++] = spread(point);
    } else out[length++] = table[unit] as number;
  }
  return length;
}
