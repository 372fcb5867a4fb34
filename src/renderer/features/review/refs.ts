import type { TFunction } from 'i18next';
import type { StateInfo, StateRef, VersionInfo } from '../../../shared/contract/review.ts';
import { nameOf } from '../../app/files/choose.ts';

/** A reference as one word, for lists to choose from. */
export function keyOf(ref: StateRef): string {
  switch (ref.kind) {
    case 'current':
      return 'current';
    case 'version':
      return `version:${ref.version}`;
    case 'file':
      return `file:${ref.path}`;
    case 'document':
      return `document:${ref.document}:${ref.path}`;
  }
}

/** What to call a version. */
export function versionName(
  t: TFunction,
  { kind, name, before }: Pick<VersionInfo, 'kind' | 'name' | 'before'>,
): string {
  if (kind === 'manual') return name;
  if (kind === 'batch') return name || t('version.batch', { what: before === null ? '' : t(`change.${before}`) });
  if (kind === 'import') return name || t('version.import');
  return t(`version.${kind}`, { name });
}

/** What to call one side of a comparison. */
export function stateName(t: TFunction, info: StateInfo): string {
  if (info.kind === 'current') return t('version.current');
  if (info.kind === 'file' || info.kind === 'document') return info.name;
  return versionName(t, { kind: info.kind, name: info.name, before: info.before });
}

/** What to call a reference that is no version. */
export function refName(t: TFunction, ref: StateRef): string {
  if (ref.kind === 'file') return nameOf(ref.path);
  if (ref.kind === 'document') return t('review.documentOf', { name: nameOf(ref.path) });
  return t('version.current');
}
