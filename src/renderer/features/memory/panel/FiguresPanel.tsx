import { useTranslation } from 'react-i18next';
import type { MemoryFacet } from '../../../../shared/contract/memory-edit.ts';
import { languageName } from '../../../i18n/languages.ts';
import { changeQuery } from '../actions.ts';
import { useMemory } from '../state.ts';
import { useFacets } from '../use-facets.ts';

/** Rows shown of each list. */
const SHOWN = 12;
const MEGABYTE = 1_000_000;

/** What the memory holds, in numbers. */
export function FiguresPanel() {
  const { t, i18n } = useTranslation();
  const facets = useFacets(true);
  const opened = useMemory((state) => state.opened);
  if (!facets || !opened) return null;
  const number = (value: number): string => value.toLocaleString(t('locale'));
  const list = (title: string, rows: readonly MemoryFacet[], act?: (value: string) => void) =>
    rows.length > 0 && (
      <section>
        <h3>{title}</h3>
        <ul className="figure-list">
          {rows.slice(0, SHOWN).map(({ value, units }) => (
            <li key={value}>
              {act ? (
                <button type="button" className="link-button" title={t('memory.only')} onClick={() => act(value)}>
                  {value}
                </button>
              ) : (
                <span>{value}</span>
              )}
              <span>{number(units)}</span>
            </li>
          ))}
        </ul>
        {rows.length > SHOWN && <p className="panel-message">{t('memory.moreRows', { count: rows.length - SHOWN })}</p>}
      </section>
    );
  return (
    <div className="memory-figures">
      <dl className="figures">
        <div>
          <dt>{t('memory.unitsWord')}</dt>
          <dd>{number(opened.units)}</dd>
        </div>
        <div>
          <dt>MB</dt>
          <dd>{(facets.bytes / MEGABYTE).toLocaleString(t('locale'), { maximumFractionDigits: 1 })}</dd>
        </div>
      </dl>
      <p className="figure-path">{opened.memory}</p>
      {list(
        t('memory.languages'),
        facets.languages.map(({ value, units }) => ({ value: languageName(value, i18n.language), units })),
      )}
      {list(t('memory.authors'), facets.authors, (author) => changeQuery({ author }))}
      {list(t('memory.documents'), facets.documents, (document) => changeQuery({ document }))}
      {list(t('memory.tags'), facets.tags, (tag) => changeQuery({ tag }))}
    </div>
  );
}
