import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** What takes less time than this is simply there; nothing flickers before it. */
const PATIENCE = 100;

const WIDTHS = [92, 84, 96, 71, 88, 64, 90, 79];

/** Stands where a document will be shown, once opening it takes longer than a moment; told to screen readers too. */
export function Opening({ share }: { readonly share?: number }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <output className="opening" data-testid="opening">
      {shown && (
        <>
          <span className="opening-word">
            {share === undefined ? t('app.opening') : t('translate.loading', { share })}
          </span>
          <span className="opening-lines" aria-hidden>
            {WIDTHS.map((width) => (
              <span key={width} style={{ width: `${width}%` }} />
            ))}
          </span>
        </>
      )}
    </output>
  );
}
