import type { Content } from '../../shared/text/content.ts';
import { visibleText } from '../../shared/text/content.ts';
import type { Hit } from '../../shared/text/find.ts';

/** Characters shown on either side of a hit. */
const AROUND = 36;

interface Props {
  readonly content: Content;
  readonly hit: Hit;
  /** What comes in its place. */
  readonly text: string;
}

/** A hit with what stands around it, struck out, and what will stand there instead. */
export function HitText({ content, hit: { from, to }, text }: Props) {
  const part = (start: number, end: number): string =>
    visibleText({ text: content.text.slice(Math.max(0, start), end), codes: content.codes });
  return (
    <>
      {from > AROUND ? '…' : ''}
      {part(from - AROUND, from)}
      <del>{part(from, to)}</del>
      {text !== '' && <ins>{text}</ins>}
      {part(to, to + AROUND)}
      {to + AROUND < content.text.length ? '…' : ''}
    </>
  );
}
