import type { Content } from '../../../../shared/text/content.ts';
import { slice } from '../../../../shared/text/content.ts';
import { ContentText } from '../../../ui/ContentText.tsx';

/** A source with the place marked at which it is about to be split. */
export function SplitText({ content, offset }: { readonly content: Content; readonly offset: number }) {
  return (
    <>
      <ContentText content={slice(content, 0, offset)} />
      <span className="split-mark" data-skip="" />
      <span className="split-rest">
        <ContentText content={slice(content, offset)} />
      </span>
    </>
  );
}
