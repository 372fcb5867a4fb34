/* oxlint-disable react/no-array-index-key -- texts of a sample have no name but their place */
import { useTranslation } from 'react-i18next';
import { useMemory } from '../state.ts';

interface Props {
  readonly pairs: readonly { readonly source: string; readonly target: string }[];
  /** How many there are besides. */
  readonly more: number;
}

/** The first of the units that something is going to be done with. */
export function Sample({ pairs, more }: Props) {
  const { t } = useTranslation();
  const { sourceLang, targetLang } = useMemory((state) => state.pair);
  if (pairs.length === 0) return null;
  return (
    <>
      <ul className="unit-sample">
        {pairs.map(({ source, target }, i) => (
          <li key={i}>
            <span lang={sourceLang}>{source}</span>
            <span lang={targetLang}>{target}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="field-hint">{t('memory.moreHits', { count: more })}</p>}
    </>
  );
}
