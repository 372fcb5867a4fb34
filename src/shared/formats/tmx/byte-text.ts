const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Up to this length a string joined from characters is cheaper than a call of the decoder. */
const SHORT = 12;

/** The string of ASCII bytes between two offsets. */
export function asciiString(bytes: Uint8Array, from: number, to: number): string {
  if (to - from > SHORT) return decoder.decode(bytes.subarray(from, to));
  let text = '';
  let at = from;
  for (; at + 4 <= to; at += 4)
    text += String.fromCharCode(
      bytes[at] as number,
      bytes[at + 1] as number,
      bytes[at + 2] as number,
      bytes[at + 3] as number,
    );
  for (; at < to; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
}

/** The string of UTF-8 bytes between two offsets; undefined when they are not UTF-8. */
export function utf8String(bytes: Uint8Array, from: number, to: number): string | undefined {
  try {
    return decoder.decode(bytes.subarray(from, to));
  } catch {
    return undefined;
  }
}
