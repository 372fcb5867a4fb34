const tests = new Map<string, RegExp>();

/** A test whether one character is in a set, given in the syntax of the `v` flag; made once for each set. */
export function characterTest(source: string, ignoreCase: boolean): RegExp {
  const key = (ignoreCase ? 'i' : '-') + source;
  let test = tests.get(key);
  if (!test) {
    test = new RegExp(`^${source}$`, ignoreCase ? 'vi' : 'v');
    tests.set(key, test);
  }
  return test;
}
