import type { z } from 'zod';

/** `read` runs on a reader, `write` on the single writer, `job` in a worker of its own, `host` in the host's main thread. */
export type MethodKind = 'read' | 'write' | 'job' | 'host';

export interface Method<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly kind: MethodKind;
  readonly input: Input;
  /** Only a carrier of the type: outputs come from our own code. */
  readonly output?: Output;
}

interface Declared<Input extends z.ZodType> {
  returns: <Output>() => Method<Input, Output>;
}

function declare<Input extends z.ZodType>(kind: MethodKind, input: Input): Declared<Input> {
  return { returns: () => ({ kind, input }) };
}

/** `read(schema).returns<Type>()` declares a method of the contract; the same for the other kinds. */
export const read = <Input extends z.ZodType>(input: Input): Declared<Input> => declare('read', input);
export const write = <Input extends z.ZodType>(input: Input): Declared<Input> => declare('write', input);
export const job = <Input extends z.ZodType>(input: Input): Declared<Input> => declare('job', input);
export const host = <Input extends z.ZodType>(input: Input): Declared<Input> => declare('host', input);
