import { CoreError } from '../../../../shared/contract/errors.ts';
import type { LogCheck, VersionInfo } from '../../../../shared/contract/review.ts';
import { lastSeq, readChange } from '../../store/project/changes.ts';
import { requireDocument } from '../../store/project/documents.ts';
import {
  deleteVersion,
  readVersions,
  renameVersion,
  requireVersion,
  type VersionRow,
} from '../../store/project/versions.ts';
import type { ReadConnection, WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import { States } from './states.ts';
import { takeVersion } from './take.ts';

function describe(row: VersionRow, last: number): VersionInfo {
  const { id, kind, name, before, at, who, seq, bytes } = row;
  return { id, kind, name, before, at, who, seq, changesSince: last - seq, bytes };
}

/** The versions of a document, newest first. */
export function listVersions(project: ReadConnection, document: number): VersionInfo[] {
  return project.snapshot(() => {
    requireDocument(project, document);
    const last = lastSeq(project, document);
    return readVersions(project, document).map((row) => describe(row, last));
  });
}

export function createVersion(project: WriteConnection, document: number, name: string, author: Author): VersionInfo {
  return project.transaction(() => {
    requireDocument(project, document);
    const id = takeVersion(project, document, { kind: 'manual', name, ...author });
    return describe(requireVersion(project, document, id), lastSeq(project, document));
  });
}

export function nameVersion(project: WriteConnection, document: number, version: number, name: string): VersionInfo {
  return project.transaction(() => {
    requireVersion(project, document, version);
    renameVersion(project, version, name);
    return describe(requireVersion(project, document, version), lastSeq(project, document));
  });
}

/** Forgets a version; the change log stays. The first state cannot be removed: recovery starts there. */
export function removeVersion(project: WriteConnection, document: number, version: number): VersionInfo[] {
  return project.transaction(() => {
    if (requireVersion(project, document, version).kind === 'import') {
      throw new CoreError('badRequest', 'the state at import stays: older states are recovered from it', {
        key: 'importVersionStays',
      });
    }
    deleteVersion(project, version);
    return listVersions(project, document);
  });
}

/** Reads every entry of a document's change log and says which are damaged and which versions that costs. */
export function checkLog(project: ReadConnection, document: number): LogCheck {
  return project.snapshot(() => {
    requireDocument(project, document);
    const entries = lastSeq(project, document);
    const damaged: number[] = [];
    for (let seq = 1; seq <= entries; seq++) {
      try {
        readChange(project, document, seq);
      } catch (error) {
        if (!(error instanceof CoreError)) throw error;
        damaged.push(seq);
      }
    }
    const rows = readVersions(project, document);
    const states = new States(project);
    const lost =
      damaged.length === 0 ? [] : rows.filter(({ seq }) => !isReadable(states, document, seq)).map(({ id }) => id);
    return { entries, damaged, readable: rows.map(({ id }) => id).filter((id) => !lost.includes(id)), lost };
  });
}

function isReadable(states: States, document: number, seq: number): boolean {
  try {
    states.at(document, seq);
    return true;
  } catch (error) {
    if (error instanceof CoreError) return false;
    throw error;
  }
}
