import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import { cancelSplit, here, split } from '../actions.ts';
import { wordStarts } from '../model/source-position.ts';
import { useTranslate } from '../state.ts';

/** While the place of a split is chosen: arrows move it by words (with Shift by characters), Return splits, Escape gives up. */
export function SplitKeys() {
  const { t } = useTranslation();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const at = here();
      const { splitting } = useTranslate.getState();
      if (!at || !splitting) return;
      const { text } = sideContent(at.bead, 'source');
      const starts = wordStarts(text);
      const { offset } = splitting;
      const place = (next: number | undefined): void => {
        if (next === undefined || next <= 0 || next >= text.length) return;
        useTranslate.setState({ splitting: { bead: at.bead.id, offset: next } });
      };
      const byCharacter = event.shiftKey;
      const keys: Readonly<Record<string, () => void>> = {
        ArrowLeft: () => place(byCharacter ? offset - 1 : starts.findLast((it) => it < offset)),
        ArrowRight: () => place(byCharacter ? offset + 1 : starts.find((it) => it > offset)),
        Home: () => place(starts[0]),
        End: () => place(starts.at(-1)),
        Enter: () => void split(),
        Escape: cancelSplit,
      };
      const act = keys[event.key];
      if (!act) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      act();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  return <output className="split-hint">{t('split.hint')}</output>;
}
