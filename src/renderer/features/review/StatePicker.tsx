import { ChevronDown } from 'lucide-react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { StateRef } from '../../../shared/contract/review.ts';
import { useApp } from '../../app/state.ts';
import { moment } from '../../ui/moment.ts';
import { choose, chooseFile } from './actions.ts';
import { chooseProject } from './versions.ts';
import { keyOf, refName, versionName } from './refs.ts';
import { useReview } from './state.ts';

interface Props {
  readonly side: 'a' | 'b';
  readonly label: string;
}

/** Chooses one side of the comparison: the present state, a version, another document, or a file. */
export function StatePicker({ side, label }: Props) {
  const { t } = useTranslation();
  const chosen = useReview((state) => state[side]);
  const versions = useReview((state) => state.versions);
  const others = useReview((state) => state.others);
  const names = useReview((state) => state.names);
  const lost = useReview((state) => state.check?.lost);
  const document = useReview((state) => state.document);
  const project = useApp((state) => state.project);
  const documents = (project?.documents ?? [])
    .filter(({ id }) => id !== document)
    .map((it): StateRef => ({ kind: 'document', path: project?.path ?? '', document: it.id }));
  const refs = new Map<string, StateRef>(
    [{ kind: 'current' } as const, ...others, ...documents].map((ref) => [keyOf(ref), ref]),
  );
  for (const { id } of versions) refs.set(`version:${id}`, { kind: 'version', version: id });
  const present = chosen === null ? '' : keyOf(chosen);
  const version = chosen?.kind === 'version' ? versions.find(({ id }) => id === chosen.version) : undefined;
  const nameOfDocument = (ref: StateRef): string =>
    names.get(keyOf(ref)) ??
    (ref.kind === 'document' && ref.path === project?.path
      ? project.documents.find(({ id }) => id === ref.document)?.name
      : undefined) ??
    refName(t, ref);
  const check = (key: string): string => (key === present ? '✓' : '');
  const shown = version ? versionName(t, version) : chosen ? nameOfDocument(chosen) : t('review.choose');
  return (
    <MenuTrigger>
      <Button className="rev-picker" aria-label={`${label}: ${shown}`} data-testid={`state-${side}`}>
        <span className="rev-picker-label">{label}</span>
        <span className="rev-picker-name">{shown}</span>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="popover">
        <Menu
          className="menu rev-menu"
          aria-label={label}
          onAction={(key) => {
            const ref = refs.get(String(key));
            if (key === 'openFile') void chooseFile(side);
            else if (key === 'openProject') void chooseProject(side);
            else if (ref) choose(side, ref);
          }}
        >
          <MenuItem id="current" className="menu-item" textValue={t('version.current')}>
            <span className="menu-check">{check('current')}</span>
            <span className="menu-label">{t('version.current')}</span>
          </MenuItem>
          <MenuSection>
            <Header className="menu-head">{t('review.versions')}</Header>
            {versions.map((it) => {
              const name = versionName(t, it);
              return (
                <MenuItem
                  key={it.id}
                  id={`version:${it.id}`}
                  className="menu-item"
                  textValue={name}
                  isDisabled={lost?.includes(it.id) ?? false}
                >
                  <span className="menu-check">{check(`version:${it.id}`)}</span>
                  <span className="menu-label">{name}</span>
                  <span className="menu-detail">
                    {lost?.includes(it.id) ? t('review.lost') : moment(it.at, t('locale'))}
                  </span>
                </MenuItem>
              );
            })}
          </MenuSection>
          {documents.length > 0 && (
            <MenuSection>
              <Header className="menu-head">{t('review.documents')}</Header>
              {documents.map((ref) => (
                <MenuItem key={keyOf(ref)} id={keyOf(ref)} className="menu-item" textValue={nameOfDocument(ref)}>
                  <span className="menu-check">{check(keyOf(ref))}</span>
                  <span className="menu-label">{nameOfDocument(ref)}</span>
                </MenuItem>
              ))}
            </MenuSection>
          )}
          <Separator className="menu-rule" />
          {others.map((ref) => (
            <MenuItem key={keyOf(ref)} id={keyOf(ref)} className="menu-item" textValue={nameOfDocument(ref)}>
              <span className="menu-check">{check(keyOf(ref))}</span>
              <span className="menu-label">{nameOfDocument(ref)}</span>
            </MenuItem>
          ))}
          <MenuItem id="openFile" className="menu-item" textValue={t('review.openFile')}>
            <span className="menu-check" />
            <span className="menu-label">{t('review.openFile')}</span>
          </MenuItem>
          <MenuItem id="openProject" className="menu-item" textValue={t('review.openProject')}>
            <span className="menu-check" />
            <span className="menu-label">{t('review.openProject')}</span>
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
