import { useRef } from 'react';
import type { Content } from '../../../shared/text/content.ts';
import { sameContent } from '../../../shared/text/content.ts';
import { useTextEditor } from '../../bitext/use-text-editor.ts';

interface Props {
  readonly content: Content;
  readonly offset: number;
  readonly lang: string;
  readonly label: string;
  readonly onChange: (content: Content) => void;
  readonly onLeave: () => void;
}

/** The editor of one sentence: Return and Escape leave it; what was typed is saved as one types. */
export function SentenceEditor({ content, offset, lang, label, onChange, onLeave }: Props) {
  const saved = useRef(content);
  const save = (now: Content): void => {
    if (sameContent(now, saved.current)) return;
    saved.current = now;
    onChange(now);
  };
  const { host } = useTextEditor({
    content,
    offset,
    label,
    lang,
    testId: 'sentence-editor',
    keys: { Enter: onLeave, Escape: onLeave },
    onPause: save,
    onClose: save,
  });
  return <div className="text text-editor" ref={host} />;
}
