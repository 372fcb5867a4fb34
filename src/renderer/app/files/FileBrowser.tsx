import { useEffect, useRef, useState } from 'react';
import { ChevronRight, CornerLeftUp, FileText, Folder } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FolderListing } from '../../../shared/contract/types.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Checkbox, TextField } from '../../ui/fields.tsx';
import { core } from '../core.ts';
import { errorText } from '../notices.ts';
import { useApp } from '../state.ts';
import type { BrowserRequest } from './choose.ts';
import { folderOf, useFileBrowser } from './choose.ts';

let lastFolder: string | null = null;

/** Shown while files are asked for and the host has no dialogs of its own. */
export function FileBrowserHost() {
  const request = useFileBrowser((state) => state.request);
  return request ? <FileBrowser key={`${request.mode}${request.purpose}`} request={request} /> : null;
}

function FileBrowser({ request }: { readonly request: BrowserRequest }) {
  const { t } = useTranslation();
  const [listing, setListing] = useState<FolderListing | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [name, setName] = useState(request.name);
  const [all, setAll] = useState(false);
  /** What is being typed as an address; null while it is the folder on show. */
  const [typed, setTyped] = useState<string | null>(null);
  /** The folder that was asked for last: an answer about another comes too late to be shown. */
  const asked = useRef(0);
  const load = (folder: string | null): void => {
    const mine = ++asked.current;
    core.call('files.list', { folder }).then(
      (found) => {
        if (mine !== asked.current) return;
        lastFolder = found.folder;
        setListing(found);
        setError(null);
        setTyped(null);
        // What was chosen while the same folder was read again stays chosen.
        const there = new Set(found.entries.map(({ path }) => path));
        setChosen((before) => new Set([...before].filter((path) => there.has(path))));
      },
      (reason: unknown) => {
        if (mine === asked.current) setError(errorText(reason));
      },
    );
  };
  useEffect(() => {
    const mine = ++asked.current;
    firstListing(request.folder).then(
      (found) => {
        if (mine === asked.current) setListing(found);
      },
      (reason: unknown) => {
        if (mine === asked.current) setError(errorText(reason));
      },
    );
  }, [request.folder]);

  const saving = request.mode === 'save';
  const forFolder = request.purpose === 'folder';
  const fits = (file: string): boolean =>
    all || request.extensions.length === 0 || request.extensions.some((it) => file.toLowerCase().endsWith(`.${it}`));
  const entries = (listing?.entries ?? [])
    .filter((entry) => !entry.name.startsWith('.') && (entry.folder || (!forFolder && fits(entry.name))))
    .toSorted(
      (a, b) => Number(b.folder) - Number(a.folder) || a.name.localeCompare(b.name, undefined, { numeric: true }),
    );
  const separator = listing?.folder.includes('\\') ? '\\' : '/';
  const written = name.includes('.') || request.extensions.length === 0 ? name : `${name}.${request.extensions[0]}`;
  const taken = saving && (listing?.entries ?? []).some((entry) => !entry.folder && entry.name === written);
  const done = (): void => {
    if (!listing) return;
    if (saving) request.answer([`${listing.folder.replace(/[\\/]$/, '')}${separator}${written}`]);
    else if (forFolder) request.answer([listing.folder]);
    else request.answer([...chosen]);
  };
  const choose = (entry: FolderListing['entries'][number]): void => {
    if (entry.folder) load(entry.path);
    else if (saving) setName(entry.name);
    else if (request.multiple) {
      const next = new Set(chosen);
      if (!next.delete(entry.path)) next.add(entry.path);
      setChosen(next);
    } else setChosen(new Set([entry.path]));
  };
  const ready = saving ? name.trim() !== '' && listing !== null : forFolder ? listing !== null : chosen.size > 0;
  return (
    <Dialog
      wide
      title={t(saving ? 'files.title.save' : `files.title.${request.purpose}`)}
      onClose={() => request.answer([])}
      testId="file-browser"
      footer={
        <>
          {request.extensions.length > 0 && !saving && (
            <Checkbox checked={all} onChange={setAll}>
              {t('files.showAll')}
            </Checkbox>
          )}
          <span className="bar-space" />
          <Button onPress={() => request.answer([])}>{t('ui.cancel')}</Button>
          <Button kind="primary" onPress={done} isDisabled={!ready} testId="files-done">
            {t(saving ? (taken ? 'files.replace' : 'files.save') : 'files.open')}
          </Button>
        </>
      }
    >
      <div className="files">
        <ul className="files-places" aria-label={t('files.places')}>
          {listing?.places.map((place) => (
            <li key={place.path}>
              <button
                type="button"
                className="files-place"
                aria-current={place.path === listing.folder ? 'location' : undefined}
                onClick={() => load(place.path)}
              >
                <Folder size={15} aria-hidden />
                {t(`files.place.${place.name}`, { defaultValue: place.name })}
              </button>
            </li>
          ))}
        </ul>
        <div className="files-main">
          <div className="files-path">
            <IconButton
              label={t('files.up')}
              icon={<CornerLeftUp size={16} />}
              isDisabled={!listing?.parent}
              onPress={() => load(listing?.parent ?? null)}
            />
            <input
              className="input files-address"
              aria-label={t('files.address')}
              value={typed ?? listing?.folder ?? ''}
              spellCheck={false}
              data-testid="files-address"
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') load(event.currentTarget.value);
              }}
            />
          </div>
          {error && (
            <p className="panel-message" role="alert">
              {error}
            </p>
          )}
          <ul className="files-list" aria-label={t('files.entries')} data-folder={listing?.folder}>
            {entries.map((entry) => (
              <li key={entry.path}>
                <button
                  type="button"
                  className="files-entry"
                  aria-pressed={entry.folder ? undefined : chosen.has(entry.path)}
                  onClick={() => choose(entry)}
                  onDoubleClick={() => {
                    if (!entry.folder && !saving) request.answer([entry.path]);
                  }}
                >
                  {entry.folder ? <Folder size={16} aria-hidden /> : <FileText size={16} aria-hidden />}
                  <span className="files-name">{entry.name}</span>
                  {entry.folder ? (
                    <ChevronRight size={14} aria-hidden />
                  ) : (
                    <span className="files-size">{fileSize(entry.size, t('locale'))}</span>
                  )}
                </button>
              </li>
            ))}
            {listing && entries.length === 0 && <li className="panel-message">{t('files.none')}</li>}
          </ul>
          {saving && (
            <TextField
              label={t('files.name')}
              value={name}
              onChange={setName}
              testId="files-name"
              hint={taken ? t('files.taken', { name: written }) : undefined}
            />
          )}
        </div>
      </div>
    </Dialog>
  );
}

/** The first folder that can be shown: the one asked for, the last one, the usual one, the project's, the program's. */
async function firstListing(wanted: string | null): Promise<FolderListing> {
  const { project, info } = useApp.getState();
  const folders = [wanted, lastFolder, null, project ? folderOf(project.path) : null, info?.dataFolder ?? null];
  let failure: unknown;
  for (const folder of folders) {
    try {
      return await core.call('files.list', { folder });
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

function fileSize(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[unit] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  }).format(value);
}
