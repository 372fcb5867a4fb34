import type { Content, InlineCode } from './content.ts';

/**
 * A translation with each of its codes replaced by the source's code of the same kind and markup, so that both sides
 * name what corresponds alike. Codes the source lacks stay as they are.
 */
export function withCodesOf(source: Content, target: Content): Content {
  const free = [...source.codes];
  const take = (wanted: InlineCode): InlineCode => {
    const at = free.findIndex(({ kind, data }) => kind === wanted.kind && data === wanted.data);
    return at < 0 ? wanted : (free.splice(at, 1)[0] ?? wanted);
  };
  return { text: target.text, codes: target.codes.map(take) };
}
