import { catalogue } from './catalogue.ts';
import type { CommandId } from './catalogue.ts';

/** The user's own keys by command; a command that is not named keeps its usual ones. */
export type OwnKeys = Readonly<Record<CommandId, readonly string[]>>;

/** The keys of every command. */
export function effectiveKeys(own: OwnKeys): ReadonlyMap<CommandId, readonly string[]> {
  return new Map(catalogue.map((entry) => [entry.id, own[entry.id] ?? entry.keys]));
}

/** The commands of every key, in the order of the catalogue: the first that can be carried out where one is wins. */
export function commandsByKey(own: OwnKeys): ReadonlyMap<string, readonly CommandId[]> {
  const out = new Map<string, CommandId[]>();
  for (const [id, keys] of effectiveKeys(own)) {
    for (const key of new Set(keys)) out.set(key, [...(out.get(key) ?? []), id]);
  }
  return out;
}

const views = new Map(catalogue.map((entry) => [entry.id, entry.view]));

/** True when both commands may be carried out in one view. */
function meet(a: CommandId, b: CommandId): boolean {
  const [first, second] = [views.get(a), views.get(b)];
  return first === undefined || second === undefined || first === second;
}

/** Keys claimed by more than one command of a view, with their claimants. */
export function conflicts(own: OwnKeys): ReadonlyMap<string, readonly CommandId[]> {
  return new Map(
    [...commandsByKey(own)]
      .map(([key, ids]) => [key, ids.filter((id) => ids.some((other) => other !== id && meet(id, other)))] as const)
      .filter(([, ids]) => ids.length > 1),
  );
}

/** Own keys with one command's keys replaced; keys equal to the usual ones are not kept as own. */
export function withKeys(own: OwnKeys, id: CommandId, keys: readonly string[]): OwnKeys {
  const usual = catalogue.find((entry) => entry.id === id)?.keys ?? [];
  const { [id]: _, ...rest } = own;
  const same = usual.length === keys.length && usual.every((key, i) => key === keys[i]);
  return same ? rest : { ...rest, [id]: keys };
}

/** Reads own keys from stored settings; what is not a map of lists of strings is left out. */
export function readOwnKeys(value: unknown): OwnKeys {
  if (typeof value !== 'object' || value === null) return {};
  const known = new Set(catalogue.map((entry) => entry.id));
  const out: Record<string, readonly string[]> = {};
  for (const [id, keys] of Object.entries(value)) {
    if (!known.has(id) || !Array.isArray(keys)) continue;
    out[id] = keys.filter((key): key is string => typeof key === 'string');
  }
  return out;
}
