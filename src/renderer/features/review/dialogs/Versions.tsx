/* oxlint-disable jsx-a11y/no-autofocus -- a dialog is opened to fill in its field */
import { useEffect, useRef, useState } from 'react';
import { Pencil, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { VersionInfo } from '../../../../shared/contract/review.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { moment } from '../../../ui/moment.ts';
import { versionName } from '../refs.ts';
import { openDialog, useReview } from '../state.ts';
import { createVersion, removeVersion, renameVersion } from '../versions.ts';

/** What is being done to a version of the list; `done` brings the focus back to it, so that keys go on from there. */
type What = 'rename' | 'remove' | 'done';

/** Keeps the present state under a name; names and removes the versions there are. */
export function Versions() {
  const { t } = useTranslation();
  const versions = useReview((state) => state.versions);
  const [name, setName] = useState('');
  const [doing, setDoing] = useState<{ readonly what: What; readonly version: number } | null>(null);
  return (
    <FormDialog
      title={t('versions.title')}
      testId="versions"
      action={t('versions.create')}
      actionTestId="version-create"
      ready={name.trim() !== ''}
      onClose={() => openDialog(null)}
      onSubmit={() => {
        openDialog(null);
        void createVersion(name.trim());
      }}
      after={
        <ul className="rev-versions" aria-label={t('review.versions')}>
          {versions.map((version) => (
            <Version
              key={version.id}
              version={version}
              doing={doing?.version === version.id ? doing.what : null}
              onDo={(what) => setDoing({ what, version: version.id })}
              onRemove={() => {
                const rest = versions.filter(({ id }) => id !== version.id);
                const next = rest[Math.min(versions.indexOf(version), rest.length - 1)];
                setDoing(next ? { what: 'done', version: next.id } : null);
                void removeVersion(version.id);
              }}
            />
          ))}
        </ul>
      }
    >
      <TextField
        label={t('versions.name')}
        value={name}
        onChange={setName}
        hint={t('versions.hint')}
        autoFocus
        testId="version-name"
      />
    </FormDialog>
  );
}

interface VersionProps {
  readonly version: VersionInfo;
  readonly doing: What | null;
  readonly onDo: (what: What) => void;
  readonly onRemove: () => void;
}

function Version({ version, doing, onDo, onRemove }: VersionProps) {
  const { t } = useTranslation();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (doing !== 'done') return undefined;
    // The dialog catches the focus that a field took with it in the next frame; it comes back here after that.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => row.current?.querySelector('button')?.focus());
    });
    return () => cancelAnimationFrame(frame);
  }, [doing]);
  const name = versionName(t, version);
  if (doing === 'rename')
    return (
      <li>
        <Rename version={version} onDone={() => onDo('done')} />
      </li>
    );
  return (
    <li ref={row} data-testid={`version-${version.id}`}>
      <span className="rev-version-name">{name}</span>
      {doing === 'remove' ? (
        <>
          <span className="list-detail">{t('versions.removeWhat')}</span>
          <Button kind="danger" autoFocus onPress={onRemove}>
            {t('versions.removeNow')}
          </Button>
          <Button onPress={() => onDo('done')}>{t('ui.cancel')}</Button>
        </>
      ) : (
        <>
          <span className="list-detail">
            {[version.who, moment(version.at, t('locale'))].filter((part) => part !== '').join(', ')}
          </span>
          <span className="rev-version-verbs">
            <IconButton
              label={t('versions.rename', { name })}
              icon={<Pencil size={14} />}
              testId={`version-rename-${version.id}`}
              onPress={() => onDo('rename')}
            />
            {version.kind !== 'import' && (
              <IconButton
                label={t('versions.remove', { name })}
                icon={<Trash2 size={15} />}
                onPress={() => onDo('remove')}
              />
            )}
          </span>
        </>
      )}
    </li>
  );
}

function Rename({ version, onDone }: { readonly version: VersionInfo; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(version.name || versionName(t, version));
  return (
    <form
      className="rev-rename"
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
        void renameVersion(version.id, name);
      }}
    >
      <TextField
        label={t('versions.newName')}
        labelHidden
        value={name}
        onChange={setName}
        autoFocus
        testId="version-new-name"
      />
      <Button kind="primary" type="submit" isDisabled={name.trim() === ''}>
        {t('versions.renameNow')}
      </Button>
      <Button onPress={onDone}>{t('ui.cancel')}</Button>
    </form>
  );
}
