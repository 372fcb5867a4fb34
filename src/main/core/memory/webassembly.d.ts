/** What the scan kernel needs of the WebAssembly JavaScript interface, which Node's types leave to those of the browser. */
declare namespace WebAssembly {
  /** A compiled module; it can be passed to other threads. */
  type Module = object;
  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  const Module: new (bytes: Uint8Array) => Module;
  const Instance: new (module: Module) => Instance;
}
