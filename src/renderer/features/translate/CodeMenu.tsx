/* oxlint-disable react/no-array-index-key, jsx-a11y/no-autofocus -- codes of a source have no name but their place; a menu takes the focus when it opens */
import { useEffect, useRef } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { sideContent } from '../../../shared/bitext/bead.ts';
import { pieces } from '../../../shared/text/content.ts';
import { chipClass, chipLabel } from '../../ui/chip.ts';
import { here } from './actions.ts';
import { theEditor } from './editor/the-editor.ts';
import { useTranslate } from './state.ts';

/** The codes of the active source, to be put at the caret. */
export function CodeMenu() {
  const { t } = useTranslation();
  const open = useTranslate((state) => state.codeMenuOpen);
  const anchor = useRef<Element | null>(null);
  useEffect(() => {
    anchor.current = document.querySelector('.cm-content');
  });
  const at = here();
  const codes = at ? pieces(sideContent(at.bead, 'source')).flatMap((it) => ('code' in it ? [it.code] : [])) : [];
  const close = (): void => {
    useTranslate.setState({ codeMenuOpen: false });
    theEditor().focus(null);
  };
  if (!open) return null;
  return (
    <Popover
      className="popover"
      isOpen
      triggerRef={{ current: document.querySelector('.cm-content') }}
      placement="bottom start"
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
    >
      <Menu
        className="menu"
        autoFocus="first"
        aria-label={t('codes.menu')}
        onAction={(key) => {
          const code = codes[Number(key)];
          close();
          if (code) theEditor().insert({ text: '\uE000', codes: [code] }, 'selection');
        }}
      >
        {codes.map((code, i) => (
          <MenuItem key={`${i}:${code.data}`} id={i} textValue={code.data} className="menu-item">
            <span className={chipClass(code)}>{chipLabel(code)}</span>
            <span className="menu-label menu-mono">{code.data}</span>
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
