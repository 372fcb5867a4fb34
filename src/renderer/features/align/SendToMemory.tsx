import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshProject, saveAll } from '../../app/actions.ts';
import { runJob } from '../../app/jobs.ts';
import { notify } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { Select } from '../../ui/fields.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { sendable } from './actions.ts';
import { useAlign } from './state.ts';

const LEVELS = ['confirmed', '0.98', '0.9', '0.75', '0'] as const;

/** Writes beads of the alignment to a memory of the project: confirmed ones, and sure ones down to a chosen level. */
export function SendToMemory({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const project = useApp((state) => state.project);
  const session = useAlign((state) => state.session);
  const memories = (project?.memories ?? []).filter(({ problem }) => problem === null);
  const [memory, setMemory] = useState(() => (memories.find((it) => it.writable) ?? memories[0])?.path ?? '');
  const [level, setLevel] = useState<string>('0.9');
  if (!project || !session) return null;
  const confidence = level === 'confirmed' ? null : Number(level);
  const count = sendable(session, confidence);
  const send = async (): Promise<void> => {
    onClose();
    await saveAll();
    const report = await runJob(t('align.sending'), t('align.sendFailed'), 'align.send', {
      project: project.project,
      document: session.document,
      memory,
      confidence,
    });
    if (!report) return;
    notify({ kind: 'done', title: t('align.sent', { count: report.sent, memory: report.name }) });
    await refreshProject();
  };
  return (
    <FormDialog
      title={t('align.sendTitle')}
      testId="send-to-memory"
      action={t('align.sendRun', { count })}
      actionTestId="send-run"
      ready={count > 0 && memory !== ''}
      onClose={onClose}
      onSubmit={() => void send()}
    >
      {memories.length === 0 ? (
        <p className="field-hint">{t('align.noMemory')}</p>
      ) : (
        <Select
          label={t('align.memory')}
          value={memory}
          options={memories.map(({ path, name, units }) => ({
            id: path,
            label: name,
            detail: t('memories.units', { count: units }),
          }))}
          onChange={setMemory}
          testId="send-memory"
        />
      )}
      <Select
        label={t('align.sendWhich')}
        value={level}
        options={LEVELS.map((id) => ({ id, label: t(`align.level.${id.replace('.', '')}`) }))}
        onChange={setLevel}
        hint={t('align.sendHint')}
        testId="send-level"
      />
    </FormDialog>
  );
}
