import { memo } from 'react';
import type { Content } from '../../../shared/text/content.ts';
import type { Hit } from '../../../shared/text/find.ts';
import { ContentText } from '../../ui/ContentText.tsx';
import { MarkedRanges } from '../../ui/MarkedRanges.tsx';

/** A first hit beyond so many characters is shown with what stands before it left out, and so much before it kept. */
const FAR = 95;
const BEFORE = 40;

interface Props {
  readonly content: Content;
  readonly found: readonly Hit[];
}

/** A text with what was found in it marked. */
export const MarkedText = memo(function MarkedText({ content, found }: Props) {
  const [first] = found;
  if (!first) return <ContentText content={content} />;
  const start = first.from > FAR ? content.text.indexOf(' ', first.from - BEFORE) + 1 : 0;
  const begin = start < first.from ? start : 0;
  return (
    <>
      {begin > 0 && '… '}
      <MarkedRanges
        content={content}
        ranges={found.map(({ from, to }) => [from, to])}
        className="unit-mark"
        begin={begin}
      />
    </>
  );
});
