/* oxlint-disable jsx-a11y/no-autofocus -- a dialog is opened to fill in its field */
/* oxlint-disable react/no-array-index-key -- updates of a preview have no name but their place */
import { useState } from 'react';
import { Trash2 } from 'lucide-react';
import { Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SourceUpdatePreview, StateRef } from '../../../shared/contract/review.ts';
import { attempt } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { chooseFiles, nameOf } from '../../app/files/choose.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Checkbox, Select, TextField } from '../../ui/fields.tsx';
import { moment } from '../../ui/moment.ts';
import type { ReportFormat } from './actions.ts';
import { createVersion, decide, openMerge, removeVersion, updateSource, writeReport } from './actions.ts';
import { DiffText } from '../../ui/DiffText.tsx';
import { keyOf, versionName } from './refs.ts';
import { openDialog, useReview } from './state.ts';

const close = (): void => openDialog(null);

/** The dialogs of the review view. */
export function ReviewDialogs() {
  const dialog = useReview((state) => state.dialog);
  switch (dialog) {
    case 'version':
      return <Versions />;
    case 'merge':
      return <Merge />;
    case 'source':
      return <Source />;
    case 'report':
      return <Report />;
    case 'reason':
      return <Reason />;
    case null:
      return null;
  }
}

function Versions() {
  const { t } = useTranslation();
  const versions = useReview((state) => state.versions);
  const [name, setName] = useState('');
  const make = (): void => {
    if (name.trim() === '') return;
    close();
    void createVersion(name.trim());
  };
  return (
    <Dialog
      title={t('versions.title')}
      onClose={close}
      testId="versions"
      footer={
        <>
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button kind="primary" isDisabled={name.trim() === ''} onPress={make} testId="version-create">
            {t('versions.create')}
          </Button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <TextField
          label={t('versions.name')}
          value={name}
          onChange={setName}
          hint={t('versions.hint')}
          autoFocus
          testId="version-name"
        />
      </form>
      <ul className="rev-versions" aria-label={t('review.versions')}>
        {versions.map((version) => (
          <li key={version.id}>
            <span className="rev-version-name">{versionName(t, version)}</span>
            <span className="list-detail">
              {[version.who, moment(version.at, t('locale'))].filter((part) => part !== '').join(', ')}
            </span>
            {version.kind !== 'import' && (
              <IconButton
                label={t('versions.remove', { name: versionName(t, version) })}
                icon={<Trash2 size={15} />}
                onPress={() => void removeVersion(version.id)}
              />
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Merge() {
  const { t } = useTranslation();
  const versions = useReview((state) => state.versions);
  const sent = versions.find(({ kind }) => kind === 'delivery') ?? versions.find(({ kind }) => kind === 'manual');
  const [base, setBase] = useState(`version:${(sent ?? versions.at(-1))?.id ?? ''}`);
  const [path, setPath] = useState<string | null>(null);
  const chosen = versions.find(({ id }) => keyOf({ kind: 'version', version: id }) === base);
  const go = async (): Promise<void> => {
    if (path === null || !chosen) return;
    const theirs: StateRef = { kind: 'file', path };
    if (await openMerge({ kind: 'version', version: chosen.id }, theirs)) close();
  };
  return (
    <Dialog
      title={t('command.review.merge')}
      onClose={close}
      testId="merge"
      footer={
        <>
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button kind="primary" isDisabled={path === null || !chosen} onPress={() => void go()} testId="merge-look">
            {t('merge.look')}
          </Button>
        </>
      }
    >
      <div className="form">
        <p className="dialog-lead">{t('merge.intro')}</p>
        <div className="rev-file">
          <Button
            testId="merge-file"
            onPress={() => void chooseFiles('exchange', false).then(([file]) => file !== undefined && setPath(file))}
          >
            {t('merge.choose')}
          </Button>
          <span className="list-detail">{path === null ? t('merge.noFile') : nameOf(path)}</span>
        </div>
        <Select
          label={t('merge.base')}
          hint={t('merge.baseHint')}
          value={base}
          options={versions.map((version) => ({
            id: `version:${version.id}`,
            label: versionName(t, version),
            detail: moment(version.at, t('locale')),
          }))}
          onChange={setBase}
        />
      </div>
    </Dialog>
  );
}

const UPDATES = ['unchanged', 'moved', 'changed', 'split', 'merged', 'new', 'deleted'] as const;
/** Below this share of the old edition recognised, the file is hardly a new edition of it. */
const DOUBTFUL = 0.3;

function Source() {
  const { t } = useTranslation();
  const project = useReview((state) => state.project);
  const document = useReview((state) => state.document);
  const [path, setPath] = useState<string | null>(null);
  const [preview, setPreview] = useState<SourceUpdatePreview | null>(null);
  const choose = async (): Promise<void> => {
    const [file] = await chooseFiles('document', false);
    if (!file || project === null || document === null) return;
    const found = await attempt(t('source.failed'), () =>
      core.call('review.sourcePreview', { project, document, path: file }),
    );
    if (!found) return;
    setPath(file);
    setPreview(found);
  };
  const n = (value: number): string => value.toLocaleString(t('locale'));
  return (
    <Dialog
      title={t('command.review.source')}
      onClose={close}
      wide
      testId="source"
      footer={
        <>
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={path === null}
            testId="source-update"
            onPress={() => {
              close();
              if (path !== null) void updateSource(path);
            }}
          >
            {t('source.update')}
          </Button>
        </>
      }
    >
      <div className="form">
        <p className="dialog-lead">{t('source.intro')}</p>
        <div className="rev-file">
          <Button onPress={() => void choose()} testId="source-file">
            {t('source.choose')}
          </Button>
          <span className="list-detail">{path === null ? t('merge.noFile') : nameOf(path)}</span>
        </div>
        {preview && (
          <>
            {preview.recognised < DOUBTFUL && (
              <p className="rev-warning">{t('source.doubtful', { percent: Math.round(preview.recognised * 100) })}</p>
            )}
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
            <ul className="rev-updates" data-testid="source-updates">
              {preview.updates.map((update, i) => (
                <li key={i}>
                  <span className="rev-kind">{t(`update.${update.kind}`)}</span>
                  <p className="rev-text rev-source">
                    <DiffText
                      beads={update.now ? [update.now] : update.old}
                      side="source"
                      change={update.source}
                      reading="both"
                      spaces={false}
                    />
                  </p>
                  <p className="rev-text">
                    <DiffText
                      beads={update.now ? [update.now] : update.old}
                      side="target"
                      change={null}
                      reading="both"
                      spaces={false}
                    />
                  </p>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Dialog>
  );
}

const FORMATS = ['html', 'docx', 'xlsx', 'json', 'text'] as const;

function Report() {
  const { t } = useTranslation();
  const filter = useReview((state) => state.filter);
  const filtered = Object.keys(filter).length > 0;
  const [format, setFormat] = useState<ReportFormat>('html');
  const [shown, setShown] = useState(filtered);
  return (
    <Dialog
      title={t('command.review.report')}
      onClose={close}
      testId="report"
      footer={
        <>
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            testId="report-write"
            onPress={() => {
              close();
              void writeReport(format, shown);
            }}
          >
            {t('report.write')}
          </Button>
        </>
      }
    >
      <div className="form">
        <RadioGroup
          className="choices"
          aria-label={t('report.format')}
          value={format}
          onChange={(value) => setFormat(FORMATS.find((it) => it === value) ?? 'html')}
        >
          {FORMATS.map((it) => (
            <Radio key={it} value={it} className="choice" data-testid={`report-${it}`}>
              <span className="choice-dot" aria-hidden />
              <span>
                <strong>{t(`report.format.${it}`)}</strong>
                <span className="choice-hint">{t(`report.hint.${it}`)}</span>
              </span>
            </Radio>
          ))}
        </RadioGroup>
        {filtered && (
          <Checkbox checked={shown} onChange={setShown}>
            {t('report.onlyShown')}
          </Checkbox>
        )}
      </div>
    </Dialog>
  );
}

function Reason() {
  const { t } = useTranslation();
  const [why, setWhy] = useState('');
  const reject = (): void => {
    close();
    void decide('rejected', why);
  };
  return (
    <Dialog
      title={t('command.review.rejectWhy')}
      onClose={close}
      testId="reason"
      footer={
        <>
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button kind="primary" onPress={reject} testId="reason-reject">
            {t('command.review.reject')}
          </Button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          reject();
        }}
      >
        <TextField label={t('review.why')} value={why} onChange={setWhy} autoFocus testId="reason-text" />
      </form>
    </Dialog>
  );
}
