/* oxlint-disable react/no-array-index-key -- pieces of a text have no name but their place */
import { memo } from 'react';
import type { Content } from '../../../shared/text/content.ts';
import { slice } from '../../../shared/text/content.ts';
import type { Hit } from '../../../shared/text/find.ts';
import { ContentText } from '../../ui/ContentText.tsx';

/** A first hit beyond so many characters is shown with what stands before it left out, and so much before it kept. */
const FAR = 95;
const BEFORE = 40;

interface Props {
  readonly content: Content;
  readonly found: readonly Hit[];
}

/** A text with what was found in it marked. */
export const MarkedText = memo(function MarkedText({ content, found }: Props) {
  if (found.length === 0) return <ContentText content={content} />;
  const [first] = found;
  const start = first && first.from > FAR ? content.text.indexOf(' ', first.from - BEFORE) + 1 : 0;
  const begin = first && start < first.from ? start : 0;
  return (
    <>
      {begin > 0 && '… '}
      {found.map((hit, i) => (
        <span key={i}>
          <ContentText content={slice(content, found[i - 1]?.to ?? begin, hit.from)} />
          <mark className="unit-mark">
            <ContentText content={slice(content, hit.from, hit.to)} />
          </mark>
        </span>
      ))}
      <ContentText content={slice(content, found.at(-1)?.to ?? 0)} />
    </>
  );
});
