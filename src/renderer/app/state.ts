import { create } from 'zustand';
import type { AppInfo, ProjectInfo } from '../../shared/contract/types.ts';
import type { LinkState } from '../client/link.ts';
import type { Settings } from './settings.ts';
import { readSettings } from './settings.ts';

export type ViewId = 'project' | 'translate' | 'align' | 'memory' | 'settings' | 'review';

export interface Notice {
  readonly id: number;
  readonly kind: 'error' | 'info' | 'done';
  readonly title: string;
  readonly text?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface AppState {
  readonly info: AppInfo | null;
  readonly link: LinkState;
  /** True until the first view can be shown. */
  readonly starting: boolean;
  readonly view: ViewId;
  readonly project: ProjectInfo | null;
  /** The document open for translation. */
  readonly document: number | null;
  /** The alignment open in its view. */
  readonly alignment: number | null;
  readonly settings: Settings;
  readonly notices: readonly Notice[];
  /** What screen readers are told. */
  readonly spoken: string;
}

/** What the whole window shares. Changed only by the functions of `actions.ts` and `notices.ts`. */
export const useApp = create<AppState>(() => ({
  info: null,
  link: 'connecting',
  starting: true,
  view: 'translate',
  project: null,
  document: null,
  alignment: null,
  settings: readSettings({}),
  notices: [],
  spoken: '',
}));
