/**
 * The decoded path of a file of the built window, or null when it would leave the window's folder or name a hidden
 * file. Throws URIError for a path that is not properly encoded.
 */
export function pagePath(encoded: string): string | null {
  const path = decodeURIComponent(encoded);
  const unsafe = path.split('/').some((part) => part.startsWith('.') || /[\\:\0]/.test(part));
  return unsafe ? null : path;
}
