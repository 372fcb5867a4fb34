/* oxlint-disable react/no-array-index-key -- pieces of a text have no name but their place */
import { memo } from 'react';
import type { Content } from '../../shared/text/content.ts';
import { pieces } from '../../shared/text/content.ts';
import { chipClass, chipLabel } from './chip.ts';

/** A text with its inline codes as chips, drawn exactly as the editor draws it. */
export const ContentText = memo(function ContentText({ content }: { readonly content: Content }) {
  if (content.codes.length === 0) return <>{shown(content.text)}</>;
  return (
    <>
      {pieces(content).map((piece, i) =>
        'text' in piece ? (
          shown(piece.text)
        ) : (
          <span key={`${i}:${piece.code.data}`} className={chipClass(piece.code)} title={piece.code.data} data-code={i}>
            {chipLabel(piece.code)}
          </span>
        ),
      )}
    </>
  );
});

/** A final line break shows as an empty line, as in the editor. */
function shown(text: string): string {
  return text.endsWith('\n') ? `${text}\u200b` : text;
}
