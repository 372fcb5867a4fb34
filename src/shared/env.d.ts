/**
 * The few web-platform globals that the shared layer may use: they exist, alike, in Node and in browsers.
 * The layer is compiled without DOM and without Node types, so anything else is a type error.
 */
interface TextDecoderLike {
  readonly encoding: string;
  decode(input?: Uint8Array, options?: { stream?: boolean }): string;
}
declare const TextDecoder: {
  new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoderLike;
};
declare const TextEncoder: { new (): { encode(input?: string): Uint8Array<ArrayBuffer> } };
