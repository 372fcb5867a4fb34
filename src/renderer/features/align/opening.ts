import type { AlignmentSummary, FilePair } from '../../../shared/contract/align.ts';
import type { DocumentInfo } from '../../../shared/contract/types.ts';
import { attempt, openDocument, refreshProject } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { chooseFiles, nameOf } from '../../app/files/choose.ts';
import { runJob } from '../../app/jobs.ts';
import { useApp } from '../../app/state.ts';
import { i18n } from '../../i18n/i18n.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';

/** Aligns pairs of files and shows the first of the alignments. */
export async function alignFiles(pairs: readonly Pick<FilePair, 'source' | 'target'>[]): Promise<boolean> {
  const { project } = useApp.getState();
  if (!project || pairs.length === 0) return false;
  const added = await runJob(i18n.t('align.aligning'), i18n.t('align.failed'), 'align.add', {
    project: project.project,
    pairs: pairs.map(({ source, target }) => ({ source, target })),
  });
  await show(added?.[0]);
  return added !== undefined;
}

async function show(document: DocumentInfo | undefined): Promise<void> {
  if (!document) return;
  await refreshProject();
  openDocument(document.id);
}

/** Lets the user choose a bitext file and opens it as an alignment. */
export async function openBitext(): Promise<void> {
  const { project } = useApp.getState();
  if (!project) return;
  const [path] = await chooseFiles('exchange', false);
  if (!path) return;
  const added = await runJob(
    i18n.t('documents.adding', { name: nameOf(path) }),
    i18n.t('documents.addFailed', { name: nameOf(path) }),
    'align.open',
    { project: project.project, path },
  );
  await show(added);
}

/** Aligns the two files of an alignment the other way round, in its place. */
export async function swapSides(session: BitextSession, summary: AlignmentSummary): Promise<void> {
  const done = await alignFiles([{ source: summary.target.path, target: summary.source.path }]);
  if (!done) return;
  const { project, document } = session;
  await attempt(i18n.t('align.failed'), () => core.call('document.remove', { project, document }));
}
