import { create } from 'zustand';
import { core } from '../core.ts';
import { useApp } from '../state.ts';

type Purpose = 'project' | 'document' | 'memory' | 'exchange' | 'folder';

/** What the file browser of the window is asked for, where the host has no dialogs of its own. */
export interface BrowserRequest {
  readonly mode: 'open' | 'save';
  readonly purpose: Purpose;
  readonly multiple: boolean;
  /** The name proposed for a file to be written. */
  readonly name: string;
  readonly folder: string | null;
  readonly extensions: readonly string[];
  readonly answer: (paths: readonly string[]) => void;
}

export const useFileBrowser = create<{ readonly request: BrowserRequest | null }>(() => ({ request: null }));

const EXTENSIONS: Readonly<Record<Purpose, readonly string[]>> = {
  project: ['bifronte'],
  document: ['txt', 'md', 'markdown', 'html', 'htm', 'xhtml'],
  memory: ['bmem'],
  exchange: ['tmx', 'gz', 'zip', 'xlf', 'xliff', 'tsv', 'csv', 'tbx', 'srx'],
  folder: [],
};

function browse(request: Omit<BrowserRequest, 'answer'>): Promise<readonly string[]> {
  return new Promise((resolve) => {
    useFileBrowser.setState({
      request: {
        ...request,
        answer: (paths) => {
          useFileBrowser.setState({ request: null });
          resolve(paths);
        },
      },
    });
  });
}

/** Lets the user choose files; an empty list when they give up. */
export async function chooseFiles(purpose: Purpose, multiple: boolean): Promise<readonly string[]> {
  if (useApp.getState().info?.nativeDialogs) return (await core.call('host.pickFiles', { purpose, multiple })).paths;
  return browse({ mode: 'open', purpose, multiple, name: '', folder: null, extensions: EXTENSIONS[purpose] });
}

/** Lets the user say where a file is to be written; null when they give up. */
export async function chooseSave(name: string, folder: string | null, extensions: string[]): Promise<string | null> {
  if (useApp.getState().info?.nativeDialogs) {
    return (await core.call('host.pickSave', { name, folder, extensions })).path;
  }
  const [path] = await browse({ mode: 'save', purpose: 'document', multiple: false, name, folder, extensions });
  return path ?? null;
}

/** True for the file of a project. */
export function isProject(path: string): boolean {
  return /\.bifronte$/i.test(path);
}

/** The folder of a path, in the style of either system. */
export function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, '');
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.replace(/^.*[\\/]/, '');
}
