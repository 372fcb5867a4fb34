/** Where a byte stands, for messages: both numbers count from 1. */
export function describePosition(bytes: Uint8Array, at: number): { byte: number; line: number } {
  let line = 1;
  for (let i = 0; i < at; i++) {
    const byte = bytes[i];
    if (byte === 0x0a || (byte === 0x0d && bytes[i + 1] !== 0x0a)) line++;
  }
  return { byte: at + 1, line };
}
