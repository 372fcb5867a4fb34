import type { Content } from '../../shared/text/content.ts';
import { slice } from '../../shared/text/content.ts';
import { ContentText } from './ContentText.tsx';

interface Props {
  readonly content: Content;
  /** UTF-16 ranges in order, none within another. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly className?: string;
  /** Where the text begins to be shown. */
  readonly begin?: number;
}

/** A text with some places in it marked. */
export function MarkedRanges({ content, ranges, className, begin = 0 }: Props) {
  const parts = [];
  let from = begin;
  for (const [start, end] of ranges) {
    parts.push(<ContentText key={`${start}-`} content={slice(content, from, start)} />);
    parts.push(
      <mark key={start} className={className}>
        <ContentText content={slice(content, start, end)} />
      </mark>,
    );
    from = end;
  }
  parts.push(<ContentText key="rest" content={slice(content, from)} />);
  return <>{parts}</>;
}
