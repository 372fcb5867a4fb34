import type { AppInfo } from '../../../shared/contract/types.ts';

/** What the core needs from the host it runs in. All run on the host's main thread; none touches a database. */
export interface Ports {
  /** Where settings, the default memory, the sample project and uploads live. */
  readonly dataFolder: string;
  /** Where projects are put when the user names no place. */
  readonly documentsFolder: string;
  /** The folder of `corpus/`, for the sample project. */
  readonly corpusFolder: string;
  readonly info: () => AppInfo;
  readonly dialogs: {
    readonly pickFiles: (
      purpose: 'project' | 'document' | 'memory' | 'exchange' | 'folder',
      multiple: boolean,
    ) => Promise<string[]>;
    readonly pickSave: (name: string, folder: string | null, extensions: readonly string[]) => Promise<string | null>;
  } | null;
  readonly shell: {
    readonly showInFolder: (path: string) => Promise<void>;
    readonly openExternal: (url: string) => Promise<void>;
  } | null;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
  /** Paths of bundled worker entries, the native SQLite binding and the scan kernel; undefined from source. */
  readonly bundle?: {
    readonly worker: (name: string) => string | URL;
    readonly nativeBinding: string;
    readonly kernel: string;
  };
}
