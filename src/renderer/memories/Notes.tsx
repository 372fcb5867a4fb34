/* oxlint-disable react/no-array-index-key -- lines of a report have no name but their place */
import { useTranslation } from 'react-i18next';
import type { LineMessage } from '../../shared/contract/types.ts';

/** Lines shown of each kind; the count says how many there are. */
const SHOWN = 100;

interface Props {
  readonly title: string;
  readonly kind: 'rejected' | 'repaired' | 'warnings';
  readonly lines: readonly (LineMessage & { readonly line: number })[];
}

/** What was wrong with single units of a file, each with its line. */
export function Notes({ title, kind, lines }: Props) {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  return (
    <section className={`notes notes-${kind}`} data-testid={`notes-${kind}`}>
      <h3 className="section-title">{title}</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that scrolls has to be reached by key */}
      <ul className="report-lines" tabIndex={0}>
        {lines.slice(0, SHOWN).map(({ line, key, values }, i) => (
          <li key={i}>
            {line > 0 && <span>{t('import.line', { line })}</span>} {t(key, values)}
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p className="field-hint">{t('memory.moreRows', { count: lines.length - SHOWN })}</p>}
    </section>
  );
}
