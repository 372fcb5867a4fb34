/* oxlint-disable react/no-array-index-key -- updates of a preview have no name but their place */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceUpdatePreview } from '../../../../shared/contract/review.ts';
import type { BeadUpdate } from '../../../../shared/review/update-source.ts';
import { DiffText } from '../../../ui/DiffText.tsx';
import { Checkbox } from '../../../ui/fields.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { openDialog } from '../state.ts';
import { previewSource, updateSource } from '../versions.ts';
import { FileField } from './FileField.tsx';

const UPDATES = ['unchanged', 'moved', 'changed', 'split', 'merged', 'new', 'deleted'] as const;
/** Below this share of the old edition recognised, the file is hardly a new edition of it. */
const DOUBTFUL = 0.3;

/** Shows what a new edition of the source would change, and takes it over. */
export function Source() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Awaited<ReturnType<typeof previewSource>>>(null);
  const [unlock, setUnlock] = useState(false);
  const locked = chosen?.preview.locked ?? 0;
  return (
    <FormDialog
      title={t('command.review.source')}
      testId="source"
      wide
      action={t('source.update')}
      actionTestId="source-update"
      ready={chosen !== null && (locked === 0 || unlock)}
      onClose={() => openDialog(null)}
      onSubmit={() => {
        openDialog(null);
        if (chosen) void updateSource(chosen.path, unlock);
      }}
    >
      <p className="dialog-lead">{t('source.intro')}</p>
      <FileField
        label={t('source.choose')}
        path={chosen?.path ?? null}
        testId="source-file"
        onChoose={() => void previewSource().then((found) => found && setChosen(found))}
      />
      {chosen && (
        <>
          {chosen.preview.recognised < DOUBTFUL && (
            <p className="rev-warning">
              {t('source.doubtful', { percent: Math.round(chosen.preview.recognised * 100) })}
            </p>
          )}
          {locked > 0 && (
            <Checkbox checked={unlock} onChange={setUnlock} testId="source-unlock">
              {t('source.unlock', { count: locked })}
            </Checkbox>
          )}
          <Figures preview={chosen.preview} />
          <ul className="rev-updates" data-testid="source-updates">
            {chosen.preview.updates.map((update, i) => (
              <Update key={i} update={update} />
            ))}
          </ul>
        </>
      )}
    </FormDialog>
  );
}

function Figures({ preview }: { readonly preview: SourceUpdatePreview }) {
  const { t } = useTranslation();
  const n = (value: number): string => value.toLocaleString(t('locale'));
  return (
    <table className="rev-table">
      <thead>
        <tr>
          <th scope="col">{t('source.what')}</th>
          <th scope="col">{t('source.rows')}</th>
          <th scope="col">{t('source.words')}</th>
        </tr>
      </thead>
      <tbody>
        {UPDATES.filter((kind) => preview.statistics[kind].beads > 0).map((kind) => (
          <tr key={kind}>
            <th scope="row">
              {t(`update.${kind}`)}
              <span className="rev-table-hint">{t(`update.hint.${kind}`)}</span>
            </th>
            <td>{n(preview.statistics[kind].beads)}</td>
            <td>{n(preview.statistics[kind].words)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Update({ update }: { readonly update: BeadUpdate }) {
  const { t } = useTranslation();
  const shared = { beads: update.now ? [update.now] : update.old, reading: 'both', spaces: false } as const;
  return (
    <li>
      <span className="rev-kind">{t(`update.${update.kind}`)}</span>
      <p className="rev-text rev-source">
        <DiffText side="source" change={update.source} {...shared} />
      </p>
      <p className="rev-text">
        <DiffText side="target" change={null} {...shared} />
      </p>
    </li>
  );
}
