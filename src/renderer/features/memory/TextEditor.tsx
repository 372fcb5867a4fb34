import { useRef } from 'react';
import type { Content } from '../../../shared/text/content.ts';
import { sameContent } from '../../../shared/text/content.ts';
import { useTextEditor } from '../../bitext/use-text-editor.ts';

interface Props {
  readonly content: Content;
  readonly lang: string;
  readonly label: string;
  readonly testId: string;
  readonly focused: boolean;
  /** False when the text could not be saved: the editor then stays. */
  readonly onSave: (content: Content) => Promise<boolean>;
  readonly onLeave: () => void;
}

/** One text of a unit: Return saves and leaves, Escape leaves it as it was, Tab goes to the other text. */
export function TextEditor({ content, lang, label, testId, focused, onSave, onLeave }: Props) {
  const saved = useRef(content);
  const given = useRef(false);
  const save = async (now: Content): Promise<boolean> => {
    if (given.current || sameContent(now, saved.current)) return true;
    const before = saved.current;
    saved.current = now;
    if (await onSave(now)) return true;
    saved.current = before;
    return false;
  };
  const leave = async (now: Content): Promise<void> => {
    // What stands in the other text is saved when its editor goes.
    if (await save(now)) onLeave();
  };
  const giveUp = (): void => {
    given.current = true;
    onLeave();
  };
  const { host } = useTextEditor({
    content,
    focused,
    label,
    lang,
    testId,
    undoes: true,
    keys: { Enter: (now) => void leave(now), 'Mod-Enter': (now) => void leave(now), Escape: giveUp },
    onClose: (now) => void save(now),
  });
  return <div className="text text-editor" ref={host} />;
}
