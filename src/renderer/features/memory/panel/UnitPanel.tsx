import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MemoryText } from '../../../../shared/contract/memory-edit.ts';
import { languageKey } from '../../../../shared/formats/bilingual/language.ts';
import { languageName } from '../../../i18n/languages.ts';
import { Button } from '../../../ui/Button.tsx';
import { ContentText } from '../../../ui/ContentText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { changeQuery, edit, rowCache, tagUnits } from '../actions.ts';
import { openMemoryDialog, useMemory } from '../state.ts';

/** The active unit in full, with everything the memory knows of it. */
export function UnitPanel() {
  const { t, i18n } = useTranslation();
  const active = useMemory((state) => state.active);
  const total = useMemory((state) => state.total);
  useMemory((state) => state.rows);
  const row = total > 0 ? rowCache.at(active) : undefined;
  if (!row) return <EmptyState small title={t('memory.noUnit')} text={t('memory.noUnitHint')} />;
  const text = (side: 'source' | 'target', it: MemoryText | null) => (
    <section className="unit-side">
      <header>
        <h3>{it ? languageName(languageKey(it.lang), i18n.language) : t('memory.missing')}</h3>
        <Button kind="quiet" onPress={() => edit(side)} testId={`unit-edit-${side}`}>
          {t('memory.edit')}
        </Button>
      </header>
      {it && (
        <p className="text" lang={it.lang}>
          <ContentText content={it.content} />
        </p>
      )}
    </section>
  );
  const filter = (label: string, value: string | null, act: () => void) =>
    value !== null && (
      <div>
        <dt>{label}</dt>
        <dd>
          <button type="button" className="link-button" title={t('memory.only')} onClick={act}>
            {value}
          </button>
        </dd>
      </div>
    );
  return (
    <div className="unit-panel">
      {text('source', row.source)}
      {text('target', row.target)}
      <dl className="unit-about">
        {row.changedAt !== null && (
          <div>
            <dt>{t('memory.changed')}</dt>
            <dd>{new Date(row.changedAt).toLocaleString(t('locale'), { dateStyle: 'long', timeStyle: 'short' })}</dd>
          </div>
        )}
        {filter(t('memory.author'), row.author, () => changeQuery({ author: row.author ?? undefined }))}
        {filter(t('memory.document'), row.document, () => changeQuery({ document: row.document ?? undefined }))}
        {filter(t('memory.batch'), t('memory.import', { batch: row.batch }), () => changeQuery({ batch: row.batch }))}
        {row.others.length > 0 && (
          <div>
            <dt>{t('memory.others')}</dt>
            <dd>{row.others.map((lang) => languageName(languageKey(lang), i18n.language)).join(', ')}</dd>
          </div>
        )}
        <div>
          <dt>{t('memory.tags')}</dt>
          <dd className="unit-taglist">
            {row.tags.map((tag) => (
              <span key={tag} className="unit-tag">
                {tag}
                <button
                  type="button"
                  aria-label={t('memory.untag', { tag })}
                  onClick={() => void tagUnits([row.unit], tag, false)}
                >
                  <X size={11} aria-hidden />
                </button>
              </span>
            ))}
            <Button kind="quiet" onPress={() => openMemoryDialog({ kind: 'tag' })}>
              {t('memory.addTag')}
            </Button>
          </dd>
        </div>
      </dl>
    </div>
  );
}
