import { useTranslation } from 'react-i18next';

/** A row of counts with their names; `hint` explains one in full. */
export function Figures({
  figures,
}: {
  readonly figures: readonly { readonly name: string; readonly count: number; readonly hint?: string }[];
}) {
  const { t } = useTranslation();
  return (
    <dl className="figures">
      {figures.map(({ name, count, hint }) => (
        <div key={name} title={hint}>
          <dt>{name}</dt>
          <dd>{count.toLocaleString(t('locale'))}</dd>
        </div>
      ))}
    </dl>
  );
}
