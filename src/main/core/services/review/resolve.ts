import { basename } from 'node:path';
import type { StateInfo, StateRef } from '../../../../shared/contract/review.ts';
import type { Snapshot } from '../../../../shared/review/snapshot.ts';
import { presentEdition } from '../../store/project/editions.ts';
import { requireDocument } from '../../store/project/documents.ts';
import { requireVersion } from '../../store/project/versions.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { requireAbsolute } from '../files.ts';
import { readProjectFacts } from '../projects/facts.ts';
import { States } from '../versions/states.ts';
import { bilingualSnapshot } from './bilingual-snapshot.ts';

/** A side of a comparison with its texts. */
export interface ResolvedState {
  readonly snapshot: Snapshot;
  readonly info: StateInfo;
  /** For a state of the document itself: the hash of the source it belongs to. */
  readonly edition: string | null;
}

/** The document that is reviewed, with everything needed to find its other states. */
export interface Reviewed {
  readonly project: ReadConnection;
  readonly document: number;
  readonly states: States;
  /** Opens another project file for reading; it is closed by whoever gave this. */
  readonly openProject: (path: string) => ReadConnection;
}

/** The name by which states of one document are told from others, wherever the project file goes. */
function identityOf(project: ReadConnection, document: number): string {
  return `${readProjectFacts(project).uuid}#${document}`;
}

/** Reads what a reference names. Throws CoreError for what is not there or cannot be used. */
export function resolveState(ref: StateRef, reviewed: Reviewed): ResolvedState {
  const { project, document, states } = reviewed;
  const { sourceLang, targetLang, name: documentName } = requireDocument(project, document);
  const languages = { sourceLang, targetLang };
  const identity = identityOf(project, document);
  switch (ref.kind) {
    case 'current': {
      const { beads } = states.present(document);
      return {
        snapshot: { ...languages, beads, identity, complete: true },
        info: { kind: 'current', name: documentName, before: null, at: null, ...languages, beads: beads.length },
        edition: presentEdition(project, document),
      };
    }
    case 'version': {
      const { kind, name, before, at, seq, edition } = requireVersion(project, document, ref.version);
      const beads = states.at(document, seq);
      return {
        snapshot: { ...languages, beads, identity, complete: true },
        info: { kind, name, before, at, ...languages, beads: beads.length },
        edition,
      };
    }
    case 'file': {
      const path = requireAbsolute(ref.path);
      const { beads } = states.present(document);
      const snapshot = bilingualSnapshot(path, { source: sourceLang, target: targetLang }, { identity, beads });
      return { snapshot, info: infoOf('file', basename(path), snapshot), edition: null };
    }
    case 'document': {
      const other = reviewed.openProject(requireAbsolute(ref.path));
      const { name, snapshot } = versionSnapshot(other, ref.document, null);
      return { snapshot, info: infoOf('document', name, snapshot), edition: null };
    }
  }
}

/** A document of any project as it stands, or (`version` given) as it stood. */
export function versionSnapshot(
  project: ReadConnection,
  document: number,
  version: number | null,
): { readonly name: string; readonly snapshot: Snapshot } {
  return project.snapshot(() => {
    const { name, sourceLang, targetLang } = requireDocument(project, document);
    const states = new States(project);
    const beads =
      version === null
        ? states.present(document).beads
        : states.at(document, requireVersion(project, document, version).seq);
    return {
      name,
      snapshot: { sourceLang, targetLang, beads, identity: identityOf(project, document), complete: true },
    };
  });
}

function infoOf(kind: StateInfo['kind'], name: string, snapshot: Snapshot): StateInfo {
  const { sourceLang, targetLang, beads } = snapshot;
  return { kind, name, before: null, at: null, sourceLang, targetLang, beads: beads.length };
}
