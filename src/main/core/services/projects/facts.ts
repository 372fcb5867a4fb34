import { randomUUID } from 'node:crypto';
import { readMeta, writeMeta } from '../../store/meta.ts';
import type { ReadConnection, WriteConnection } from '../../store/sqlite.ts';

/** What a project says about itself. */
export interface ProjectFacts {
  /** Names the project in memories, wherever its file goes. */
  readonly uuid: string;
  readonly name: string;
  readonly sourceLang: string;
  readonly targetLang: string;
  readonly createdAt: number;
}

export function readProjectFacts(project: ReadConnection): ProjectFacts {
  const text = (key: string): string => readMeta(project, key) ?? '';
  return {
    uuid: text('uuid'),
    name: text('name'),
    sourceLang: text('sourceLang'),
    targetLang: text('targetLang'),
    createdAt: Number(text('createdAt')),
  };
}

export function writeProjectFacts(project: WriteConnection, facts: Omit<ProjectFacts, 'uuid'>): void {
  writeMeta(project, 'uuid', randomUUID());
  writeMeta(project, 'name', facts.name);
  writeMeta(project, 'sourceLang', facts.sourceLang);
  writeMeta(project, 'targetLang', facts.targetLang);
  writeMeta(project, 'createdAt', String(facts.createdAt));
}

export function readProjectSettings(project: ReadConnection): Readonly<Record<string, unknown>> {
  return JSON.parse(readMeta(project, 'settings') ?? '{}') as Record<string, unknown>;
}

/** Merges values into the project's settings (null removes a key) and changes its name when one is given. */
export function changeProject(
  project: WriteConnection,
  change: { readonly name?: string; readonly settings?: Readonly<Record<string, unknown>> },
): void {
  project.transaction(() => {
    if (change.name !== undefined) writeMeta(project, 'name', change.name);
    if (change.settings === undefined) return;
    const merged = Object.entries({ ...readProjectSettings(project), ...change.settings });
    writeMeta(project, 'settings', JSON.stringify(Object.fromEntries(merged.filter(([, value]) => value !== null))));
  });
}
