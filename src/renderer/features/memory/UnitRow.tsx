/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- a row of an ARIA grid placed by hand; every pointer action has a key */
import { memo } from 'react';
import type { MouseEvent } from 'react';
import { Tag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MemoryRow, MemoryText } from '../../../shared/contract/memory-edit.ts';
import { MISALIGNED } from '../../../shared/quality/pair-fit.ts';
import type { Content } from '../../../shared/text/content.ts';
import { EMPTY } from '../../../shared/text/content.ts';
import type { Hit } from '../../../shared/text/find.ts';
import { activate, edit, saveText, toggle } from './actions.ts';
import { MarkedText } from './MarkedText.tsx';
import { useMemory } from './state.ts';
import { TextEditor } from './TextEditor.tsx';

interface Props {
  readonly index: number;
  readonly top: number;
  readonly row: MemoryRow | undefined;
  readonly fit: number | null | undefined;
  /** What of the search stands in either text. */
  readonly sourceMarks: readonly Hit[];
  readonly targetMarks: readonly Hit[];
  readonly active: boolean;
  readonly selected: boolean;
  readonly editing: 'source' | 'target' | null;
  readonly opensGroup: boolean;
}

/** One unit: two lines of either text and what is known of it; the active one opens while it is edited. */
export const UnitRow = memo(function UnitRow(props: Props) {
  const { index, top, row, fit, active, selected, editing, opensGroup } = props;
  const { t } = useTranslation();
  const classes = [
    'row unit',
    active && 'row-active',
    selected && 'unit-selected',
    editing && 'unit-editing',
    opensGroup && 'unit-opens',
  ];
  return (
    <div
      role="row"
      id={`unit-${index}`}
      aria-rowindex={index + 2}
      aria-selected={selected || active}
      data-testid={`unit-${index}`}
      className={classes.filter(Boolean).join(' ')}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => pointed(event, index)}
    >
      <div role="rowheader" className="cell cell-number">
        <input
          type="checkbox"
          className="units-check"
          tabIndex={-1}
          aria-label={t('memory.selectRow', { row: index + 1 })}
          checked={selected}
          onClick={(event) => event.stopPropagation()}
          onChange={() => toggle(index)}
        />
        <span>{(index + 1).toLocaleString(t('locale'))}</span>
      </div>
      {row ? (
        <>
          <Side row={row} text={row.source} side="source" editing={editing} found={props.sourceMarks} />
          <Side row={row} text={row.target} side="target" editing={editing} found={props.targetMarks} />
          <Facts row={row} fit={fit} />
        </>
      ) : (
        <div role="gridcell" className="cell unit-waiting" aria-label={t('memory.loading')} />
      )}
    </div>
  );
});

function pointed(event: MouseEvent, index: number): void {
  if ((event.target as HTMLElement).closest('.cm-editor, input')) return;
  const selection = window.getSelection();
  if (event.ctrlKey || event.metaKey) toggle(index);
  else if (event.shiftKey) void activate(index, true);
  // Selecting words with the pointer leaves the row as it is.
  else if (!selection || selection.isCollapsed) {
    const { active, editing } = useMemory.getState();
    if (editing === null || active !== index) void activate(index);
  }
}

interface SideProps {
  readonly row: MemoryRow;
  readonly text: MemoryText | null;
  readonly side: 'source' | 'target';
  readonly editing: 'source' | 'target' | null;
  readonly found: readonly Hit[];
}

function Side({ row, text, side, editing, found }: SideProps) {
  const { t } = useTranslation();
  const pair = useMemory((state) => state.pair);
  const lang = text?.lang ?? (side === 'source' ? pair.sourceLang : pair.targetLang);
  const save = (content: Content): Promise<boolean> => saveText(row, lang, content);
  return (
    <div role="gridcell" className={`cell cell-${side}`} lang={lang} onDoubleClick={() => edit(side)}>
      {editing ? (
        <TextEditor
          content={text?.content ?? EMPTY}
          lang={lang}
          focused={editing === side}
          label={t(side === 'source' ? 'memory.editSource' : 'memory.editTarget')}
          testId={`unit-editor-${side}`}
          onSave={save}
          onLeave={() => useMemory.setState({ editing: null })}
        />
      ) : text ? (
        <div className="text">
          <MarkedText content={text.content} found={found} />
        </div>
      ) : (
        <div className="unit-missing">{t('memory.missing')}</div>
      )}
    </div>
  );
}

function Facts({ row, fit }: { readonly row: MemoryRow; readonly fit: number | null | undefined }) {
  const { t } = useTranslation();
  const low = typeof fit === 'number' && fit < MISALIGNED;
  return (
    <div role="gridcell" className="cell cell-facts">
      <span className="unit-fact">
        {row.changedAt !== null && new Date(row.changedAt).toLocaleDateString(t('locale'), { dateStyle: 'medium' })}
      </span>
      <span className="unit-fact">
        <span className="unit-author">{row.author ?? row.document ?? ''}</span>
        {typeof fit === 'number' && (
          <span className={`unit-fit${low ? ' unit-fit-low' : ''}`} title={t('memory.fitHint')}>
            {low ? t('memory.fitLow', { fit }) : fit}
          </span>
        )}
      </span>
      {row.tags.length > 0 && (
        <span className="unit-tags">
          <Tag size={11} aria-hidden /> {row.tags.join(', ')}
        </span>
      )}
    </div>
  );
}
