import type { z } from 'zod';

/** `read` runs on a reader, `write` on the single writer, `job` in a worker of its own, `host` in the host's main thread. */
export type MethodKind = 'read' | 'write' | 'job' | 'host';

export interface Method<Input extends z.ZodType = z.ZodType, Output = unknown, Kind extends MethodKind = MethodKind> {
  readonly kind: Kind;
  readonly input: Input;
  /** Only a carrier of the type: outputs come from our own code. */
  readonly output?: Output;
}

interface Declared<Input extends z.ZodType, Kind extends MethodKind> {
  returns: <Output>() => Method<Input, Output, Kind>;
}

function declare<Input extends z.ZodType, Kind extends MethodKind>(kind: Kind, input: Input): Declared<Input, Kind> {
  return { returns: () => ({ kind, input }) };
}

/** `read(schema).returns<Type>()` declares a method of the contract; the same for the other kinds. */
export const read = <Input extends z.ZodType>(input: Input): Declared<Input, 'read'> => declare('read', input);
export const write = <Input extends z.ZodType>(input: Input): Declared<Input, 'write'> => declare('write', input);
export const job = <Input extends z.ZodType>(input: Input): Declared<Input, 'job'> => declare('job', input);
export const host = <Input extends z.ZodType>(input: Input): Declared<Input, 'host'> => declare('host', input);
